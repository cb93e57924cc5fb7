import { type OssecConf, lastChild, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

/** `<update_check>no</update_check>` that a later `<global>` sets back to yes, by merely standing there. */
export function lintUpdateCheck(conf: OssecConf, report: Report): void {
  const globals = sectionsOf(conf, "global").filter(({ children }) => children.length > 0);
  const last = globals.at(-1);
  if (!last || lastChild(last, "update_check")) return;
  const given = globals.flatMap((one) => lastChild(one, "update_check") ?? []).at(-1);
  if (given?.content !== "no") return;
  report.warning(
    "update-check",
    given,
    `is undone by the <global> of line ${last.line}: each <global> sets update_check to yes first`,
    "write it into the last <global> of the file",
  );
}

/** What is found here. */
export const updateCheckCodes: FileCodes = {
  "update-check": {
    severity: "warning",
    doc: {
      what: "`<update_check>` is undone by a later `<global>`.",
      why: "Each `<global>` sets it to yes first.",
      instead: "Write it into the last `<global>` of the file.",
      example:
        "<global>\n  <update_check>no</update_check>\n</global>\n<global>\n  <logall>no</logall>\n</global>",
    },
  },
};
