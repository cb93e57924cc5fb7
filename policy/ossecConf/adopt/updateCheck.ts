import type { Node } from "../../wazuh/read/node";
import { lastChild } from "../../wazuh/read/ossecConf";

/**
 * Which of the `<global>` sections that could go may really go: each `<global>` sets update_check to yes first, so that
 * the last one decides it, and what it is must stay as it is.
 */
export function freeToGo(globals: readonly Node[], going: readonly Node[]): readonly Node[] {
  const value = (sections: readonly Node[]): string => {
    const last = sections.at(-1);
    return (last && lastChild(last, "update_check")?.content) ?? "yes";
  };
  const left = globals.filter((section) => !going.includes(section));
  return value(left) === value(globals) ? going : freeToGo(globals, going.slice(0, -1));
}
