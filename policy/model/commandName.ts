import type { Branded } from "./branded";
import { ValueError } from "./valueError";

/** Name of a `<command>`, as ossec.conf, ar.conf and the wire carry it. */
export type CommandName = Branded<string, "command name">;

const LONGEST = 100;
const NAME = new RegExp(`^[A-Za-z_][\\w.-]{0,${LONGEST - 1}}$`);

/**
 * Makes the name of a command. Source: `command` of a response in the stack configuration; `<name>` of an ossec.conf.
 * @throws ValueError for a name by which Wazuh would not find the command again.
 */
export function parseCommandName(name: string): CommandName {
  if (NAME.test(name)) return name as CommandName;
  throw new ValueError(
    "command-name",
    JSON.stringify(name),
    name.startsWith("!")
      ? "begins with !, which marks calls without a command in Wazuh; no daemon starts with it"
      : "cannot be a command's name on the wire and in ar.conf",
    `write a letter, then letters, digits, _ . - only, ${LONGEST} at most`,
  );
}
