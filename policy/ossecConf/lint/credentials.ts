import type { Node } from "../../wazuh/read/node";
import { type OssecConf, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { FileContext } from "./context";
import type { Report } from "./report";

const STOP = "wazuh-modulesd does not start, and so the manager does not";

/** Files with credentials, without which wazuh-modulesd does not start; only the manager's own disk knows whether they are there. */
export function lintCredentials(conf: OssecConf, context: FileContext, report: Report): void {
  const under = (name: string): readonly Node[] =>
    sectionsOf(conf, name).flatMap(({ children }) => children);
  const files = [
    ...[...under("gcp-pubsub"), ...under("gcp-bucket").flatMap(({ children }) => children)].filter(
      ({ name }) => name === "credentials_file",
    ),
    ...under("office365")
      .flatMap(({ children }) => children)
      .filter(({ name }) => name === "client_secret_path"),
  ];
  for (const file of files) {
    const { content } = file;
    if (content === "") continue;
    // A path without / at its start is one below Wazuh's own folder.
    if (context.listExists && !content.startsWith("/") && !content.split("/").includes("..")) {
      if (context.listExists(content)) continue;
      report.error(
        "credentials-missing",
        file,
        `is not there; ${STOP}`,
        "put the file there, or write its path",
      );
    } else {
      report.note(
        "credentials-needed",
        file,
        `must be on the manager, which cannot be seen from here: without it ${STOP}`,
        "see that it is there, for each node of a cluster",
      );
    }
  }
}

/** What is found here. */
export const credentialsCodes: FileCodes = {
  "credentials-missing": {
    severity: "error",
    doc: {
      what: "A file with credentials is not there.",
      why: "wazuh-modulesd does not start, and so the manager does not.",
      instead: "Put the file there, or write its path.",
    },
  },
  "credentials-needed": {
    severity: "note",
    doc: {
      what: "A module needs a file with credentials, which cannot be seen from here.",
      why: "Without it wazuh-modulesd does not start.",
      instead: "See that it is there, for each node of a cluster.",
    },
  },
};
