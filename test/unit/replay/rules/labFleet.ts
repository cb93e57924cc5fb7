import { decode } from "../../../../lab/wazuh/rules/decode";
import { processEvent, type Firing } from "../../../../lab/wazuh/rules/engine";
import { loadRuleset, type Ruleset } from "../../../../lab/wazuh/rules/ruleset";
import { STOCK_RULES } from "../../../../lab/wazuh/tree/rules";
import type { Policy } from "../../../../policy/model/policy";
import type { Alert } from "../../../../policy/replay/alerts/alert";
import { renderRulesFile } from "../../../../policy/render/rulesFile";
import { randomOf } from "../../../../lab/random";

const LISTS = new Map([["etc/lists/audit-keys", new Map([["audit-wazuh-c", "command"]])]]);
const START = 1_800_000_000;

/** The lab's analysisd with its stock rules, and the rules file of a policy behind them. */
export function labRules(policy?: Policy): Ruleset {
  const files = Object.entries(STOCK_RULES).map(([name, text]) => ({
    path: `ruleset/rules/${name}`,
    text,
  }));
  if (policy)
    files.push({ path: "etc/rules/zz_active_response.xml", text: renderRulesFile(policy) });
  return loadRuleset(files, LISTS, []);
}

/** One line of a log as an agent reads it. */
export interface LabLine {
  readonly agent: string;
  readonly location: string;
  readonly text: string;
  readonly time: number;
}

/** What a fleet of three logs: brute force from a few addresses, of users that exist and that do not, forged lines, programs. */
export function labLines(count: number, seed = 7): LabLine[] {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const victim = "198.51.100.23";
  let time = START;
  return Array.from({ length: count }, (_, i) => {
    time += random() < 0.02 ? Math.floor(random() * 200) : Math.floor(random() * 4);
    const peer = `203.0.113.${1 + Math.floor(random() ** 2 * 9)}`;
    const port = `port ${40_000 + i}`;
    const sshd = pick([
      `Failed password for root from ${peer} ${port} ssh2`,
      `Failed password for root from ${peer} ${port} ssh2`,
      `Failed password for alice from ${peer} ${port} ssh2`,
      `Invalid user bob from ${peer} ${port}`,
      `Invalid user x from ${victim} y from ${peer} ${port}`,
      `Failed publickey for alice from ${peer} ${port} ssh2: ED25519 SHA256:abc`,
      `User carol from ${peer} not allowed because not listed in AllowUsers`,
      `Accepted publickey for alice from 192.0.2.10 ${port} ssh2: ED25519 SHA256:abc`,
      `Received disconnect from ${peer} ${port}:11: Bye`,
    ]);
    const audit = `type=SYSCALL msg=audit(1800000000.1:${i}): arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=${1000 + i} auid=0 uid=0 comm="${pick(["xmrig", "bash"])}" exe="${pick(["/usr/bin/xmrig", "/usr/bin/bash"])}" key="audit-wazuh-c"`;
    const isAudit = random() < 0.1;
    return {
      agent: pick(["001", "002", "003"]),
      location: isAudit
        ? "/var/log/audit/audit.log"
        : random() < 0.05
          ? "/tmp/x"
          : "/var/log/auth.log",
      text: isAudit ? audit : `Nov 25 09:00:00 web sshd[${i}]: ${sshd}`,
      time,
    };
  });
}

/** Runs lines through rules. @returns the firing of each line; undefined where there is none */
export function fireAll(rules: Ruleset, lines: readonly LabLine[]): (Firing | undefined)[] {
  return lines.map(({ agent, location, text, time }) => {
    const sender = { id: agent, name: `web-${agent}`, ip: `10.2.0.${Number(agent)}` };
    return processEvent(rules, decode({ sender, location, text, time }));
  });
}

/** The alert of a firing, as replay reads it. */
export function alertOf({ rule, event }: Firing, line: number): Alert {
  const { sender, fields } = event;
  const { srcip, dstuser } = fields;
  return {
    time: event.time * 1000,
    id: `${event.time}.${line}`,
    manager: "mgr",
    rule: rule.id,
    level: rule.level,
    groups: rule.groups,
    agentId: sender.id,
    agentName: sender.name,
    ...(sender.ip !== undefined && { agentIp: sender.ip }),
    ...(srcip !== undefined && { srcip }),
    ...(dstuser !== undefined && { dstuser }),
    fullLog: event.fullLog,
    ...(event.programName !== undefined && { program: event.programName }),
    location: event.location,
    fields,
    at: { file: "lab", line },
  };
}
