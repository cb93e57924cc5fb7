import { IGNORING } from "../../../policy/stock/ignoringRules";
import { stockGroups } from "../../../policy/stock/stockGroups";
import { stockRule, stockRules } from "../../../policy/stock/stockRules";

describe("the rules that are overwritten without their ignore window", () => {
  it("are all that count and ignore", () => {
    const ids = [...stockRules().values()].filter(({ ignore, counts }) => ignore > 0 && counts);
    expect([...IGNORING.keys()]).toEqual(ids.map(({ id }) => id));
  });

  it.each([...IGNORING.values()])(
    "$id keeps level, frequency, timeframe and groups of the stock rule",
    ({ id, level, frequency, timeframe, within, group }) => {
      const stock = stockRule(id);
      expect({ level, counts: { events: frequency, seconds: timeframe } }).toEqual({
        level: stock?.level,
        counts: stock?.counts,
      });
      expect(names(`${within},${group}`)).toEqual(names(stockGroups(id) ?? ""));
    },
  );

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
