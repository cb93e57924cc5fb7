import { finding, type Finding } from "../../model/finding";
import { actsOn } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";
import type { Check, Run } from "../check";
import { hostPaths } from "./hostNames";
import { WAZUH_LINE, WAZUH_VERSION } from "../../wazuh/version";

const run: Run = ({ fleet, policy }) =>
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
          "is not a version of Wazuh",
          `write it as ${WAZUH_VERSION}, or leave it out`,
        ),
      ];
    }
    if (Number(major) >= 5 && host.role === "agent") {
      return [
        finding(
          "warning",
          "version-5-agent",
          at,
          host.version,
          "takes no script of 4.14, so no response reaches it",
          "write rollout.wazuh5: skip, so that a rollout passes it over instead of ending there",
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
          "passes scripts positional arguments instead of the JSON line that ours read",
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
          "cuts audit.exe at the first -, . or +, so that a rule on it (kill-process has one) misses /tmp/.cache/xmrig and mistakes /usr/bin/xmrig-monitor for xmrig",
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
            `cannot reload its rules without a restart, and is not the version that this program was tested with (${WAZUH_VERSION})`,
            `upgrade it to ${WAZUH_LINE}`,
          ),
        ];
  });

function readsAuditExe({ responses, rules }: Policy): boolean {
  return (
    responses.some((response) => actsOn(response, "process")) ||
    rules.some(({ fields }) => fields?.some(({ name }) => name === "audit.exe"))
  );
}

/** Does each host, where its version is known, run a Wazuh that this policy is for? */
export const versions: Check = {
  codes: {
    version: {
      severity: "error",
      doc: {
        what: "The `version` of a host is not a version of Wazuh.",
        why: "It decides what a host can do.",
        example: "agents:\n  - { name: gitlab, host: 10.0.1.1, version: newest }",
        instead: "Write it as `4.14.7`, or leave it out.",
      },
    },
    "version-5": {
      severity: "error",
      doc: {
        what: "A manager runs Wazuh 5.",
        why: "Wazuh 5 has no active response of this kind: a `<command>` stops its start, and it ignores a `<white_list>`.",
        example: "manager: { name: wazuh, host: 10.0.0.1, version: 5.0.0 }",
        instead: "Stay on 4.14, or take the host out of the stack.",
      },
    },
    "version-5-agent": {
      severity: "warning",
      doc: {
        what: "An agent runs Wazuh 5 (beta).",
        why: "It takes no script of 4.14, so no response reaches it, and a rollout ends there, or passes it over with `rollout.wazuh5: skip`.",
        example: "agents:\n  - { name: gitlab, host: 10.0.1.1, version: 5.0.0 }",
        instead: "Write `rollout.wazuh5: skip`.",
      },
    },
    "version-old": {
      severity: "error",
      doc: {
        what: "A host runs a Wazuh before 4.2.",
        why: "It passes scripts positional arguments, and ours read the JSON line that later versions write.",
        example: "agents:\n  - { name: gitlab, host: 10.0.1.1, version: 4.1.5 }",
        instead: "Upgrade the host to 4.14.",
      },
    },
    "version-audit-exe": {
      severity: "error",
      doc: {
        what: "A manager runs 4.13, and a rule looks at `audit.exe`.",
        why: "4.13 cuts `audit.exe` at the first `-`, `.` or `+`: the rule misses some programs and mistakes others for them.",
        example:
          "manager: { name: wazuh, host: 10.0.0.1, version: 4.13.1 }\nresponses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig] }",
        instead: "Upgrade the manager to 4.14, or leave such rules and `kill-process` out.",
      },
    },
    "version-no-reload": {
      severity: "warning",
      doc: {
        what: "A manager runs a Wazuh before 4.13.",
        why: "It cannot reload its rules without a restart, and this program was tested with 4.14.7.",
        example: "manager: { name: wazuh, host: 10.0.0.1, version: 4.9.2 }",
        instead: "Upgrade the manager to 4.14.",
      },
    },
  },
  run,
};
