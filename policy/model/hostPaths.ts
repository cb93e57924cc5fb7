/** Folder of Wazuh on a host. */
export const WAZUH_HOME = "/var/ossec";
/** Folder that wazuh-execd runs executables from. */
export const BIN = `${WAZUH_HOME}/active-response/bin`;

/** Log to which Wazuh's executables and ours write what they do; the stock ossec.conf of a host names it by this path. */
export const RESPONSES_LOG = `${WAZUH_HOME}/logs/active-responses.log`;

/** File names of our executables under {@link BIN}; none is the name of a stock executable. */
export const EXECUTABLES = {
  blockIp: "guarded-block-ip",
  unblock: "custom-unblock",
  killProcess: "kill-malicious-process.sh",
  disableAccount: "guarded-disable-account",
  observe: "observe-only",
  isolate: "custom-isolate",
  release: "custom-release",
} as const;

/** Our file of etc/rules: sorts after every name that people give their own. */
export const RULES_FILE = `${WAZUH_HOME}/etc/rules/zz_active_response.xml`;

/** Alerts of a manager, a line of JSON each. */
export const ALERTS = `${WAZUH_HOME}/logs/alerts/alerts.json`;

/** Our file of rsyslog's: sorts early, since a module is loaded once and the file that loads it first has it. */
export const FORWARD_FILE = "/etc/rsyslog.d/10-wazuh-active-response.conf";

/** Path of a group's agent.conf on the master. */
export function agentConfOf(group: string): string {
  return `${WAZUH_HOME}/etc/shared/${group}/agent.conf`;
}

/** Folder for what our executables read on a host. */
export const ACTIVE_RESPONSE = `${WAZUH_HOME}/active-response`;
