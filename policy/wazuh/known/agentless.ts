import type { Node } from "../read/node";
import { STOCK_AGENTLESS } from "../stock/stockAgentless";
import { lastOf, type Around, type Ask } from "./ask";

const STOP = "wazuh-agentlessd does not start, so neither does the manager";

const isScript = ({ content }: Node, { exists }: Around): boolean =>
  content === "" ||
  STOCK_AGENTLESS.has(content) ||
  (!content.split("/").includes("..") && exists?.(`agentless/${content}`) === true);

const isPeriodic = ({ children }: Node): boolean => {
  const states = children.filter(({ name }) => name === "state");
  return states.length > 0 && states.every(({ content }) => content === "periodic");
};

/** What wazuh-agentlessd asks beyond the values of single elements: a script that exists, and a period. */
export const AGENTLESS: readonly Ask[] = [
  {
    of: "type",
    wrong: (type, around) => !isScript(type, around),
    code: "agentless-type",
    reason: `is not a script of the folder agentless, as far as can be seen from here; ${STOP} (1235)`,
    instead: "write the name of a script that is there, such as ssh_generic_diff",
  },
  {
    of: "frequency",
    wrong: (frequency, { holder }) =>
      frequency === lastOf(holder, "frequency") &&
      isPeriodic(holder) &&
      Number(frequency.content) === 0,
    code: "agentless-frequency",
    reason: `is not a valid period; ${STOP} (7102)`,
    instead: "write seconds",
  },
];
