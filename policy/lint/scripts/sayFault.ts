import { finding, type Finding, type Severity } from "../../model/finding";
import type { Fault, FaultKind } from "./fault";

/** What each fault does where a script speaks for itself, and what to write instead. */
export const SAID: Readonly<
  Record<FaultKind, readonly [Severity, reason: string, instead: string]>
> = {
  "reads-to-end": [
    "error",
    "waits for an end that wazuh-execd does not send before the script has ended or said check_keys: all active response of the host hangs, for good",
    "read one line (IFS= read -r line; sys.stdin.readline()), or write protocol: runner",
  ],
  "takes-arguments": [
    "warning",
    "takes arguments, and wazuh-execd has given a script none since Wazuh 4.2",
    "read the message on standard input: parameters.alert.data.srcip, command; under the runner AR_ADDRESS and AR_COMMAND say the same",
  ],
  "prints-first": [
    "warning",
    "makes wazuh-execd take the script's name for its key: a second address gets abort, and nothing is done for it",
    "print to a log or to standard error, or write protocol: runner",
  ],
  "never-undone": [
    "warning",
    "leaves wazuh-execd without a key: it never sends delete, and what the script did stays for ever",
    "print check_keys and read the answer, or write protocol: runner",
  ],
  "no-time-limit": [
    "warning",
    "may keep wazuh-execd waiting: as long as the script runs, no other response of the host does",
    "give the command a limit, or write protocol: runner, which ends the script after timeLimit",
  ],
};

/** Nothing is known of a script in a language that is not read here. */
export function unread(text: string, path: string): Finding {
  const [first = ""] = text.split("\n");
  return finding(
    "note",
    "script-unread",
    path,
    text.startsWith("\x7fELF") ? "a compiled program" : JSON.stringify(first.slice(0, 60)),
    "is in a language that lint does not read: nothing is known of how it reads its input, what it prints, and when it ends",
    "see to it by hand that it reads one line, prints nothing before check_keys and ends soon, or write protocol: runner",
  );
}

/** What is found where a script speaks for itself. */
export function ofFault(fault: Fault, path: string): Finding {
  const [severity, reason, instead] = SAID[fault.kind];
  return finding(severity, fault.kind, path, placeOf(fault), reason, instead);
}

/** Where a fault stands, for a message. */
export function placeOf({ kind, line, what }: Fault): string {
  return kind === "never-undone" ? `the script (${what})` : `line ${line} (${what})`;
}
