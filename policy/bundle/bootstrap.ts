import { scriptText } from "../render/template";
import { shortenedShell } from "./shortened";

/** What the installer can be asked to do; see scripts/host/common/10-core.sh. */
export type Mode = "apply" | "check" | "remove" | "prune" | "secret" | "forget";

let sent: string | undefined;

/**
 * The command that a host runs: constant but for its last word, short, without any data. It is scripts/host/bootstrap.sh on one
 * line: not every login shell takes a quoted text of several.
 * @param sudo runs it by `sudo -n`, for a user that is not root.
 */
export function bootstrap(mode: Mode, sudo: boolean): string {
  sent ??= `setsid -fw sh -c ${quoted(shortenedShell(scriptText("host/bootstrap.sh")))} bootstrap`;
  return `${sudo ? "sudo -n " : ""}${sent} ${mode}`;
}

/** The same for people, with its comments. */
export function commentedBootstrap(): string {
  return scriptText("host/bootstrap.sh");
}

/** On one line, between single quotes. @throws Error where it holds one. */
function quoted(text: string): string {
  if (text.includes("'"))
    throw new Error("scripts/host/bootstrap.sh contains a single quote; write it without");
  return `'${text.replaceAll("\n", " ")}'`;
}
