import { lintManagersRules } from "../../../policy/lint/managersRules";
import { managersRuleset } from "../../../policy/lint/managersRuleset";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenOf } from "../../../policy/model/written";

type Block = WrittenOf<"block-ip">;

const found = (ruleset: string, response: Partial<Block>, own = ""): readonly string[] => {
  const policy = policyOf({
    whitelist: [],
    rules: [],
    responses: [{ kind: "block-ip", rules: [], timeout: "1h", ...response }],
  });
  const conf = `<ossec_config>\n<ruleset>\n${ruleset}\n</ruleset>\n</ossec_config>\n`;
  const files = own === "" ? [] : [{ name: "local_rules.xml", path: "local_rules.xml", text: own }];
  return lintManagersRules(policy, files, managersRuleset(conf, "etc/ossec.conf")).map(
    ({ severity, code, path, value, reason }) => `${severity} ${code} ${path}: ${value} ${reason}`,
  );
};

const DIRS = "<rule_dir>ruleset/rules</rule_dir>\n<rule_dir>etc/rules</rule_dir>";
const SSHD = "<rule_exclude>0095-sshd_rules.xml</rule_exclude>";

describe("the rules that a manager does not read", () => {
  it("are named where a response is bound to one of them", () => {
    expect(found(DIRS, { rules: [5763, 5712, 5551] })).toEqual([]);
    expect(found(`${DIRS}\n${SSHD}`, { rules: [5763, 5712, 5551] })).toEqual([
      "warning rule-left-out responses[0].rules: 5763, 5712 are rules of 0095-sshd_rules.xml, which line 5 of etc/ossec.conf leaves out: the response never fires for them",
    ]);
    expect(found("<rule_dir>etc/rules</rule_dir>", { rules: [5551] })).toEqual([
      "warning rule-left-out responses[0].rules: 5551 is a rule of 0085-pam_rules.xml, which etc/ossec.conf does not read: the response never fires for it",
    ]);
  });

  it("are not, where a file of the manager's own has a copy", () => {
    const copy =
      '<group name="sshd,"><rule id="5763" level="10"><match>x</match><description>x</description></rule></group>';
    expect(found(`${DIRS}\n${SSHD}`, { rules: [5763] }, copy)).toEqual([]);
  });

  it("count of a group only where nothing of it is left", () => {
    expect(
      found("<rule_dir>etc/rules</rule_dir>", { groups: ["authentication_failures"] }),
    ).toEqual([
      expect.stringMatching(
        /^warning rule-left-out responses\[0\]\.groups: what it selects are rules of .*, and \d+ more files, which etc\/ossec\.conf does not read: the response never fires for them$/,
      ),
    ]);
    expect(found(`${DIRS}\n${SSHD}`, { groups: ["authentication_failures"] })).toEqual([]);
  });

  it("are not known of a file without a ruleset, or one that Wazuh cannot read", () => {
    expect(
      managersRuleset("<ossec_config>\n<global></global>\n</ossec_config>\n", "x"),
    ).toBeUndefined();
    expect(managersRuleset("<ossec_config>", "x")).toBeUndefined();
  });
});

describe("alerts that a manager's own rule takes", () => {
  const taken = (response: Partial<Block>, level: number, more = ""): readonly string[] => {
    const own = `<group name="mine,">\n<rule id="100500" level="${level}"><if_sid>5700</if_sid><match>x</match>${more}<description>d</description></rule>\n</group>
<group name="others,">\n<rule id="100501" level="1"><if_sid>100500</if_sid><description>d</description></rule>\n</group>\n`;
    return found(DIRS, response, own)
      .filter((line) => line.includes("alert-taken"))
      .map((line) => line.replace(/ is a child .*/, ""));
  };
  const SAID = ["warning alert-taken local_rules.xml: rule 100501 (level 1)"];

  // What a group or a level binds is what fires: not of level 0, and not one that carries no_ar.
  it.each<[Partial<Block>, number, string, readonly string[]]>([
    [{ groups: ["mine"] }, 0, "", []],
    [{ groups: ["mine"] }, 1, "", SAID],
    [{ groups: ["MINE"] }, 1, "", SAID],
    [{ groups: ["min"] }, 1, "", SAID],
    [{ groups: ["yours"] }, 1, "", []],
    [{ groups: ["mine"] }, 1, "<options>no_ar</options>", []],
    [{ rules: [5763] }, 10, "", []],
    [{ level: 10 }, 9, "", []],
    [{ level: 10 }, 10, "", SAID],
    [{ groups: ["mine"], level: 10 }, 9, "", []],
    [{ groups: ["mine"], level: 10 }, 10, "", SAID],
    [{ groups: ["yours"], level: 10 }, 10, "", []],
  ])("from %j, a rule of level %i %s: %j", (response, level, more, expected) => {
    expect(taken(response, level, more)).toEqual(expected);
  });
});

// Where nothing is said the folders are the stock ones, etc/rules among them.
it.each<[string, boolean]>([
  ["<decoder_dir>x</decoder_dir>", true],
  ["<rule_dir>etc/rules</rule_dir>", true],
  ["<rule_dir>etc/rules/</rule_dir>", true],
  ["<rule_dir>ruleset/rules</rule_dir>\n<rule_dir>etc/rules</rule_dir>", true],
  ["<rule_dir>ruleset/rules</rule_dir>", false],
  ["<rule_dir>my/etc/rules</rule_dir>", false],
  [
    "<rule_dir>ruleset/rules</rule_dir>\n<rule_include>etc/rules/local_rules.xml</rule_include>",
    true,
  ],
  ["<rule_dir>ruleset/rules</rule_dir>\n<rule_include>other/local.xml</rule_include>", false],
])("a ruleset of %j reads etc/rules: %s", (inside, reads) => {
  const text = `<ossec_config>\n<ruleset>\n${inside}\n</ruleset>\n</ossec_config>\n`;
  expect(managersRuleset(text, "x")?.readsOwn).toBe(reads);
});
