import { finding, type Finding } from "../../model/finding";
import type { Host } from "../../model/fleet";
import { actsOn } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";
import type { Check, Run } from "../check";
import { hostPaths } from "./hostNames";
import { WAZUH_LINE, WAZUH_VERSION } from "../../wazuh/version";
import { DIFFERENCES, has } from "../../wazuh/versions/differences";
import { placeOf, SUPPORTED } from "../../wazuh/versions/supported";
import { lineText, parseVersion, type WazuhVersion } from "../../wazuh/versions/wazuhVersion";

const run: Run = ({ fleet, policy }) =>
  hostPaths(fleet).flatMap(({ host, path }): Finding[] => {
    if (host.version === undefined) return [];
    const said: Said = [`${path}.version`, host.version];
    const version = parseVersion(host.version);
    if (version === undefined) {
      return [
        finding(
          "error",
          "version",
          said[0],
          JSON.stringify(host.version),
          "is not a version of Wazuh",
          `write it as ${WAZUH_VERSION}, or leave it out`,
        ),
      ];
    }
    return (
      outside(host, version, said) ??
      (host.role === "agent" ? [] : ofManager(policy, version, said))
    );
  });

/** The path of a version, and the version as it is written there. */
type Said = readonly [path: string, text: string];

/** What is said of a version that no rollout takes; undefined for one that it takes. */
function outside({ role }: Host, version: WazuhVersion, said: Said): Finding[] | undefined {
  switch (placeOf(version)) {
    case "supported":
      return undefined;
    case "five":
      return [role === "agent" ? agentOfFive(said) : managerOfFive(said)];
    case "positional":
      return [
        finding(
          "error",
          "version-old",
          ...said,
          "passes scripts positional arguments instead of the JSON line that ours read",
          `upgrade it to ${WAZUH_LINE}`,
        ),
      ];
    case "older":
      return [
        finding(
          "error",
          "version-old",
          ...said,
          `is older than what this program supports, ${SUPPORTED}; a rollout refuses it`,
          `upgrade it to ${WAZUH_LINE}`,
        ),
      ];
    case "newer":
      return [
        finding(
          "error",
          "version-new",
          ...said,
          `is newer than what this program knows, ${SUPPORTED}; a rollout refuses it`,
          "take a newer version of this program, or take the host out of the stack",
        ),
      ];
  }
}

function agentOfFive(said: Said): Finding {
  return finding(
    "warning",
    "version-5-agent",
    ...said,
    "takes no script of 4.14, so no response reaches it",
    "write rollout.wazuh5: skip, so that a rollout passes it over instead of ending there",
  );
}

function managerOfFive(said: Said): Finding {
  return finding(
    "error",
    "version-5",
    ...said,
    "has no active response of this kind: a <command> stops its start, and a <white_list> is ignored silently",
    `stay on ${WAZUH_LINE}, or take this host out of the stack`,
  );
}

/** What a manager of a supported version does otherwise than the newest. */
function ofManager(policy: Policy, version: WazuhVersion, said: Said): Finding[] {
  return [
    ...(!has(version, "whole-audit-exe") && readsAuditExe(policy)
      ? [
          finding(
            "error",
            "version-audit-exe",
            ...said,
            "cuts audit.exe at the first -, . or +, so that a rule on it (kill-process has one) misses /tmp/.cache/xmrig and mistakes /usr/bin/xmrig-monitor for xmrig",
            `upgrade the manager to ${WAZUH_LINE}, or leave such rules out`,
          ),
        ]
      : []),
    ...(has(version, "hot-reload")
      ? []
      : [
          finding(
            "note",
            "version-no-reload",
            ...said,
            `reads changed rules at its start only: ${DIFFERENCES["hot-reload"].instead}: ${lineText(version)}; all its daemons but wazuh-execd restart, and no block is lifted`,
            `nothing has to be done; from ${lineText(parseVersion(DIFFERENCES["hot-reload"].since) ?? version)} on a change of rules takes a second`,
          ),
        ]),
  ];
}

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
        what: "A host runs a Wazuh before 4.9.",
        why: "A rollout refuses it: 4.9 to 4.14 are supported. Before 4.2 scripts get positional arguments, and ours read the JSON line that later versions write.",
        example: "agents:\n  - { name: gitlab, host: 10.0.1.1, version: 4.8.2 }",
        instead: "Upgrade the host to 4.14.",
      },
    },
    "version-new": {
      severity: "error",
      doc: {
        what: "A host runs a Wazuh 4 after 4.14.",
        why: "A rollout refuses it: what such a version does otherwise is not known here; 4.9 to 4.14 are supported.",
        example: "agents:\n  - { name: gitlab, host: 10.0.1.1, version: 4.15.0 }",
        instead: "Take a newer version of this program, or take the host out of the stack.",
      },
    },
    "version-audit-exe": {
      severity: "error",
      doc: {
        what: "A manager runs a Wazuh before 4.14, and a rule looks at `audit.exe`.",
        why: "Its decoder cuts `audit.exe` at the first `-`, `.` or `+`: the rule misses some programs and mistakes others for them.",
        example:
          "manager: { name: wazuh, host: 10.0.0.1, version: 4.13.1 }\nresponses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig] }",
        instead: "Upgrade the manager to 4.14, or leave such rules and `kill-process` out.",
      },
    },
    "version-no-reload": {
      severity: "note",
      doc: {
        what: "A manager runs a Wazuh before 4.13.",
        why: "It reads changed rules at its start only, so a change of rules restarts all its daemons but wazuh-execd: counters of rules begin anew, events wait for seconds, and no block is lifted.",
        example: "manager: { name: wazuh, host: 10.0.0.1, version: 4.9.2 }",
        instead: "Nothing has to be done; 4.13 and later take a second.",
      },
    },
  },
  run,
};
