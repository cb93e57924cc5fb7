import { type OssecConf, lastChild, sectionsOf } from "../../wazuh/read/ossecConf";
import { STOCK_AGENTLESS } from "../../wazuh/stock/stockAgentless";
import type { FileCodes } from "./fileCodes";
import type { FileContext } from "./context";
import type { Report } from "./report";

const STOP = "wazuh-agentlessd does not start, and so the manager does not";

/** What stops wazuh-agentlessd beyond the values of single elements: a script that does not exist, and a period of 0. */
export function lintAgentless(conf: OssecConf, context: FileContext, report: Report): void {
  for (const agentless of sectionsOf(conf, "agentless")) {
    for (const type of agentless.children.filter(({ name }) => name === "type")) {
      const { content } = type;
      if (content === "" || STOCK_AGENTLESS.has(content)) continue;
      if (!content.split("/").includes("..") && context.listExists?.(`agentless/${content}`)) {
        continue;
      }
      report.error(
        "agentless-type",
        type,
        `is no script of the folder agentless${context.listExists ? "" : " of a stock install"}; ${STOP} (1235)`,
        "write the name of a script that is there, such as ssh_generic_diff",
      );
    }
    const frequency = lastChild(agentless, "frequency");
    const states = agentless.children.filter(({ name }) => name === "state");
    const periodic = states.length > 0 && states.every(({ content }) => content === "periodic");
    if (!periodic || !frequency || Number(frequency.content) !== 0) continue;
    report.error("agentless-frequency", frequency, `is no period; ${STOP} (7102)`, "write seconds");
  }
}

/** What is found here. */
export const agentlessCodes: FileCodes = {
  "agentless-type": {
    severity: "error",
    doc: {
      what: "The type of an `<agentless>` is not a script that is there.",
      why: "wazuh-agentlessd does not start, and so the manager does not.",
      instead: "Write the name of a script of the agentless folder.",
    },
  },
  "agentless-frequency": {
    severity: "error",
    doc: {
      what: "The frequency of an `<agentless>` is not a number of seconds.",
      why: "wazuh-agentlessd does not start, and so the manager does not.",
      instead: "Write seconds.",
    },
  },
};
