import type { HostFile } from "../../model/hostFile";
import { ALERTS, FORWARD_FILE } from "../../model/hostPaths";
import { FORWARD } from "../../model/keys/forward";
import type { WrittenForward } from "../../model/written";

/** Name of our ruleset, template and queue: whoever has a file of his own for the same has other names. */
const OURS = "wazuh-active-response";

/**
 * The file by which rsyslog sends every alert on: it follows alerts.json, through its rotation, and keeps what nobody takes on the
 * disk. The installer tests rsyslog's whole configuration with it before it comes (scripts/host/common/rsyslog-trial.pl).
 */
export function forwardFile(forward: WrittenForward): HostFile {
  return {
    path: FORWARD_FILE,
    owner: "root",
    group: "root",
    mode: "0644",
    content: forwardText(forward),
    // rsyslog reads its configuration at its start alone.
    reload: ["systemctl", "restart", "rsyslog"],
    onlyWith: "rsyslogd",
    otherwise: `rsyslog is not installed here, so that no alert is sent to ${forward.to}; apt-get install rsyslog, then active-response check --fix and pulumi up`,
  };
}

/**
 * Its text. @param alerts which file it follows. An alert has up to 64 KiB (OS_MAXSTR, headers/defs.h:77, v4.14.7), and
 * rsyslog cuts at 8 KiB where nothing else is said.
 */
export function forwardText(
  { to, queue = FORWARD.queue }: WrittenForward,
  alerts = ALERTS,
): string {
  const [, host = "", port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(to) ?? [];
  return `# Rendered; edit the stack, not this file.
module(load="imfile")
global(maxMessageSize="64k")
template(name="${OURS}" type="string" string="%msg%\\n")
ruleset(name="${OURS}") {
  action(type="omfwd" target="${host}" port="${port}" protocol="tcp" template="${OURS}"
         queue.type="LinkedList" queue.filename="${OURS}" queue.maxDiskSpace="${queue}m"
         queue.saveOnShutdown="on" action.resumeRetryCount="-1")
}
input(type="imfile" file="${alerts}" tag="wazuh" ruleset="${OURS}" reopenOnTruncate="on")
`;
}
