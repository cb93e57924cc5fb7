import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { FILE_CODES, lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { OF_ADDRESSES } from "./found";
import { REMOTE, RULESET } from "./wholeFile";

const CODES = FILE_CODES.flatMap((codes) =>
  Object.entries(codes).map(([code, facts]) => ({ code, facts })),
);
const FOLDER = join(__dirname, "../../../../policy/ossecConf/lint");
const TESTS = readdirSync(__dirname)
  .filter((file) => file.endsWith(".test.ts") && file !== "fileCodes.test.ts")
  .map((file) => readFileSync(join(__dirname, file), "utf8"))
  .join("\n");

/** The example as a whole file with nothing else to find. */
function wholeOf(example: string): string {
  const whole = example.replace("REST", REMOTE + RULESET).replace("RULESET", RULESET);
  if (whole.includes("<ossec_config>")) return whole;
  const rest = `${REMOTE}${whole.includes("<ruleset>") ? "" : RULESET}`;
  return `<ossec_config>${whole}${rest}</ossec_config>`;
}

describe("the codes of lint of files", () => {
  it("are all in the registry, each once", () => {
    const exported = readdirSync(FOLDER)
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) =>
        Object.entries(jest.requireActual<Record<string, unknown>>(join(FOLDER, file))),
      )
      .filter(([name]) => name.endsWith("Codes"));
    expect(exported.filter(([, codes]) => !(FILE_CODES as unknown[]).includes(codes))).toEqual([]);
    expect(exported).toHaveLength(FILE_CODES.length);
    const names = CODES.map(({ code }) => code);
    expect(names.filter((code, i) => names.indexOf(code) !== i)).toEqual([]);
  });

  it.each(CODES.filter(({ facts }) => facts.doc.example !== undefined))(
    "$code: its example brings it about, and nothing as bad",
    ({ code, facts }) => {
      const found = lintOssecConf(wholeOf(facts.doc.example ?? ""), { file: "ossec.conf" });
      const own = found.filter((one) => one.code === code);
      expect(own).not.toEqual([]);
      expect(own.filter(({ severity }) => ![facts.severity].flat().includes(severity))).toEqual([]);
      const others = found
        .filter((one) => one.code !== code && one.severity !== "note")
        .filter((one) => !OF_ADDRESSES.includes(one.code));
      expect(others.map((one) => `${one.severity} ${one.code}`)).toEqual([]);
    },
  );

  it.each(CODES.filter(({ facts }) => facts.doc.example === undefined))(
    "$code, which has no example, is found in a test",
    ({ code }) => {
      expect(new RegExp(`[" [\`]${code}[" \`\\]]`).test(TESTS)).toBe(true);
    },
  );

  it.each(CODES)("$code: is explained in whole sentences", ({ facts: { doc } }) => {
    const texts = [doc.what, doc.why, doc.instead];
    expect(texts.filter((text) => !/^(?:[A-Z`0-9]|ar\.conf|execd|wazuh-).*\.$/.test(text))).toEqual(
      [],
    );
  });
});
