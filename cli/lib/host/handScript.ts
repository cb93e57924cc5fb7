import { BIN } from "../../../policy/model/hostPaths";

/** What only a script for Wazuh 5 (beta) has: the message that its comment shows. */
export const MARK_OF_FIVE = '{"wazuh":{"active_response":{}}';

/**
 * A shell script that runs one of ours as wazuh-execd would, and tells it the line that it reads: what lies there says which, so that
 * an agent that moved to Wazuh 5 is served too, with the scripts of either. It ends with the script's code; 69 where there is none.
 */
export function handScript(name: string): string {
  return `script=${BIN}/${name}
[ -x "$script" ] || exit 69
IFS= read -r line
IFS= read -r five
if grep -qF '${MARK_OF_FIVE}' "$script"; then line=$five; fi
printf '%s\\n' "$line" | "$script"`;
}

/** Standard input of {@link handScript}: the message of 4.14, and that of 5. */
export function handMessages(four: object, five: object): string {
  return `${JSON.stringify(four)}\n${JSON.stringify(five)}\n`;
}
