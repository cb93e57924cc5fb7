import { alertOf, type Alert } from "../../../lab/wazuh/analysisd/alert";
import { decode } from "../../../lab/wazuh/rules/decode";
import { processEvent } from "../../../lab/wazuh/rules/engine";
import type { Event } from "../../../lab/wazuh/rules/event";
import { loadRuleset } from "../../../lab/wazuh/rules/ruleset";
import { STOCK_RULES } from "../../../lab/wazuh/tree/rules";
import { recordedAlerts, type RecordedAlert } from "../../real/records";

// What the real wazuh-analysisd of 4.14.7 made of log lines, and what the stand-in makes of the same: decoder, fields, header, rule.

/** Lines of the manager's and the agent's own life, whose decoder the stand-in has not. */
const OWN_LIFE = new Set(["501", "503", "506"]);
const PLAYED = recordedAlerts().filter(({ rule }) => !OWN_LIFE.has(rule.id));

const RULES = loadRuleset(
  Object.entries(STOCK_RULES).map(([name, text]) => ({ path: `ruleset/rules/${name}`, text })),
  new Map([["etc/lists/audit-keys", new Map([["audit-wazuh-c", "command"]])]]),
  [],
);

function eventOf({ agent, location, full_log: text }: RecordedAlert): Event {
  return decode({ sender: agent, location, text, time: 1_800_000_000 });
}

/** The line's alert, by whatever rule. */
function decoded(alert: RecordedAlert): Alert {
  const [rule] = RULES.roots;
  if (!rule) throw new Error("the stand-in has no rules");
  return alertOf({ rule, event: eventOf(alert), previous: [] }, alert.manager);
}

/** The line alone, whatever came before it. */
function played(alert: RecordedAlert): Alert {
  const firing = processEvent(RULES, eventOf(alert));
  if (!firing) throw new Error(`no rule of the stand-in fires for ${alert.full_log}`);
  return alertOf(firing, alert.manager);
}

/** All of an alert but its time, its number and its rule, in order. */
function around({ timestamp, id, rule, previous_output: previous, ...rest }: Alert): string {
  expect([typeof timestamp, typeof id, typeof rule]).toEqual(["string", "string", "object"]);
  expect(["string", "undefined"]).toContain(typeof previous);
  return JSON.stringify(rest, undefined, 1);
}

/** What the rules of the lab say of a line, where one line is enough for the rule. */
function about({ rule }: Alert): Record<string, unknown> {
  const { id, level, mail, groups } = rule as Record<string, unknown>;
  return { id, level, mail, groups };
}

describe("alerts of the real analysisd and of the stand-in", () => {
  it("has records of sshd, auditd, execd and our own decisions", () => {
    expect(new Set(PLAYED.map((alert) => (alert["decoder"] as { name: string }).name))).toEqual(
      new Set(["sshd", "ar_log_json", "auditd"]),
    );
    expect(PLAYED.length).toBeGreaterThan(30);
  });

  it.each(PLAYED.map((alert) => [alert.rule.id, alert.full_log.slice(0, 90), alert] as const))(
    "rule %s: %s",
    (_, __, alert) => {
      expect(around(decoded(alert))).toBe(around(alert));
    },
  );

  const alone = PLAYED.filter(({ rule }) =>
    ["5710", "5715", "5760", "651", "652", "657"].includes(rule.id),
  );
  it.each(alone.map((alert) => [alert.rule.id, alert.full_log.slice(0, 90), alert] as const))(
    "ends at rule %s: %s",
    (_, __, alert) => {
      expect(about(played(alert))).toEqual(about(alert));
    },
  );
});
