/** Files that an install of Wazuh 4.14 has under active-response/bin (the build's list; agents on Windows add two). */
export const STOCK_EXECUTABLES: ReadonlySet<string> = new Set([
  "default-firewall-drop",
  "disable-account",
  "firewall-drop",
  "firewalld-drop",
  "host-deny",
  "ip-customblock",
  "ipfw",
  "kaspersky",
  "kaspersky.py",
  "netsh.exe",
  "npf",
  "pf",
  "restart-wazuh",
  "restart-wazuh.exe",
  "restart.sh",
  "route-null",
  "route-null.exe",
  "wazuh-slack",
]);

/**
 * Files that an install of Wazuh 5 has under active-response/bin: an upgrade of an agent would put them in the place of a
 * script of that name (5.0.0-beta5, src/init/inst-functions.sh:1189).
 */
export const STOCK_EXECUTABLES_5: ReadonlySet<string> = new Set(["block-ip", "disable-account"]);

/** Commands that the stock ossec.conf of a manager defines, with their executables; the first of a name wins. */
export const STOCK_COMMANDS: ReadonlyMap<string, string> = new Map([
  ["disable-account", "disable-account"],
  ["restart-wazuh", "restart-wazuh"],
  ["firewall-drop", "firewall-drop"],
  ["host-deny", "host-deny"],
  ["route-null", "route-null"],
  ["win_route-null", "route-null.exe"],
  ["netsh", "netsh.exe"],
]);

/** Wire names that every agent has, whatever the manager says: they restart the agent. */
export const FIXED_WIRE_NAMES: ReadonlySet<string> = new Set(["restart-ossec0", "restart-wazuh0"]);
