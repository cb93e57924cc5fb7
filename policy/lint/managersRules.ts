import type { Finding } from "../model/finding";
import { RULES_FILE } from "../model/hostPaths";
import type { Policy } from "../model/policy";
import { isTriggered } from "../model/response";
import { selectedRules } from "../provenance/selected";
import { renderRulesFile } from "../render/rulesFile";
import { ReadError } from "../wazuh/read/readError";
import { readRulesFile } from "../wazuh/read/rulesFile";
import { loadRules, type RulesText } from "../wazuh/rules/loadRules";
import { sayTaken, severityOf } from "../wazuh/rules/sayTaken";
import { takenAlerts } from "../wazuh/rules/taken";
import { rulesFindings } from "../ossecConf/lint/rulesFiles";
import { lintManagersRuleset, type ManagersRuleset } from "./managersRuleset";

const OURS = RULES_FILE.slice(RULES_FILE.lastIndexOf("/") + 1);

/**
 * What the manager's own rules files hold that Wazuh does not take, and which of their rules fire in the place of one that a response
 * waits for; our file is in the tree as it is to be, whatever stands there now. Of our own rules, guards included, nothing is said.
 * @param ruleset which stock files the manager reads. @default all
 */
export function lintManagersRules(
  policy: Policy,
  files: readonly RulesText[],
  ruleset?: ManagersRuleset,
): Finding[] {
  const own = renderRulesFile(policy);
  const loaded = loadRules(
    [
      ...files.filter(({ name }) => name !== OURS),
      ...(own === "" ? [] : [{ name: OURS, path: OURS, text: own }]),
    ],
    ruleset?.any ? { leftOut: (file) => ruleset.leftOut(file) !== undefined } : {},
  );
  const responses = policy.responses.filter(isTriggered);
  const bound = responses.map((response) => selectedRules(response, policy));
  // A group or a level binds the manager's own rules too, by what they are.
  const answers = ({ id, level, noAr, groups }: RuleLike): boolean =>
    bound.some((ids) => ids.has(id)) ||
    (level > 0 && !noAr && responses.some((response) => chooses(response, level, groups)));
  const taken = takenAlerts(loaded.tree, {
    named: responses.flatMap(({ rules }) => [...rules]),
    answers,
    isKnown: ({ file }) => file === OURS,
  });
  return [
    ...(ruleset ? lintManagersRuleset(policy, ruleset, idsIn(files)) : []),
    ...rulesFindings(loaded).filter(({ path }) => path !== OURS),
    ...taken.map((one): Finding => {
      const { by, from, countedBy } = one;
      const id = (countedBy ?? from[0])?.id ?? 0;
      const at = responses.findIndex((_, i) => bound[i]?.has(id));
      const index =
        at < 0 ? undefined : policy.responses.indexOf(responses[at] as (typeof responses)[number]);
      return {
        severity: severityOf(one),
        code: "alert-taken",
        path: by.at?.path ?? by.file,
        value: `rule ${by.id}`,
        ...sayTaken(one, index === undefined ? "a response" : `responses[${index}]`),
        ...(by.at && { line: by.at.line, column: by.at.column }),
      };
    }),
  ];
}

/** Ids of the rules in the manager's own files; what cannot be read holds none, and is a finding of its own. */
function idsIn(files: readonly RulesText[]): ReadonlySet<number> {
  const ids = files.flatMap(({ name, text }) => {
    try {
      return name === OURS ? [] : readRulesFile(text).map(({ id }) => id);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      return [];
    }
  });
  return new Set(ids);
}

interface RuleLike {
  readonly id: number;
  readonly level: number;
  readonly noAr: boolean;
  readonly groups: string;
}

function chooses(
  { groups, level }: { readonly groups?: readonly string[]; readonly level?: number },
  itsLevel: number,
  itsGroups: string,
): boolean {
  if (!groups?.length && level === undefined) return false;
  const lower = itsGroups.toLowerCase();
  return (
    itsLevel >= (level ?? 0) &&
    (!groups?.length || groups.some((one) => lower.includes(one.toLowerCase())))
  );
}
