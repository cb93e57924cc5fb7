import type { Node } from "../../wazuh/read/node";
import { type OssecConf, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

/** What of `<global>` stops a daemon by more than one element's own value. */
export function lintGlobal(conf: OssecConf, report: Report): void {
  const elements = sectionsOf(conf, "global").flatMap(({ children }) => [...children]);
  lintMailSource(elements, report);
}

/** wazuh-maild reads one of the two alert files, and does not start where that one is not written. */
function lintMailSource(elements: readonly Node[], report: Report): void {
  const last = (name: string): Node | undefined =>
    elements.filter((element) => element.name === name).at(-1);
  const mail = last("email_notification");
  if (mail?.content !== "yes") return;
  const fromLog = last("email_log_source")?.content === "alerts.log";
  const [file, needed, written] = fromLog
    ? ["alerts.log", "alerts_log", last("alerts_log")?.content !== "no"]
    : ["alerts.json", "jsonout_output", last("jsonout_output")?.content === "yes"];
  if (written) return;
  report.error(
    "mail-source",
    mail,
    `needs ${file}, which is not written; wazuh-maild does not start, and so the manager does not`,
    `write <${needed}>yes</${needed}> beside it`,
  );
}

/** What is found here. */
export const globalCodes: FileCodes = {
  "mail-source": {
    severity: "error",
    doc: {
      what: "Mail needs a log that is not written.",
      why: "wazuh-maild does not start, and so the manager does not.",
      instead: "Turn that log on beside it.",
    },
  },
};
