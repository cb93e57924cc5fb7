import type { Finding } from "../model/finding";
import { RULES_FILE } from "../model/hostPaths";
import type { Policy } from "../model/policy";
import { isTriggered, type TriggeredResponse } from "../model/response";
import { selectedRules } from "../provenance/selected";
import { lastChild, readOssecConf, sectionsOf } from "../wazuh/read/ossecConf";
import { readFiles, RULES, type ReadFiles } from "../wazuh/read/rulesetFiles";
import { ReadError } from "../wazuh/read/readError";
import type { Node } from "../wazuh/read/node";
import { stockFiles } from "../wazuh/stock/stockFiles";

/** The `<ruleset>` of a manager's own ossec.conf: which rules files it reads. */
export interface ManagersRuleset extends ReadFiles {
  /** How the file is called in a message. */
  readonly path: string;
  /** False where it names folders of rules, and etc/rules is not one of them. */
  readonly readsOwn: boolean;
}

/** Reads the `<ruleset>` that counts; undefined where there is none, or where Wazuh cannot read the file: the host says that. */
export function managersRuleset(text: string, path: string): ManagersRuleset | undefined {
  let last: Node | undefined;
  try {
    last = sectionsOf(readOssecConf(text), "ruleset")
      .filter(({ children }) => children.length > 0)
      .at(-1);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
  }
  if (last === undefined) return undefined;
  const dirs = last.children.filter(({ name }) => name === "rule_dir");
  const own = dirs.some(({ content }) => content.replace(/\/+$/, "") === "etc/rules");
  const included = lastChild(last, "rule_include")?.content.includes("etc/rules/") === true;
  return { ...readFiles(last, RULES), path, readsOwn: dirs.length === 0 || own || included };
}

/**
 * Responses of which every rule, or a rule that they name, stands in a stock file that the manager does not read, and has no copy in its
 * own files: they never fire for it.
 * @param own ids of the rules in the manager's own files.
 */
export function lintManagersRuleset(
  policy: Policy,
  ruleset: ManagersRuleset,
  own: ReadonlySet<number>,
): Finding[] {
  const unread = (id: number): string | undefined => {
    const file = own.has(id) ? undefined : stockFiles(id)?.rules;
    return file !== undefined && (!ruleset.any || ruleset.leftOut(file)) ? file : undefined;
  };
  const ours = policy.rules.length > 0 && !ruleset.readsOwn ? [rulesFileUnread(ruleset)] : [];
  return [
    ...ours,
    ...policy.responses.flatMap((response, i) =>
      isTriggered(response) ? ofResponse(response, i, policy, ruleset, unread) : [],
    ),
  ];
}

function ofResponse(
  response: TriggeredResponse,
  index: number,
  policy: Policy,
  ruleset: ManagersRuleset,
  unread: (id: number) => string | undefined,
): Finding[] {
  const named = response.rules.length > 0;
  const ids = [...(named ? response.rules : selectedRules(response, policy))];
  const lost = ids.filter((id) => unread(id) !== undefined);
  // A group or a level selects many: what is left of them still fires.
  if (lost.length === 0 || (!named && lost.length < ids.length)) return [];
  const files = [...new Set(lost.flatMap((id) => unread(id) ?? []))];
  const by = files.map((file) => ruleset.leftOut(file)).find((node) => node !== undefined);
  const where = by
    ? `line ${by.line} of ${ruleset.path} leaves out`
    : `${ruleset.path} does not read`;
  const one = lost.length === 1;
  return [
    {
      severity: "warning",
      code: "rule-left-out",
      path: `responses[${index}].${named ? "rules" : response.groups?.length ? "groups" : "level"}`,
      value: named ? lost.join(", ") : "what it selects",
      reason: `${named && one ? "is a rule" : "are rules"} of ${files.slice(0, 3).join(", ")}${files.length > 3 ? `, and ${files.length - 3} more files` : ""}, which ${where}: the response never fires for ${named && one ? "it" : "them"}`,
      instead: "let the manager read the file, or bind a rule that it reads",
    },
  ];
}

function rulesFileUnread({ path }: ManagersRuleset): Finding {
  return {
    severity: "warning",
    code: "rule-left-out",
    path: "rules",
    value: RULES_FILE.slice(RULES_FILE.lastIndexOf("/") + 1),
    reason: `is not read: the <ruleset> of ${path} does not name etc/rules, so that no rule of this stack is loaded`,
    instead: "add <rule_dir>etc/rules</rule_dir>",
  };
}
