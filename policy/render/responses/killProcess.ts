import { EXECUTABLES } from "../../model/hostPaths";
import type { HostFile } from "../../model/hostFile";
import type { Mode } from "../../model/policy";
import type { KillProcess } from "../../model/response";
import { renderTemplate } from "../template";
import { executable, type ResponseFiles } from "./executable";
import { MODE } from "../../model/keys/policy";

/** The files that all kill-process responses share on a host: one executable with the names of all, and auditd's rule. */
export function killProcessFiles(
  responses: readonly KillProcess[],
  mode: Mode = MODE,
): ResponseFiles {
  const listed = [...new Set(responses.flatMap(({ processes }) => processes))];
  const view = { processes: listed.join("\n"), mode };
  return {
    files: [
      executable(
        EXECUTABLES.killProcess,
        renderTemplate("responses/kill-malicious-process.sh.hbs", view),
      ),
      auditRule(),
    ],
    tools: ["awk", "logger"],
  };
}

// Rule 80792, the parent of 100050, wants this key on every start of a program. The two calls are in one rule, so that
// it is not a duplicate of one with execve alone, which the kernel would refuse.
function auditRule(): HostFile {
  return {
    path: "/etc/audit/rules.d/50-wazuh-active-response.rules",
    owner: "root",
    group: "root",
    mode: "0640",
    content: [
      "# Rendered; edit the stack, not this file.",
      "-a always,exit -F arch=b64 -S execve -S execveat -k audit-wazuh-c",
      "-a always,exit -F arch=b32 -S execve -S execveat -k audit-wazuh-c",
      "",
    ].join("\n"),
    reload: ["augenrules", "--load"],
    onlyWith: "auditctl",
    otherwise:
      "auditd is not installed: rule 100050 never fires here; install auditd, or feed JSON events with data.process.name",
  };
}
