import { finding, type Finding } from "../../model/finding";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import { NETSH_IPV6, NO_WHITELIST } from "../../wazuh/windows";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

/** What each of Wazuh's own executables for Windows does besides what it is bound for. */
export const BESIDES: ReadonlyMap<string, string> = new Map([
  ["netsh.exe", `${NETSH_IPV6}, and ${NO_WHITELIST}`],
  ["route-null.exe", NO_WHITELIST],
]);

const run: Run = ({ policy }) =>
  triggered(policy).flatMap(({ response, path }): Finding[] => {
    const { executable, whose } = byAlertsOf(response).runs(response);
    const besides = whose === "the host's" ? BESIDES.get(executable) : undefined;
    if (besides === undefined) return [];
    return [
      finding(
        "warning",
        "windows-stock",
        `${path}.executable`,
        executable,
        `is Wazuh's own for Windows agents, and runs there as it is: ${besides}; an address of your own can be blocked`,
        'bind a rule of your own that leaves your addresses out by <field name="win.eventdata.ipAddress" negate="yes">, or take the response out; docs/windows.md says what else there is',
      ),
    ];
  });

/** Does a stock executable of Windows block more than its event says, past the white list? */
export const windowsStock: Check = {
  codes: {
    "windows-stock": {
      severity: "warning",
      doc: {
        what: "A response runs one of Wazuh's own executables for Windows, which this program leaves as they are.",
        why: "`netsh.exe` writes `remoteip=ADDRESS/32` for IPv6 too, so that 2^96 addresses are blocked for one; and the manager compares its white list with `srcip` only, which events of Windows do not have.",
        example:
          "responses:\n  - { kind: custom, rules: [60122], command: netsh, executable: netsh.exe, timeout: 10m }",
        instead:
          "Bind a rule of your own below it that leaves your own addresses out by `<field name='win.eventdata.ipAddress' negate='yes'>`, and accept the warning with your reason; or leave Windows alone.",
      },
    },
  },
  run,
};
