import { createHash } from "node:crypto";

import { bytesOf } from "../../policy/bundle/bundleFile";
import { wholeFiles, type SentFiles } from "../../policy/bundle/sentFiles";
import { PART } from "../../policy/plan/hostChange";

/** What a stand-in host was sent, as far as its report repeats it. */
interface Sent extends SentFiles {
  readonly host: string;
  readonly part?: string;
  readonly rollout?: object;
}

const sums = new Map<string, string>();

/**
 * What the installer of a host prints that had nothing to change: every file as it was sent, and the note. The manager is
 * brought up only once its agents report the executables that it names.
 */
export function reportOf(stdin: string): string {
  const { host, part, rollout, ...sent } = JSON.parse(stdin) as Sent;
  const files = Object.entries(wholeFiles(sent)).map(([path, file]): [string, object] => [
    path,
    verified(bytesOf(file), file.owner, file.group, file.mode),
  ]);
  if (part !== undefined) files.push([PART, verified(Buffer.from(part), "root", "wazuh", "0660")]);
  return JSON.stringify({
    ...(rollout && { rollout: { when: "2026-11-25T13:00:00Z", ...rollout } }),
    host,
    restart: "none",
    warnings: [],
    left: [],
    files: Object.fromEntries(files),
  });
}

function verified(bytes: Buffer, owner: string, group: string, mode: string): object {
  const text = bytes.toString("latin1");
  let sum = sums.get(text);
  if (sum === undefined) {
    sum = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
    sums.set(text, sum);
  }
  return { sha256: sum, owner, group, mode, verified: true };
}
