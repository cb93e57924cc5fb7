import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { HostInput, StackInput } from "../../../policy/model/stack";
import { onHost, UnreachableError } from "../../../ssh/onHost";
import { rootShell } from "../../../ssh/rootShell";
import { UsageError } from "../../lib/exit";

/** Longest time that a manager may take to send its alerts, in seconds. */
const SECONDS = 3600;

/**
 * Prints the alerts of some days as one gzip stream: what is packed goes as it is, today's file is packed on the way. Nothing is
 * written there. Names by the manager's own clock: Wazuh's are (analysisd/alerts/getloglocation.c, v4.14.7).
 */
export const READ = `set -u
read -r days || exit 1
cd /var/ossec/logs/alerts || exit 1
while [ "$days" -ge 0 ]; do
  day=$(LC_ALL=C date -d "-$days days" +%Y/%b/ossec-alerts-%d) || exit 1
  for file in "$day".json.gz "$day"-*.json.gz "$day".json "$day"-*.json; do
    [ -f "$file" ] || continue
    case $file in
      *.gz) cat "$file" || exit 1 ;;
      *) nice gzip -1 -c "$file" || exit 1 ;;
    esac
  done
  days=$((days - 1))
done`;

/** Alerts that were brought here, in a folder of their own. */
export interface Fetched {
  readonly files: readonly string[];
  /** Takes them away again. */
  readonly remove: () => void;
}

/**
 * Reads the alerts of managers, over one connection each, into a temporary folder that only this user can read.
 * @param limit most bytes, packed, of all of them
 * @throws UnreachableError, with the host's own words where it gives none; UsageError for more than that
 */
export async function fetchAlerts(
  ssh: StackInput["ssh"],
  hosts: readonly HostInput[],
  days: number,
  limit: number,
): Promise<Fetched> {
  const folder = mkdtempSync(join(tmpdir(), "active-response-alerts-"));
  const remove = (): void => {
    process.off("exit", remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", remove);
  try {
    const files: string[] = [];
    let left = limit;
    for (const host of hosts) {
      const file = join(folder, host.name);
      left -= await fetchOne(ssh, host, days, file, left);
      files.push(file);
    }
    return { files, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function fetchOne(
  ssh: StackInput["ssh"],
  host: HostInput,
  days: number,
  file: string,
  limit: number,
): Promise<number> {
  const to = openSync(file, "wx", 0o600);
  let bytes = 0;
  try {
    const { code, stderr } = await onHost(ssh, host, (run) =>
      run(rootShell(ssh, READ), `${days}\n`, SECONDS, (chunk) => {
        bytes += chunk.length;
        if (bytes > limit)
          throw new UsageError(
            `--from-manager: ${host.name} has more than ${Math.round(limit / 2 ** 20)} MB of packed alerts in these days; give fewer by --since, or more by --limit`,
          );
        writeSync(to, chunk);
      }),
    );
    if (code !== 0)
      throw new UnreachableError(
        `${host.name}: its alerts cannot be read: ${stderr.trim() || `ended with ${code}`}`,
      );
    return bytes;
  } finally {
    closeSync(to);
  }
}
