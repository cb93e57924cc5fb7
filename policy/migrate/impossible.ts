import { byAlertsOf } from "../model/kinds/traitsOf";
import { isTriggered, type Response } from "../model/response";
import { STOCK_EXECUTABLES, STOCK_EXECUTABLES_5 } from "../wazuh/stock/stockExecutables";
import { locationIn5 } from "./channel";
import { hintFor } from "./hints";

/** Why something of a response cannot be said in Wazuh 5, and what to do about it. */
export interface Impossible {
  /** Input that it is about. */
  readonly path: string;
  readonly why: string;
  readonly instead: string;
}

/** Where people say which rule of Wazuh 5 is meant. */
const WRITE = {
  stack: "write findings: { rules: [UUID] } or { query: ... }",
  file: "look it up in Wazuh 5 (sh indexer.sh rules), and write its UUID into the monitor that --out writes",
};

/** What of a response cannot be said. @param path of the response in the input. @param where of a stack's file, or of an ossec.conf. */
export function impossibleIn(
  response: Response,
  path: string,
  where: "stack" | "file",
): readonly Impossible[] {
  if (!isTriggered(response))
    return [
      {
        path,
        why: "nothing sets it off by hand in Wazuh 5: PUT /active-response is gone",
        instead:
          "isolate agents before they move, or by hand on the host; see docs/upgrade-to-wazuh-5.md",
      },
    ];
  const { executable, whose } = byAlertsOf(response).runs(response);
  const gone =
    whose === "the host's" &&
    STOCK_EXECUTABLES.has(executable) &&
    !STOCK_EXECUTABLES_5.has(executable);
  return [
    ...(response.findings
      ? []
      : [
          {
            path: where === "stack" ? `${path}.findings` : path,
            why: "not given, and no list says which rule of Wazuh 5 stands for one of 4.14",
            instead: `${WRITE[where]}${hintFor(response)}`,
          },
        ]),
    ...(locationIn5(response.location)
      ? []
      : [
          {
            path: `${path}.location`,
            why: "server, and Wazuh 5 runs nothing on the manager",
            instead: "install an agent on that host, and write its id: location: { agentId: ... }",
          },
        ]),
    ...(gone
      ? [
          {
            path: `${path}.executable`,
            why: `${executable}, which the upgrade to Wazuh 5 removes from agents`,
            instead: "write block-ip for addresses, or a script of your own",
          },
        ]
      : []),
  ];
}
