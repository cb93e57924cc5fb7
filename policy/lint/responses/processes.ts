import { finding, type Finding } from "../../model/finding";
import type { Policy } from "../../model/policy";
import type { KillProcess } from "../../model/response";
import { KILL_RULE, killPattern, killsByOurRule } from "../../render/killRule";
import { LONGEST_VALUE } from "../../wazuh/limits";
import type { Check, Run } from "../check";
import { allOfKind } from "./ofKind";
import { whySystemProcess } from "./systemProcesses";

const run: Run = ({ policy }) => [
  ...allOfKind(policy, "kill-process").flatMap(({ response, path }) =>
    list(response, `${path}.processes`),
  ),
  ...audit(policy),
  ...wholePattern(killsByOurRule(policy).flatMap((response) => response.processes)),
];

function list({ processes: names, rules }: KillProcess, path: string): Finding[] {
  return names.flatMap((name, i): Finding[] => {
    const at = `${path}[${i}]`;
    const form = wrongForm(name);
    if (form) {
      return [finding("error", "process-name", at, JSON.stringify(name), ...form)];
    }
    const why = whySystemProcess(name);
    if (why !== undefined) {
      return [
        finding(
          "error",
          "system-process",
          at,
          name,
          `is a system program; if all its processes end, ${why}`,
          "remove it; for malware under that name write the absolute path of its file, such as /tmp/x",
        ),
      ];
    }
    if (names.indexOf(name) < i) {
      return [
        finding("warning", "process-twice", at, name, "is on the list twice", "write it once"),
      ];
    }
    if (
      Buffer.byteLength(name.slice(name.lastIndexOf("/") + 1)) <= 15 ||
      !rules.includes(KILL_RULE)
    )
      return [];
    return [
      finding(
        "note",
        "process-name-long",
        at,
        name,
        "is longer than the 15 characters that the kernel keeps of a process name; it is found by its file (audit.exe), never by audit.command",
        "nothing, as long as rules match audit.exe",
      ),
    ];
  });
}

function wrongForm(name: string): [reason: string, instead: string] | undefined {
  if (/\s|\p{Cc}/u.test(name)) {
    return [
      "contains a blank or a control character, and the script's list is split at blanks",
      "write the file name of the program alone, without arguments",
    ];
  }
  if (/[*?[\]{}"'`\\$<>|;&!()~#^=]/.test(name)) {
    return [
      "has a character with a special meaning in a shell or a pattern",
      "write one exact name for each program",
    ];
  }
  if (name.includes("/") && (!name.startsWith("/") || name.endsWith("/"))) {
    return [
      "is not the absolute path of a file",
      "write a file name (xmrig) or an absolute path (/tmp/xmrig)",
    ];
  }
  if (/\/\/|\/\.\.?(?:\/|$)|^\.\.?$/.test(name)) {
    return ["is a path that the kernel never shows", "write it without //, . and .."];
  }
  if (name.slice(name.lastIndexOf("/") + 1).length > 255)
    return ["is longer than a file name can be", "write the real name"];
  return undefined;
}

function wholePattern(all: readonly string[]): Finding[] {
  const size = Buffer.byteLength(killPattern(all));
  if (size <= LONGEST_VALUE) return [];
  return [
    finding(
      "error",
      "process-list-long",
      "responses",
      `${all.length} processes`,
      `make a pattern of ${size} bytes in rule ${KILL_RULE}; Wazuh reads ${LONGEST_VALUE}`,
      "shorten the list",
    ),
  ];
}

function audit(policy: Policy): Finding[] {
  return killsByOurRule(policy).length === 0
    ? []
    : [
        finding(
          "note",
          "audit-needed",
          "responses",
          KILL_RULE,
          "sees a program start only where auditd runs and Wazuh reads its log; the script brings the audit rule, not auditd, and an agent without it stays silent",
          "install auditd, and let Wazuh read /var/log/audit/audit.log (log_format audit), on agents that this program does not create",
        ),
      ];
}

/** Is each entry of a kill list one program that may be ended, and one that a script and a rule can hold? */
export const processes: Check = {
  codes: {
    "process-name": {
      severity: "error",
      alone: true,
      doc: {
        what: "An entry of a kill list is not the name or the absolute path of one program.",
        why: "A script and a rule carry the list: a blank splits it, and other marks would have a special meaning.",
        example:
          'responses:\n  - { kind: kill-process, rules: [100050], processes: ["xmrig -o pool"] }',
        instead:
          "Write a file name (`xmrig`) or an absolute path (`/tmp/xmrig`), without arguments.",
      },
    },
    "system-process": {
      severity: "error",
      alone: true,
      doc: {
        what: "A kill list names a system program.",
        why: "Every process of it would end: access, the host itself, or Wazuh would be lost.",
        example: "responses:\n  - { kind: kill-process, rules: [100050], processes: [sshd] }",
        instead: "Remove it; for malware under that name write the absolute path of its file.",
      },
    },
    "process-twice": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A program is on a kill list twice.",
        why: "The second adds nothing, so another program may have been meant.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig, xmrig] }",
        instead: "Write it once.",
      },
    },
    "process-name-long": {
      severity: "note",
      doc: {
        what: "A name on a kill list is longer than the 15 characters that the kernel keeps of it.",
        why: "The process is found by its file (`audit.exe`), never by `audit.command`.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], processes: [cryptominer-worker] }",
        instead: "Nothing, as long as rules match `audit.exe`.",
      },
    },
    "process-list-long": {
      severity: "error",
      doc: {
        what: "The kill lists together are too long for one rule.",
        why: "Wazuh reads a limited number of bytes of a value.",
        example: `responses:\n  - kind: kill-process\n    rules: [100050]\n    processes:\n${Array.from({ length: 900 }, (_, i) => `      - /tmp/some-miner-of-a-long-name-${i}\n`).join("")}`,
        instead: "Shorten the list.",
      },
    },
    "audit-needed": {
      severity: "note",
      doc: {
        what: "A response uses rule 100050, which sees program starts in the log of auditd.",
        why: "An agent without auditd, or whose Wazuh does not read its log, stays silent.",
        example: "responses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig] }",
        instead:
          "Install auditd and let Wazuh read `/var/log/audit/audit.log` (`log_format` audit) on agents that this program does not create.",
      },
    },
  },
  needs: ["rules"],
  run,
};
