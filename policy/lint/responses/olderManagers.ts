import { finding, type Finding } from "../../model/finding";
import type { Fleet } from "../../model/fleet";
import type { RuleId } from "../../model/ruleId";
import { groupSince, ruleSince } from "../../wazuh/stock/stockSince";
import { placeOf } from "../../wazuh/versions/supported";
import {
  isBefore,
  lacks,
  parseVersion,
  versionText,
  type WazuhVersion,
} from "../../wazuh/versions/wazuhVersion";
import type { Check, Run, Subject } from "../check";
import { triggered } from "./triggered";

const run: Run = (subject) => {
  const version = oldestManager(subject.fleet);
  if (version === undefined) return [];
  return [
    ...triggered(subject.policy).flatMap(({ response: { rules, groups = [] }, path }) => [
      ...missingRules(rules, `${path}.rules`, subject, version),
      ...groups.flatMap((group, i) => missingGroup(group, `${path}.groups[${i}]`, version)),
    ]),
    ...subject.policy.rules.flatMap(({ ifSid = [], ifMatchedSid }, i) => [
      ...missingRules(ifSid, `rules[${i}].ifSid`, subject, version),
      ...(ifMatchedSid === undefined
        ? []
        : missingRule(ifMatchedSid, `rules[${i}].ifMatchedSid`, subject, version)),
    ]),
  ];
};

/** The oldest Wazuh of the manager's nodes, by what the stack says; undefined where it says none that is supported. */
function oldestManager({ master, workers }: Fleet): WazuhVersion | undefined {
  const known = [master, ...workers].flatMap(({ version }) => {
    const parsed = version === undefined ? undefined : parseVersion(version);
    return parsed && placeOf(parsed) === "supported" ? [parsed] : [];
  });
  return known.sort((a, b) => (isBefore(a, b) ? -1 : 1))[0];
}

function missingRules(
  ids: readonly RuleId[],
  path: string,
  subject: Subject,
  version: WazuhVersion,
): Finding[] {
  return ids.flatMap((id, i) => missingRule(id, `${path}[${i}]`, subject, version));
}

function missingRule(
  id: RuleId,
  path: string,
  { rule }: Subject,
  version: WazuhVersion,
): Finding[] {
  const since = ruleSince(id);
  if (since === undefined || rule(id)?.own === true || !lacks(version, since)) return [];
  return [
    finding(
      "error",
      "version-rule",
      path,
      id,
      `is a rule since Wazuh ${since}, and a manager runs ${versionText(version)}; ${
        path.startsWith("rules") ? "it drops the rule" : "the response never fires for it"
      }`,
      `upgrade the manager, or take a rule that ${versionText(version)} has`,
    ),
  ];
}

function missingGroup(group: string, path: string, version: WazuhVersion): Finding[] {
  const since = groupSince(group);
  if (since === undefined || !lacks(version, since)) return [];
  return [
    finding(
      "warning",
      "version-group",
      path,
      group,
      `is a group of stock rules since Wazuh ${since}, and a manager runs ${versionText(version)}; no stock rule there triggers the response by it`,
      "upgrade the manager, or bind rules that it has by their ids",
    ),
  ];
}

/** Has each manager the stock rules that the policy names? It is asked where the stack says which Wazuh one runs. */
export const olderManagers: Check = {
  codes: {
    "version-rule": {
      severity: "error",
      doc: {
        what: "A response, or a rule of the policy, names a stock rule that the manager's version does not have.",
        why: "The response never fires for it, and Wazuh does not report it; a rule of the policy below it is dropped.",
        example:
          'manager: { name: wazuh, host: 10.0.0.1, version: 4.13.1 }\nresponses:\n  - { kind: custom, rules: [92606], command: page, executable: page-operator, protocol: own, script: "#!/bin/sh\\nread -r line\\n" }',
        instead: "Upgrade the manager, or take a rule that it has.",
      },
    },
    "version-group": {
      severity: "warning",
      doc: {
        what: "A response is bound to a group that stock rules have only in a later version than the manager's.",
        why: "No stock rule there triggers the response by it.",
        example:
          'manager: { name: wazuh, host: 10.0.0.1, version: 4.12.0 }\nresponses:\n  - { kind: custom, groups: [malware], command: page, executable: page-operator, protocol: own, script: "#!/bin/sh\\nread -r line\\n" }',
        instead: "Upgrade the manager, or bind rules that it has by their ids.",
      },
    },
  },
  run,
};
