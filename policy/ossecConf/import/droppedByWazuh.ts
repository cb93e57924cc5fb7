import { FILE_CODES, lintOssecConf } from "../lint/lintOssecConf";
import type { Omission } from "./omission";

/** Findings about something of a block or a command that Wazuh drops, or takes otherwise than it reads. */
const DROPPED: ReadonlySet<string> = new Set(
  FILE_CODES.flatMap((codes) =>
    Object.entries(codes).flatMap(([code, { dropped }]) => (dropped ? [code] : [])),
  ),
);

/** What of the file does not come with it because Wazuh itself drops it: what is imported is what Wazuh does. */
export function droppedByWazuh(text: string, file: string): Omission[] {
  return lintOssecConf(text, { file })
    .filter(
      ({ code, severity }) =>
        DROPPED.has(code) && !(code === "first-disabled" && severity === "warning"),
    )
    .map(({ line = 1, column = 1, value, reason }) => ({
      line,
      column,
      what: value,
      reason,
    }));
}
