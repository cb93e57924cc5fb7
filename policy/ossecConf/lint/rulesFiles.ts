import type { Finding, Severity } from "../../model/finding";
import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { onOneLine } from "../../wazuh/read/shown";
import type { FaultEffect } from "../../wazuh/rules/fault";
import type { LoadedRules } from "../../wazuh/rules/loadRules";
import { sayTaken, severityOf } from "../../wazuh/rules/sayTaken";
import { takenAlerts } from "../../wazuh/rules/taken";
import type { FileCodes } from "./fileCodes";
import type { RuleBook } from "./ruleBook";
import { isLive } from "./together";

const SAID: Readonly<Record<FaultEffect, readonly [Severity, string]>> = {
  refused: ["error", "rules-refused"],
  lost: ["error", "rules-refused"],
  dropped: ["warning", "rule-passed-over"],
  misread: ["warning", "rule-misread"],
  unknown: ["warning", "rule-misread"],
};

/** What is wrong with the manager's own rules files. */
export function rulesFindings({ faults }: LoadedRules): Finding[] {
  return faults.map(({ effect, value, reason, instead, path, line, column, id }) => {
    const [severity, code] = SAID[effect];
    const of = id === undefined || value === `rule ${id}` ? "" : ` of rule ${id}`;
    const texts = {
      value: onOneLine(value) + of,
      reason: onOneLine(reason),
      instead: onOneLine(instead),
    };
    return { severity, code, path, ...texts, line, column };
  });
}

/** Rules of the manager's own files that fire in the place of what a block is bound to. */
export function takenFindings(
  { tree }: LoadedRules,
  blocks: readonly ReadBlock[],
  book: RuleBook,
): Finding[] {
  const live = blocks.filter(isLive);
  const boundBy = live.map((block) => ({
    block,
    ids: new Set(book.boundBy(block).map(({ id }) => id)),
  }));
  const isBound = (id: number): boolean => boundBy.some(({ ids }) => ids.has(id));
  const taken = takenAlerts(tree, {
    named: live.flatMap(({ rules }) => rules).filter(isBound),
    answers: ({ id }) => isBound(id),
  });
  return taken.map((one): Finding => {
    const { by, from, countedBy } = one;
    const id = (countedBy ?? from[0])?.id ?? 0;
    const command = boundBy.find(({ ids }) => ids.has(id))?.block.command ?? "the response";
    return {
      severity: severityOf(one),
      code: "alert-taken",
      path: by.at?.path ?? by.file,
      value: `rule ${by.id}`,
      ...sayTaken(one, command),
      ...(by.at && { line: by.at.line, column: by.at.column }),
    };
  });
}

/** What is found here. */
export const rulesFilesCodes: FileCodes = {
  "rules-refused": {
    severity: "error",
    doc: {
      what: "A rules file of the manager's own cannot be read, or holds what Wazuh does not take.",
      why: "The manager does not start with it, or a condition is left out and the rule matches without it.",
      instead: "Correct what the finding names.",
    },
  },
  "rule-passed-over": {
    severity: "warning",
    doc: {
      what: "Wazuh passes a rule of the manager's own over.",
      why: "Its id was read before, or what it stands below is not there or is read later. The manager starts all the same, with a line in its log.",
      instead:
        "Correct the id, or move the rule to a file whose name sorts behind that of its parent.",
    },
  },
  "rule-misread": {
    severity: "warning",
    doc: {
      what: "Wazuh interprets a part of a rule differently than written.",
      why: "It knows only some values, and goes on with its own where it does not know one.",
      instead: "Write what the finding names.",
    },
  },
  "alert-taken": {
    severity: ["error", "warning", "note"],
    doc: {
      what: "A rule of the manager's own fires in the place of one that a block is bound to, or of one that such a rule counts.",
      why: "An event ends at one rule. A child that matches takes it from its parent, one of level 0 too: the responses of the parent do not run, and what counts the parent does not count it.",
      instead: "Bind the child too, narrow it, or remove it.",
    },
  },
};
