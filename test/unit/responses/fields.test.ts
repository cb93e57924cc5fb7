import { readFileSync } from "node:fs";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";

const PARTS = ["json", "refused", "address", "daemons", "provenance", "fields"];
const PROGRAM = PARTS.map((name) =>
  readFileSync(join(__dirname, `../../../scripts/responses/${name}.awk`), "utf8"),
).join("\n");
const WIN = "win.eventdata.ipAddress";
const AT = "parameters.alert.data";

/** Fields that are asked, what stands below data, what is found, and why it is refused where it is no address. */
const FOUND: readonly (readonly [string, string, string, string])[] = [
  ["srcip", `{"srcip":"203.0.113.7"}`, "srcip 203.0.113.7", ""],
  [`src_ip ${WIN}`, `{"win":{"eventdata":{"ipAddress":"203.0.113.7"}}}`, `${WIN} 203.0.113.7`, ""],
  [
    `${WIN} srcip`,
    `{"win":{"eventdata":{"ipAddress":"-"}},"srcip":"203.0.113.7"}`,
    "srcip 203.0.113.7",
    "",
  ],
  ["src_ip srcip", `{"src_ip":"","srcip":"203.0.113.7"}`, "srcip 203.0.113.7", ""],
  ["src_ip srcip", `{"src_ip":null,"srcip":"203.0.113.7"}`, "srcip 203.0.113.7", ""],
  [`${WIN} srcip`, `{"win":"x","srcip":"203.0.113.7"}`, "srcip 203.0.113.7", ""],
  // What stands there and is not an address is refused: nothing behind it speaks for it.
  [
    "src_ip srcip",
    `{"src_ip":"evil","srcip":"203.0.113.7"}`,
    "src_ip evil",
    `${AT}.src_ip is not an address`,
  ],
  [
    "src_ip srcip",
    `{"src_ip":["1.2.3.4"],"srcip":"203.0.113.7"}`,
    "src_ip -",
    `${AT}.src_ip is an array, not an address`,
  ],
  [
    "src_ip srcip",
    `{"src_ip":{"a":"1.2.3.4"},"srcip":"203.0.113.7"}`,
    "src_ip -",
    `${AT}.src_ip is an object, not an address`,
  ],
  [
    "src_ip srcip",
    `{"src_ip":true,"srcip":"203.0.113.7"}`,
    "src_ip true",
    `${AT}.src_ip is a literal, not an address`,
  ],
  [
    "src_ip srcip",
    `{"src_ip":"1.2.3.4","src_ip":"1.2.3.5"}`,
    "src_ip 1.2.3.5",
    `${AT}.src_ip is given twice`,
  ],
  [WIN, `{"win":{"eventdata":{}}}`, "- -", `${AT}.${WIN} is missing`],
  [WIN, `{"win":{"eventdata":"x"}}`, "- -", `${AT}.win.eventdata is a string, not an object`],
  [WIN, `{"win":[]}`, "- -", `${AT}.win is an array, not an object`],
  [
    `${WIN} src_ip srcip`,
    `{}`,
    "- -",
    `${AT}.win is missing, and no address stands in src_ip, srcip`,
  ],
  // A key with a dot in it is another one.
  [WIN, `{"win.eventdata.ipAddress":"1.2.3.4"}`, "- -", `${AT}.win is missing`],
];

/** An alert's own keys beside data, the field, and why its address is not proven. */
const PROVEN: readonly (readonly [string, string, string, string])[] = [
  ["Windows", `"rule":{"id":"60122"},"decoder":{"name":"windows_eventchannel"}`, WIN, ""],
  // 60204 counts logins of any program, so that it is in the table of daemons.
  [
    "Windows, of a rule that counts others too",
    `"rule":{"id":"60204"},"decoder":{"name":"windows_eventchannel"}`,
    WIN,
    "",
  ],
  [
    "a line that names itself Windows",
    `"rule":{"id":"60204"},"decoder":{"name":"json"},"full_log":"{}","location":"/var/log/x"`,
    WIN,
    "the log line is not from a daemon that proves 203.0.113.7",
  ],
  [
    "Windows, in a field that is not its own",
    `"rule":{"id":"60204"},"decoder":{"name":"windows_eventchannel"}`,
    "src_ip",
    "the message holds no log line that proves 203.0.113.7",
  ],
  [
    "JSON without its line (no_full_log)",
    `"rule":{"id":"86601"},"location":"/var/log/suricata/eve.json"`,
    "src_ip",
    "",
  ],
  [
    "JSON that a client wrote through nginx",
    `"rule":{"id":"86601"},"location":"/var/log/nginx/error.log"`,
    "src_ip",
    "clients write whole lines of their own into /var/log/nginx/error.log",
  ],
  [
    "the same with its line",
    `"rule":{"id":"86601"},"full_log":"{}","location":"/var/log/nginx/error.log"`,
    "src_ip",
    "clients write whole lines of their own into /var/log/nginx/error.log",
  ],
  [
    "sshd, whose line names another",
    `"rule":{"id":"5710"},"full_log":"Jan  2 03:04:05 h sshd[1]: Invalid user 203.0.113.7 from 198.51.100.9 port 4","predecoder":{"program_name":"sshd"},"location":"/var/log/auth.log"`,
    "src_ip",
    "the log line of sshd does not prove 203.0.113.7, what the daemon wrote says 198.51.100.9",
  ],
  [
    "sshd, whose line names it",
    `"rule":{"id":"5710"},"full_log":"Jan  2 03:04:05 h sshd[1]: Invalid user x from 203.0.113.7 port 4","predecoder":{"program_name":"sshd"},"location":"/var/log/auth.log"`,
    "src_ip",
    "",
  ],
  [
    "a rule of the table without a line",
    `"rule":{"id":"5710"}`,
    "src_ip",
    "the message holds no log line that proves 203.0.113.7",
  ],
  [
    "a rule that nothing proves",
    `"rule":{"id":"4151"},"decoder":{"name":"windows_eventchannel"}`,
    WIN,
    "no line behind rule 4151 proves who sent it",
  ],
  ["an operator, by hand", `"x":1`, "src_ip", ""],
];

describe.each(AWKS)("fields by %s", (_name, awk) => {
  it("are asked in their order, and the first that says anything is the one", () => {
    const main = `{ split("", type); split("", value); n = index($0, "|")
      read_json("{\\"parameters\\":{\\"alert\\":{\\"data\\":" substr($0, n + 1) "}}}")
      names = substr($0, 1, n - 1); field = found_at(names); address = address_of(text_at(field))
      said = field; sub(/^parameters.alert.data./, "", said)
      print (said == "" ? "-" : said) " " plain(value[field]) "|" (address == "" ? why_none(names, field, "an address") : "") }`;
    const input = FOUND.map(([names, data]) => `${names}|${data}\n`).join("");
    expect(
      runAwk(awk, PROGRAM + main, input)
        .split("\n")
        .slice(0, -1),
    ).toEqual(FOUND.map(([, , found, why]) => `${found}|${why}`));
  });

  it("prove their address, or are no way round what srcip is held to", () => {
    const main = `{ split("", type); split("", value); n = index($0, "|"); field = path_of(substr($0, 1, n - 1))
      read_json(substr($0, n + 1)); value[field] = "203.0.113.7"; type[field] = "string"
      for (p = field; sub(/[.][^.]*$/, "", p);) type[p] = "object"
      print why_unproven(field) }`;
    const input = PROVEN.map(
      ([, alert, field]) => `${field}|{"parameters":{"alert":{${alert},"data":{}}}}\n`,
    ).join("");
    const env = { LOGS_auth: "^/var/log/auth[.]log$", LOGS_raw: "/nginx/error[.]log$" };
    expect(
      runAwk(awk, PROGRAM + main, input, env)
        .split("\n")
        .slice(0, -1)
        .map((why, i) => [PROVEN[i]?.[0], why]),
    ).toEqual(PROVEN.map(([what, , , why]) => [what, why]));
  });

  it("are those of the rule, or of all others", () => {
    const map = "60122=win.eventdata.ipAddress,srcip 31151=src_ip";
    const main = `BEGIN { split("60122 31151 5763", rules, " ")
      for (i = 1; i <= 3; i++) print names_for(rules[i], "${map}", "srcip,src_ip") }`;
    expect(runAwk(awk, PROGRAM + main)).toBe(
      "win.eventdata.ipAddress srcip\nsrc_ip\nsrcip src_ip\n",
    );
  });
});
