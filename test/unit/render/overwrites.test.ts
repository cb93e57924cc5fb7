import { policyOf } from "../../../policy/model/parsePolicy";
import { readNodes } from "../../../policy/wazuh/read/node";
import { readRulesFile } from "../../../policy/wazuh/read/rulesFile";
import { renderRulesFile, ruleElements } from "../../../policy/render/rulesFile";
import { IGNORING } from "../../../policy/wazuh/stock/ignoringRules";
import { stockGroups } from "../../../policy/wazuh/stock/stockGroups";
import { stockRule, stockRules } from "../../../policy/wazuh/stock/stockRules";
import { printed, seen } from "./readBack";

describe("the rules that are overwritten without their ignore window", () => {
  it("are all that have one", () => {
    const ids = [...stockRules().values()].filter(({ ignore }) => ignore > 0);
    expect([...IGNORING.keys()]).toEqual(ids.map(({ id }) => id));
  });

  it.each([...IGNORING.values()])(
    "$id keeps level, frequency, timeframe and groups of the stock rule",
    ({ id, level, frequency, timeframe, within, group }) => {
      const stock = stockRule(id);
      expect([level, frequency, timeframe]).toEqual([
        stock?.level,
        stock?.counts?.events,
        stock?.counts?.seconds,
      ]);
      expect(names(`${within},${group}`)).toEqual(names(stockGroups(id) ?? ""));
    },
  );

  it.each([...IGNORING.keys()])("%i bound is in the rules file, without ignore", (id) => {
    const policy = policyOf({
      whitelist: [],
      rules: [],
      responses: [{ kind: "custom", command: "page", executable: "page.sh", rules: [id] }],
    });
    const [rule] = readRulesFile(renderRulesFile(policy)).filter((one) => one.id === id);
    const stock = stockRule(id);
    expect(rule).toMatchObject({ level: stock?.level, ignore: 0, overwrite: true });
    const kept = readRulesFile(renderRulesFile({ ...policy, ignoreWindow: "keep" }));
    expect(kept.filter((one) => one.id === id)).toEqual([]);
    const [tree] = ruleElements(policy);
    const [within] = readNodes(renderRulesFile(policy));
    expect(within && seen(within)).toEqual(tree && printed(tree));
  });

  // Read from ruleset/rules/0095-sshd_rules.xml of 4.14.7.
  it.each([
    [5712, "5710"],
    [5763, "5760"],
  ])("%i counts rule %s from one source", (id, parent) => {
    expect(IGNORING.get(id)?.conditions).toEqual([
      { name: "if_matched_sid", value: parent },
      { name: "same_source_ip", value: "" },
    ]);
    expect(IGNORING.get(id)?.mitre).toEqual(["T1110"]);
  });
});

function names(text: string): string[] {
  return text.split(",").filter((name) => name !== "");
}
