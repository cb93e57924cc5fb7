import { whyNoXml } from "../../wazuh/read/strictXml";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

/** What the daemons take, but the XML parser of wazuh-clusterd and wazuh-apid does not. */
export function lintStrictXml(text: string, report: Report): void {
  const bad = text.indexOf("\ufffd");
  if (bad >= 0) {
    report.add(
      "error",
      "no-utf8",
      { line: text.slice(0, bad).split("\n").length, column: 1 },
      "the file",
      "contains a character that replaces bytes that are not valid UTF-8: wazuh-clusterd refuses them, so the manager does not start",
      "save the file as UTF-8",
    );
  }
  const found = whyNoXml(text);
  if (!found) return;
  report.add(
    "error",
    "no-xml",
    { line: found.line, column: 1 },
    "the file",
    `is not XML: ${found.reason}; wazuh-clusterd -t refuses it, with or without a cluster, so neither the manager nor its API starts`,
    "write it as XML: a tag on one line, comments that end by -->, no control characters",
  );
}

/** What is found here. */
export const strictXmlCodes: FileCodes = {
  "no-utf8": {
    severity: "error",
    doc: {
      what: "The file contains bytes that are not valid UTF-8.",
      why: "wazuh-clusterd refuses them, so the manager does not start.",
      instead: "Save the file as UTF-8.",
    },
  },
  "no-xml": {
    severity: "error",
    doc: {
      what: "The file is not XML.",
      why: "Wazuh's daemons need no XML, but wazuh-clusterd -t and the API read the file as XML, so the manager does not start.",
      instead: "Write each tag on one line and end comments by `-->`.",
      example: "<global a:b='c'><logall>no</logall></global>",
    },
  },
};
