import type { Node } from "../../wazuh/read/node";
import { type OssecConf, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import { lintAwsFilters } from "./awsFilters";
import { lintHolder } from "./holder";
import { WODLES } from "../../wazuh/known/wodles";
import { lintPolicies } from "./policies";
import type { Report } from "./report";

const STOP = "wazuh-modulesd does not start";

/** What of the modules of wazuh-modulesd stops it, or has no effect. */
export function lintModules(conf: OssecConf, report: Report): void {
  for (const wodle of sectionsOf(conf, "wodle")) lintWodle(wodle, report);
  for (const name of ["sca", "gcp-pubsub", "gcp-bucket", "ms-graph"]) {
    for (const section of sectionsOf(conf, name)) lintDays(section, report);
  }
}

function lintWodle(node: Node, report: Report): void {
  const [first] = node.attributes;
  if (first?.name !== "name") {
    report.error(
      "wodle-name",
      node,
      `has no name as its first attribute; ${STOP}`,
      'write <wodle name="...">',
    );
    return;
  }
  const module = Object.hasOwn(WODLES, first.value) ? WODLES[first.value] : undefined;
  if (!module) {
    report.warning(
      "unknown-module",
      node,
      "is no module that Wazuh knows: it has no effect",
      "mend the name, or remove it",
    );
    return;
  }
  lintDays(node, report);
  if (first.value === "open-scap" || first.value === "cis-cat") lintPolicies(node, report);
  if (first.value === "aws-s3" || first.value === "aws-cloudtrail") lintAwsFilters(node, report);
  lintHolder(node, module, `<wodle name="${first.value}">`, report);
}

/** A schedule by the day of the month and of the week. */
function lintDays({ children }: Node, report: Report): void {
  const day = children.find(({ name }) => name === "day");
  const wday = children.find(({ name }) => name === "wday");
  if (!day || !wday) return;
  report.error("refused-value", wday, `stands beside <day>; ${STOP}`, "keep one of the two");
}

/** What is found here. */
export const modulesCodes: FileCodes = {
  "wodle-name": {
    severity: "error",
    doc: {
      what: "A `<wodle>` has no name as its first attribute.",
      why: "wazuh-modulesd does not start, and so the manager does not.",
      instead: 'Write `<wodle name="...">`.',
      example: "<wodle><disabled>yes</disabled></wodle>",
    },
  },
  "unknown-module": {
    severity: "warning",
    doc: {
      what: "A `<wodle>` has a name that Wazuh does not know.",
      why: "It has no effect.",
      instead: "Fix the name, or remove it.",
      example: '<wodle name="nothing"><disabled>yes</disabled></wodle>',
    },
  },
};
