/** An agent as `agent_control -l` prints it. */
export interface ListedAgent {
  /** Three digits or more. */
  readonly id: string;
  readonly name: string;
  /** Of the registration, not the one it comes from. */
  readonly ip: string;
  /** `active`, `disconnected`, `pending`, `never_connected`. */
  readonly status: string;
}

const LINE = /^\s*ID: (\d+), Name: (.+?), IP: ([^,]+), (.+)$/s;
const STATES: Readonly<Record<string, string>> = {
  Active: "active",
  Disconnected: "disconnected",
  Pending: "pending",
  "Never connected": "never_connected",
};

/** Reads what `agent_control -l` prints; the manager's own line (000) is left out. */
export function parseAgentList(text: string): ListedAgent[] {
  return text.split("\n").flatMap((line) => {
    const [, id, name, ip, state = ""] = LINE.exec(line) ?? [];
    if (id === undefined || name === undefined || ip === undefined || id === "000") return [];
    return [{ id, name, ip, status: STATES[state.trim()] ?? state.trim().toLowerCase() }];
  });
}
