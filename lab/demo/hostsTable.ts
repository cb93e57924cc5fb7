import Table from "cli-table3";
import { colours } from "../../cli/lib/colours";

interface Shown {
  readonly sha256: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
  readonly verified: boolean;
}

const STYLE = { head: [], border: [], compact: true };

/** The stack's output `hosts` as a table: equal files of several hosts stand on one line. */
export function printHosts(hosts: unknown): string {
  const lines = new Map<string, string[]>();
  const shown = Object.entries(hosts as Record<string, Record<string, Shown>>);
  for (const [host, files] of shown) {
    for (const [path, { sha256, owner, group, mode, verified }] of Object.entries(files)) {
      const mark = verified ? colours.green("verified") : colours.red("NOT verified");
      const file = path.replace(/^\/var\/ossec\//, "");
      const line = [file, sha256.slice(0, 10), `${owner}:${group} ${mode}`, mark];
      const key = line.join("\t");
      lines.set(key, [...(lines.get(key) ?? []), host]);
    }
  }
  const head = ["file in /var/ossec", "sha256", "owner, mode", "", "hosts"];
  const table = new Table({ head, style: STYLE });
  for (const [key, names] of [...lines].sort()) {
    const who = names.length === shown.length ? `all ${names.length}` : names.join(", ");
    table.push([...key.split("\t"), who]);
  }
  return table.toString();
}
