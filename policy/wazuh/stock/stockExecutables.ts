import { installed } from "./facts";

/** Files that an install has under active-response/bin (the build's list; agents on Windows add some). */
export const STOCK_EXECUTABLES: ReadonlySet<string> = new Set(installed.executables);

/**
 * Files that an install of Wazuh 5 has under active-response/bin: an upgrade of an agent would put them in the place of a
 * script of that name (5.0.0-beta5, src/init/inst-functions.sh:1189).
 */
export const STOCK_EXECUTABLES_5: ReadonlySet<string> = new Set(["block-ip", "disable-account"]);

/** Commands that the stock ossec.conf of a manager defines, with their executables; the first of a name wins. */
export const STOCK_COMMANDS: ReadonlyMap<string, string> = new Map(
  Object.entries(installed.commands),
);

/** Wire names that every agent has, whatever the manager says: they restart the agent. */
export const FIXED_WIRE_NAMES: ReadonlySet<string> = new Set(["restart-ossec0", "restart-wazuh0"]);
