import { finding, type Finding } from "../../model/finding";
import { commandOf } from "../../render/commands";
import type { Check } from "../check";
import { triggered } from "./triggered";

/** Can every command name stand in ossec.conf, in ar.conf and on the wire? */
export const commandNames: Check = ({ policy }) =>
  triggered(policy).flatMap(({ response, path }): Finding[] => {
    const { name } = commandOf(response);
    if (/^[A-Za-z_][\w.-]{0,99}$/.test(name)) return [];
    return [
      finding(
        "error",
        "command-name",
        `${path}.command`,
        JSON.stringify(name),
        name.startsWith("!")
          ? "begins with !, by which Wazuh marks calls without a command; no daemon starts with it"
          : "cannot be a command's name on the wire and in ar.conf",
        "write a letter, then letters, digits, _ . - only, 100 at most",
      ),
    ];
  });
