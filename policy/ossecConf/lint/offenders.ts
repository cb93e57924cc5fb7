import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { lastChild } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

/** Minutes whose seconds still fit into an int. */
const LONGEST = Math.floor((2 ** 31 - 1) / 60);

/** `<repeated_offenders>` of one block: minutes, five of them at most. */
export function lintOffenders({ node }: Pick<ReadBlock, "node">, report: Report): void {
  const given = lastChild(node, "repeated_offenders");
  if (!given) return;
  const steps = given.content.split(",").map((step) => step.trim());
  const odd = steps.find(
    (step) => !/^\d+$/.test(step) || Number(step) === 0 || Number(step) > LONGEST,
  );
  if (odd !== undefined) {
    report.error(
      "repeated-offenders",
      given,
      `contains "${odd}", which is not a number of minutes that Wazuh can use; it reads its leading digits, and a 0 ends the list`,
      "write minutes, separated by commas: 30,60,120",
    );
  } else if (steps.length > 5) {
    report.warning(
      "repeated-offenders",
      given,
      `has ${steps.length} steps; Wazuh takes the first five`,
      "write five at most",
    );
  }
}

/** execd takes the first of the file, whatever block it is in. */
export function lintOffendersTwice(blocks: readonly ReadBlock[], report: Report): void {
  const all = blocks.flatMap(({ node }) =>
    node.children.filter(({ name }) => name === "repeated_offenders"),
  );
  const [first] = all;
  const other = all.find(({ content }) => content !== first?.content);
  if (!first || !other) return;
  report.warning(
    "repeated-offenders",
    other,
    `is ignored: execd uses the first of the file, in line ${first.line}, for all commands`,
    "keep one <repeated_offenders>",
  );
}

/** What is found here. */
export const offendersCodes: FileCodes = {
  "repeated-offenders": {
    severity: ["error", "warning", "note"],
    doc: {
      what: "`<repeated_offenders>` does not mean what it seems to.",
      why: "Wazuh reads leading digits and five numbers at most; each host reads its own file, and the steps lengthen the clock of wazuh-execd, not the kernel's of guarded-block-ip.",
      instead:
        "Write minutes, separated by commas: 30,60,120; for guarded-block-ip write `escalate` in the stack.",
    },
  },
};
