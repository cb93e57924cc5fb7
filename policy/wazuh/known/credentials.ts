import type { Node } from "../read/node";
import type { Around, Ask } from "./ask";

const STOP = "wazuh-modulesd does not start, so neither does the manager";

/** A path without / at its start is one below Wazuh's own folder. */
const isSeen = ({ content }: Node, { exists }: Around): boolean =>
  exists !== undefined && !content.startsWith("/") && !content.split("/").includes("..");

/** An element that names a file with credentials; only the manager's own disk knows whether it is there. */
export const credentials = (of: string): readonly Ask[] => [
  {
    of,
    wrong: (file, around) =>
      file.content !== "" && isSeen(file, around) && around.exists?.(file.content) === false,
    code: "credentials-missing",
    reason: `is not there; ${STOP}`,
    instead: "put the file there, or write its path",
  },
  {
    of,
    wrong: (file, around) => file.content !== "" && !isSeen(file, around),
    effect: "note",
    code: "credentials-needed",
    reason: `must be on the manager, which cannot be seen from here: without it ${STOP}`,
    instead: "make sure that it is there, on each node of a cluster",
  },
];
