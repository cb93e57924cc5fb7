import type { GoodStack } from "../../lib/joined";
import { rootShell } from "../../../ssh/rootShell";
import { runOn } from "../../../ssh/onHost";
import type { BlockedRow } from "./blockedRow";

// Standard input: ids of alerts, one a line, each as it stands in the file. Yesterday's alerts are in a folder of their own.
const SCRIPT = `cd /var/ossec/logs/alerts && grep -hF -f - alerts.json; exit 0`;

/** The log line that each alert of these rows came from, by the alert's id; as far as the manager still has it. */
export async function alertsOf(
  { input }: GoodStack,
  rows: readonly BlockedRow[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ alert }) => alert))].filter((id) => /^[\d.]+$/.test(id));
  if (ids.length === 0) return new Map();
  const patterns = ids.map((id) => `"id":"${id}"\n`).join("");
  const { stdout } = await runOn(input.ssh, input.manager, rootShell(input.ssh, SCRIPT), patterns);
  return new Map(
    stdout.split("\n").flatMap((line): [string, string][] => {
      const alert = parse(line);
      return alert && ids.includes(alert.id) && alert.full_log !== undefined
        ? [[alert.id, alert.full_log]]
        : [];
    }),
  );
}

function parse(line: string): { id: string; full_log?: string } | undefined {
  try {
    return JSON.parse(line) as { id: string; full_log?: string };
  } catch {
    return undefined;
  }
}
