import { policyOf } from "../../policy/model/parsePolicy";
import { decisionRule } from "../../policy/services/logCollection/decisionRule";
import { renderRulesFile } from "../../policy/render/rulesFile";
import { alertOf } from "../wazuh/analysisd/alert";
import { decode } from "../wazuh/rules/decode";
import { processEvent } from "../wazuh/rules/engine";
import { loadRuleset } from "../wazuh/rules/ruleset";
import { STOCK_RULES } from "../wazuh/tree/rules";

/** Rule of ours that makes an alert of each decision. */
export const DECISION_RULE = 100_090;

/** A line of active-responses.log, and on which agent. */
export interface ResponseLine {
  readonly agent: string;
  /** As scripts/responses writes it: what stands behind `active-response/bin/`. */
  readonly line: string;
}

/** The line of a block of the address, by the rule. */
export function blockLine(agent: string, address: string, rule: number): ResponseLine {
  return action(
    agent,
    "guarded-block-ip",
    rule,
    `"data":{"srcip":"${address}"}`,
    " (firewall-drop)",
  );
}

/** The lines of a block, by one of the three commands whose name the stock rules look for, and of its end. */
export function blockLines(
  agent: string,
  address: string,
  rule: number,
  command: "firewall-drop" | "host-deny" | "route-null",
): readonly [ResponseLine, ResponseLine] {
  const line = (what: "add" | "delete"): ResponseLine =>
    action(agent, "guarded-block-ip", rule, `"data":{"srcip":"${address}"}`, ` (${command})`, what);
  return [line("add"), line("delete")];
}

/** The line of an action that is no block. */
export function actionLine(agent: string, executable: string, rule: number): ResponseLine {
  return action(agent, executable, rule, '"data":{"process":{"name":"xmrig"}}', "");
}

function action(
  agent: string,
  name: string,
  rule: number,
  data: string,
  mark: string,
  command: "add" | "delete" = "add",
): ResponseLine {
  const alert = `{"id":"1.2","rule":{"id":"${rule}"},"agent":{"name":"${agent}"},${data}}`;
  return {
    agent,
    line: `${name}: {"version":1,"origin":{"name":"${name}","module":"wazuh-execd"},"command":"${command}","parameters":{"extra_args":[],"alert":${alert},"program":"active-response/bin/${name}${mark}"}}`,
  };
}

/** The line of a decision. */
export function decisionLine(
  agent: string,
  name: string,
  word: string,
  subject: string,
  rule = 5763,
): ResponseLine {
  return {
    agent,
    line: `${name}: {"version":1,"origin":{"name":"${name}","module":"active-response"},"active_response":{"action":"add","decision":"${word}","subject":"${subject}","why":"a reason","rule":"${rule}","alert":"1.2","agent":"${agent}"}}`,
  };
}

/** Alerts as the lab's own stand-in of analysisd makes them of the lines, a millisecond apart, with the location label of each agent. */
export function alertsOf(lines: readonly ResponseLine[], at = new Date()): object[] {
  const files = Object.entries(STOCK_RULES).map(([name, text]) => ({
    path: `ruleset/rules/${name}`,
    text,
  }));
  const rules = [decisionRule(DECISION_RULE)];
  const ours = renderRulesFile(policyOf({ whitelist: [], responses: [], rules }));
  const ruleset = loadRuleset(
    [...files, { path: "etc/rules/zz_active_response.xml", text: ours }],
    new Map([["etc/lists/audit-keys", new Map()]]),
    [],
  );
  const stamp = at.toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
  return lines.map(({ agent, line }, i) => {
    const sender = { id: "001", name: agent, ip: "10.0.0.1" };
    const text = `${stamp} active-response/bin/${line}`;
    const location = "/var/ossec/logs/active-responses.log";
    const event = decode({ sender, location, text, time: Math.floor(at.getTime() / 1000) });
    const firing = processEvent(ruleset, event);
    if (!firing) throw new Error(`the stand-in of analysisd makes no alert of ${text}`);
    const alert = alertOf(firing, { name: "wazuh" });
    const labels = { labels: { location: agent.replace(/-\d+$/, "") } };
    const time = new Date(at.getTime() + i).toISOString().replace("Z", "+0000");
    return { ...alert, timestamp: time, agent: { ...(alert["agent"] as object), ...labels } };
  });
}
