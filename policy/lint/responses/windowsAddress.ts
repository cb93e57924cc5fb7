import { actsOn, byAlertsOf } from "../../model/kinds/traitsOf";
import { finding, type Finding } from "../../model/finding";
import type { Policy } from "../../model/policy";
import type { TriggeredResponse } from "../../model/response";
import { LOCATION } from "../../model/keys/triggered";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import { stockRules } from "../../wazuh/stock/stockRules";
import { isWindowsRule } from "../../wazuh/stock/windowsRules";
import type { Check, Run } from "../check";
import { parentsOf } from "../ruleFacts";
import { triggered } from "./triggered";

/** Whether a stock executable blocks: it looks for the address in Windows events too. */
export function isStock(response: TriggeredResponse): boolean {
  return actsOn(response, "address") && byAlertsOf(response).runs(response).whose === "the host's";
}

/** Whether the events of a rule, stock or of the policy, are of the Windows event channel. */
export function ofWindows(id: number, policy: Policy, below: readonly number[] = []): boolean {
  const own = policy.rules.find((rule) => rule.id === id);
  if (!own) return isWindowsRule(id);
  if (own.ifGroup !== undefined || below.includes(id)) return false;
  const parents = parentsOf(own);
  return parents.length > 0 && parents.every((one) => ofWindows(one, policy, [...below, id]));
}

const run: Run = ({ policy }) =>
  triggered(policy)
    .filter(({ response }) => isStock(response))
    .flatMap(({ response, path }) => [
      ...response.rules.flatMap((id, j): Finding[] =>
        ofWindows(id, policy)
          ? [warning(`${path}.rules[${j}]`, id, "is a rule of Windows events")]
          : [],
      ),
      ...bySelector(response, path),
    ]);

/** What a group or a level selects is answered by firewall-drop where it does not run on the Windows agent itself. */
function bySelector({ groups = [], level, location }: TriggeredResponse, path: string): Finding[] {
  if ((location ?? LOCATION) === LOCATION || (groups.length === 0 && level === undefined))
    return [];
  const first = [...stockRules().values()].find(
    (rule) =>
      isWindowsRule(rule.id) &&
      rule.level >= Math.max(level ?? 0, 1) &&
      (groups.length === 0 || groups.some((group) => stockGroups(rule.id)?.includes(group))),
  );
  if (!first) return [];
  const [at, value] = groups.length > 0 ? ["groups", groups.join(", ")] : ["level", level ?? 0];
  return [
    warning(
      `${path}.${at}`,
      value,
      `selects rules of Windows events too (for example ${first.id})`,
    ),
  ];
}

const warning = (path: string, value: string | number, is: string): Finding =>
  finding(
    "warning",
    "windows-address",
    path,
    value,
    `${is}: firewall-drop takes the address from win.eventdata.ipAddress or destinationIp, and the manager checks its white list for srcip only, which these events do not have; a white-listed address, for example an administrator's, can be blocked`,
    'add a rule below it to the manager\'s etc/rules that leaves your own addresses out by <field name="win.eventdata.ipAddress" negate="yes">, and bind that one',
  );

/** Does a stock executable take its address from a Windows event, past the white list? */
export const windowsAddress: Check = {
  codes: {
    "windows-address": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A stock executable blocks for a rule of Windows events.",
        why: "It takes the address from the event's own data, and the manager checks its white list for `srcip` only: a white-listed address can be blocked.",
        example:
          "responses:\n  - { kind: block-ip, rules: [60122], timeout: 11m, backend: iptables }\nlint:\n  accept: [{ code: iptables-backend, reason: hosts without nft }]",
        instead:
          "Add a rule below it to the manager's etc/rules that leaves your own addresses out by `<field name='win.eventdata.ipAddress' negate='yes'>`, and bind that one.",
      },
    },
  },
  run,
};
