import { oneLine } from "../../../terminal/shown";

/** One line of ours in a host's active-responses.log: what a script decided, and why. Source: scripts/responses/message.sh */
export interface Decision {
  /** As the host's clock says it: `2026/11/25 10:14:30`. */
  readonly time: string;
  /** Script: `guarded-block-ip`, `custom-isolate`, ... */
  readonly script: string;
  /** `blocked`, `unblocked`, `kept`, `white-listed`, `refused`, `killed`, `isolated`, `released`, ... */
  readonly decision: string;
  /** What it was about: an address, a process, `this host`. */
  readonly subject: string;
  readonly why: string;
  /** Id of the rule; `-` where there was none. */
  readonly rule: string;
  /** Id of the alert; `-` where there was none. */
  readonly alert: string;
}

const LINE = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) active-response\/bin\/\S+: (\{.*\})$/s;

/** Reads one line; undefined where it is none of ours. */
export function parseDecision(line: string): Decision | undefined {
  const [, time, json] = LINE.exec(line) ?? [];
  if (time === undefined || json === undefined) return undefined;
  let message: { origin?: { name?: string }; active_response?: Record<string, unknown> };
  try {
    message = JSON.parse(json) as typeof message;
  } catch {
    return undefined;
  }
  const own = message.active_response;
  if (!own || typeof own["decision"] !== "string") return undefined;
  const text = (key: string): string => (typeof own[key] === "string" ? oneLine(own[key]) : "-");
  return {
    time,
    script: message.origin?.name ?? "",
    decision: text("decision"),
    subject: text("subject"),
    why: text("why"),
    rule: text("rule"),
    alert: text("alert"),
  };
}
