/** Parts of a lab that can be slowed down on purpose: a test that needs what it does not wait for fails then at once. */
export const SLOW_PARTS = {
  agentd: "wazuh-agentd looks every 4 s whether it can connect to its execd",
  reload: "an agent's reload begins 3 s after its new ar.conf has come",
  control: "wazuh-control takes a second for each daemon",
  logcollector: "wazuh-logcollector looks every 2 s at its files",
  remoted: "wazuh-remoted looks every 3 s whether its agents have what it shares",
  analysisd: "wazuh-analysisd takes a second for a question and a tenth of one for a log line",
  execd: "wazuh-execd starts 2 s later, and takes half a second more for each message",
  ssh: "an SSH session takes a second before its command runs",
} as const;

/** Name of a part that can be slow. */
export type SlowPart = keyof typeof SLOW_PARTS;

/**
 * The parts that LAB_SLOW names, with commas between them.
 * @throws Error naming what is not one of them.
 */
export function slowParts(asked = process.env["LAB_SLOW"]): readonly SlowPart[] {
  const names = (asked ?? "").split(",").filter((name) => name !== "");
  return names.map((name) => {
    if (Object.hasOwn(SLOW_PARTS, name)) return name as SlowPart;
    throw new Error(
      `LAB_SLOW: "${name}" is not a part that can be slow; write ${Object.keys(SLOW_PARTS).join(", ")}`,
    );
  });
}
