import { finding, type Finding } from "../../model/finding";
import type { Policy } from "../../model/policy";
import type { Check } from "../check";
import { hostPaths } from "./hostNames";
import { WAZUH_LINE, WAZUH_VERSION } from "../../wazuh/version";

/** Does each host, where its version is known, run a Wazuh that this policy is for? */
export const versions: Check = ({ fleet, policy }) =>
  hostPaths(fleet).flatMap(({ host, path }): Finding[] => {
    if (host.version === undefined) return [];
    const at = `${path}.version`;
    const [, major, minor] = /^v?(\d+)\.(\d+)(?:\.\d+)?$/.exec(host.version) ?? [];
    if (major === undefined || minor === undefined) {
      return [
        finding(
          "error",
          "version",
          at,
          JSON.stringify(host.version),
          "is no version of Wazuh",
          `write it as ${WAZUH_VERSION}, or leave it out`,
        ),
      ];
    }
    if (Number(major) >= 5) {
      return [
        finding(
          "error",
          "version-5",
          at,
          host.version,
          "has no active response of this kind: a <command> stops its start, and a <white_list> is ignored silently",
          `stay on ${WAZUH_LINE}, or take this host out of the stack`,
        ),
      ];
    }
    if (Number(major) < 4 || (Number(major) === 4 && Number(minor) < 2)) {
      return [
        finding(
          "error",
          "version-old",
          at,
          host.version,
          "hands scripts positional arguments instead of the JSON line that ours read",
          `upgrade it to ${WAZUH_LINE}`,
        ),
      ];
    }
    if (Number(minor) === 13 && host.role !== "agent" && readsAuditExe(policy)) {
      return [
        finding(
          "error",
          "version-audit-exe",
          at,
          host.version,
          "cuts audit.exe at the first -, . or +, so that a rule on it (kill-process has one) misses /tmp/.cache/xmrig and takes /usr/bin/xmrig-monitor for xmrig",
          `upgrade the manager to ${WAZUH_LINE}, or leave such rules out`,
        ),
      ];
    }
    if (Number(major) === 4 && Number(minor) >= 13) return [];
    return host.role === "agent"
      ? []
      : [
          finding(
            "warning",
            "version-no-reload",
            at,
            host.version,
            `cannot load rules again without a restart; it is not what this program was tried with (${WAZUH_VERSION})`,
            `upgrade it to ${WAZUH_LINE}`,
          ),
        ];
  });

function readsAuditExe({ responses, rules }: Policy): boolean {
  return (
    responses.some(({ kind }) => kind === "kill-process") ||
    rules.some(({ fields }) => fields?.some(({ name }) => name === "audit.exe"))
  );
}
