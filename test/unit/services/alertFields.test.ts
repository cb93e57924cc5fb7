import { alertOf } from "../../../lab/wazuh/analysisd/alert";
import { decode } from "../../../lab/wazuh/rules/decode";
import { processEvent } from "../../../lab/wazuh/rules/engine";
import { loadRuleset } from "../../../lab/wazuh/rules/ruleset";
import { STOCK_RULES } from "../../../lab/wazuh/tree/rules";
import { FIELD } from "../../../policy/services/dashboard/fields";
import { decisionRule } from "../../../policy/services/logCollection/decisionRule";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenRule } from "../../../policy/model/written";
import { renderRulesFile } from "../../../policy/render/rulesFile";

/** The line about an action, and the line about a decision, in the form of scripts/responses/message.sh. */
const AT = "2026/11/25 09:00:00 active-response/bin/";
const LINES = {
  blocked: `${AT}guarded-block-ip: {"version":1,"origin":{"name":"guarded-block-ip","module":"wazuh-execd"},"command":"add","parameters":{"extra_args":[],"alert":{"id":"1.2","rule":{"id":"5763"},"agent":{"name":"hel-1"},"data":{"srcip":"203.0.113.66"}},"program":"active-response/bin/guarded-block-ip (firewall-drop)"},"active_response":{"additions":3}}`,
  decided: `${AT}guarded-block-ip: {"version":1,"origin":{"name":"guarded-block-ip","module":"active-response"},"active_response":{"action":"add","decision":"white-listed","subject":"95.216.10.10","why":"hetzner-helsinki","rule":"5763","alert":"1.2","agent":"hel-1"}}`,
  killed: `${AT}kill-malicious-process.sh: {"version":1,"origin":{"name":"kill-malicious-process.sh","module":"wazuh-execd"},"command":"add","parameters":{"extra_args":[],"alert":{"id":"1.2","rule":{"id":"100050"},"agent":{"name":"hel-1"},"data":{"process":{"name":"xmrig"}}},"program":"active-response/bin/kill-malicious-process.sh"}}`,
};

function alert(text: string, own: readonly WrittenRule[]): Record<string, unknown> | undefined {
  const files = Object.entries(STOCK_RULES).map(([name, content]) => ({
    path: `ruleset/rules/${name}`,
    text: content,
  }));
  const ours = renderRulesFile(policyOf({ whitelist: [], responses: [], rules: own }));
  const rules = loadRuleset(
    [...files, { path: "etc/rules/zz_active_response.xml", text: ours }],
    new Map([["etc/lists/audit-keys", new Map()]]),
    [],
  );
  const sender = { id: "001", name: "hel-1", ip: "10.0.0.1" };
  const event = decode({ sender, location: "log", text, time: 1_800_000_000 });
  const firing = processEvent(rules, event);
  return firing && flat(alertOf(firing, { name: "wazuh" }), "");
}

/** Values by their dotted paths, as the index names its fields. */
function flat(value: object, at: string): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, part]: [string, unknown]) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? flat(part, `${at}${key}.`)
        : { [`${at}${key}`]: part },
    ),
  ) as Record<string, unknown>;
}

/** By the lab's stand-in of analysisd, whose decoders are written after the stock ones. */
describe("the fields that the saved objects name", () => {
  const own = [decisionRule(100_090)];

  it("are there in the alert of a block", () => {
    expect(alert(LINES.blocked, own)).toMatchObject({
      [FIELD.ruleId]: "651",
      [FIELD.agent]: "hel-1",
      [FIELD.command]: "add",
      [FIELD.address]: "203.0.113.66",
      [FIELD.program]: "active-response/bin/guarded-block-ip (firewall-drop)",
      [FIELD.ruleGroups]: expect.arrayContaining(["active_response"]) as unknown,
      [FIELD.time]: expect.stringMatching(/^\d{4}-/) as unknown,
    });
  });

  it("are there in the alert of a killed process", () => {
    expect(alert(LINES.killed, own)).toMatchObject({
      [FIELD.ruleId]: "657",
      [FIELD.process]: "xmrig",
    });
  });

  it("are there in the alert of a decision, which only our rule makes", () => {
    expect(alert(LINES.decided, [])).toBeUndefined();
    expect(alert(LINES.decided, own)).toMatchObject({
      [FIELD.ruleId]: "100090",
      [FIELD.ruleDescription]: "Active response: white-listed, 95.216.10.10",
      [FIELD.decision]: "white-listed",
      [FIELD.subject]: "95.216.10.10",
      [FIELD.why]: "hetzner-helsinki",
      [FIELD.ruleGroups]: expect.arrayContaining(["active_response"]) as unknown,
    });
  });
});
