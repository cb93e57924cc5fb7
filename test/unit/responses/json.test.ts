import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";

const PROGRAM = ["json.awk", "refused.awk"]
  .map((name) => readFileSync(join(__dirname, "../../../scripts/responses", name), "utf8"))
  .join("\n");
const SRCIP = "parameters.alert.data.srcip";

/** Texts of one line; jq says which of them are JSON objects, and what stands at the path. */
const TEXTS = [
  `{"parameters":{"alert":{"data":{"srcip":"203.0.113.7"}}}}`,
  ` { "parameters" : {"alert":{"data":{"srcip":\t"203.0.113.7" , "x":[1,-2.5e3,true,null,{}]}}} } `,
  `{"parameters":{"alert":{"data":{"srcip":7}}}}`,
  `{"parameters":{"alert":{"data":{"other":"a\\"b\\\\c\\u0041"}}}}`,
  `{"parameters":{"alert":{"data":{"other":"\\\\","srcip":"203.0.113.7"}}}}`,
  `{"parameters":{"alert":[{"data":{"srcip":"203.0.113.7"}}]}}`,
  `{"full_log":"{\\"parameters\\":{\\"alert\\":{\\"data\\":{\\"srcip\\":\\"198.51.100.1\\"}}}}"}`,
  `{"a":"parameters.alert.data.srcip","b":{"":1}}`,
  `{}`,
  `[]`,
  `"text"`,
  `{"a":1,}`,
  `{"a":1 "b":2}`,
  `{"a":"b"`,
  `{"a":"b}`,
  `{"a":"\\x"}`,
  `{"a":"\\u12g4"}`,
  `{"a":[1,2}`,
  `{"a":tru}`,
  `{a:1}`,
  `{'a':1}`,
  `{} {}`,
];

/** What a field is, and what is said of it. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  [`{"srcip":"proxy.example.org"}`, "proxy.example.org", `${SRCIP} is not an address`],
  [`{"srcip":"203.0.113.9, 10.0.0.1"}`, "203.0.113.9, 10.0.0.1", `${SRCIP} is not an address`],
  [`{"srcip":"a\\"b\\u0041|<x>"}`, "a??b?u0041??x?", `${SRCIP} is not an address`],
  [`{"srcip":4711}`, "4711", `${SRCIP} is not an address`],
  [`{"srcip":""}`, "-", `${SRCIP} is empty`],
  [`{"src_ip":"203.0.113.7"}`, "-", `${SRCIP} is missing`],
  [`{"srcip":["203.0.113.7"]}`, "-", `${SRCIP} is an array, not an address`],
  [`{"srcip":{"a":1}}`, "-", `${SRCIP} is an object, not an address`],
  [`{"srcip":true}`, "-", `${SRCIP} is a literal, not an address`],
  [`{"srcip":"203.0.113.7","srcip":"203.0.113.8"}`, "-", `${SRCIP} is given twice`],
  [`"text"`, "-", "parameters.alert.data is a string, not an object"],
  [`[]`, "-", "parameters.alert.data is an array, not an object"],
];

describe.each(AWKS)("JSON by %s", (_name, awk) => {
  it("is what jq takes for an object, with the text that jq sees at the path", () => {
    const filter = `(try fromjson catch null) | if type == "object" then (try .parameters.alert.data.srcip catch null) as $ip
      | "1|" + (if ($ip | type) == "string" or ($ip | type) == "number" then ($ip | tostring) else "" end) else "0|" end`;
    const truth = execFileSync("jq", ["-R", "-r", filter], {
      input: TEXTS.join("\n"),
      encoding: "utf8",
    });
    const main = `{ split("", type); split("", value); ok = read_json($0)
      print ok "|" (ok ? text_at("${SRCIP}") : "") }`;
    expect(runAwk(awk, PROGRAM + main, `${TEXTS.join("\n")}\n`)).toBe(truth);
    expect(truth.match(/^1/gm)).toHaveLength(9);
  });

  it.each([`{"a":01}`, `{"a":.5}`, `{"a":-}`, `{"a":1.}`])("is not %s, which jq takes", (text) => {
    expect(runAwk(awk, `${PROGRAM}{ print read_json($0) }`, text)).toBe("0\n");
  });

  it("names the text that is refused, cleaned, and what is strange about its field", () => {
    const main = `{ split("", type); split("", value); read_json("{\\"parameters\\":{\\"alert\\":{\\"data\\":" $0 "}}}")
      text_at("${SRCIP}"); print plain(raw_at("${SRCIP}")) "|" why_no("${SRCIP}", "an address") }`;
    const lines = REFUSED.map(([data]) => data).join("\n");
    expect(
      runAwk(awk, PROGRAM + main, `${lines}\n`)
        .split("\n")
        .slice(0, -1),
    ).toEqual(REFUSED.map(([, subject, why]) => `${subject}|${why}`));
  });

  it("says which part of the path is missing first", () => {
    const main = `{ split("", type); split("", value); read_json($0); print why_no("${SRCIP}", "an address") }`;
    expect(runAwk(awk, PROGRAM + main, `{"parameters":{"alert":{}}}\n{}\n`)).toBe(
      "parameters.alert.data is missing\nparameters is missing\n",
    );
  });
});
