import ipaddr from "ipaddr.js";

import type { Node } from "../../wazuh/read/node";
import { type OssecConf, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";
import { readWhitelistEntry } from "../../wazuh/read/whitelistEntry";

const STOP = "wazuh-remoted does not start";

/** What of the `<remote>` sections stops wazuh-remoted: one of each alone, and all together. */
export function lintRemotes(conf: OssecConf, report: Report): void {
  const remotes = sectionsOf(conf, "remote");
  if (remotes.length === 0) {
    report.add(
      "error",
      "no-remote",
      conf.roots.at(-1) ?? { line: 1, column: 1 },
      conf.sections.length === 0 ? "a file without any section" : "a file without <remote>",
      `is no ossec.conf of a manager: ${STOP}, and so the manager does not`,
      "lint the manager's whole file; a stock one has <remote> with <connection>secure</connection>",
    );
  }
  for (const remote of remotes.filter(({ children }) => children.length > 0)) {
    lintConnection(remote, remotes, report);
    for (const child of remote.children) lintAddress(child, report);
    lintEmpty(remote, report);
  }
  lintSecondSecure(remotes, report);
}

/** Wazuh compares the names of most elements of this section without regard to case. */
function lastOf(remote: Node, name: string): Node | undefined {
  return remote.children.filter((child) => child.name.toLowerCase() === name).at(-1);
}

function lintConnection(remote: Node, remotes: readonly Node[], report: Report): void {
  const connection = lastOf(remote, "connection");
  if (!connection) {
    report.error(
      "remote-connection",
      remote,
      `has no <connection>; ${STOP}`,
      "write <connection>secure</connection>",
    );
  }
  lintSenders(remote, connection, remotes, report);
  const queue = lastOf(remote, "queue_size");
  if (connection?.content === "syslog" && queue) {
    report.error(
      "remote-connection",
      queue,
      `stands beside <connection>syslog</connection>; ${STOP}`,
      "remove it: only a secure connection has a queue",
    );
  }
}

/** Nobody may send syslog unless some <remote> names the senders. */
function lintSenders(
  remote: Node,
  connection: Node | undefined,
  remotes: readonly Node[],
  report: Report,
): void {
  if (connection?.content !== "syslog") return;
  if (remotes.some(({ children }) => children.some(({ name }) => name === "allowed-ips"))) return;
  report.warning(
    "remote-senders",
    remote,
    "receives syslog and names no sender: wazuh-remoted does not listen for it",
    "add <allowed-ips> with the networks that send",
  );
}

function lintSecondSecure(remotes: readonly Node[], report: Report): void {
  const secure = remotes.flatMap((remote) => lastOf(remote, "connection") ?? []);
  for (const second of secure.filter(({ content }) => content === "secure").slice(1)) {
    report.error(
      "remote-connection",
      second,
      `is the second secure connection; ${STOP}`,
      "keep one <remote> with secure",
    );
  }
}

function lintAddress(child: Node, report: Report): void {
  const alone = child.name.toLowerCase() === "local_ip";
  if (!alone && child.name !== "allowed-ips" && child.name !== "denied-ips") return;
  if (isAddress(child.content, alone)) return;
  report.error(
    "refused-value",
    child,
    `is no IP address${alone ? "" : " or network"}; ${STOP} (1237)`,
    alone ? "write one address, such as 192.0.2.1" : "write an address or a network: 192.0.2.0/24",
  );
}

/** @param alone no network. */
function isAddress(value: string, alone: boolean): boolean {
  const text = value.replace(/^!/, "");
  if (text === "any") return !alone;
  if (alone && text.includes("/")) return false;
  if (!text.includes(":")) return isIPv4(text);
  const [address = "", prefix = "128", ...more] = text.split("/");
  return (
    ipaddr.IPv6.isValid(address) &&
    more.length === 0 &&
    /^\d{1,3}$/.test(prefix) &&
    Number(prefix) <= 128
  );
}

function isIPv4(text: string): boolean {
  if (!/^[\d./]+$/.test(text)) return false;
  const { kind } = readWhitelistEntry(text);
  return kind === "network" || kind === "odd mask" || text === "0.0.0.0" || /\/0+$/.test(text);
}

/** Two elements that must not be empty here, each for a reason of its own. */
function lintEmpty(remote: Node, report: Report): void {
  for (const child of remote.children) {
    const name = child.name.toLowerCase();
    if (name === "protocol" && (child.content === "" || child.children.length > 0)) {
      report.error(
        "refused-value",
        child,
        "is empty: wazuh-clusterd -t ends with an error, and so the manager does not start",
        "write tcp, udp or tcp,udp",
      );
    }
    if (name === "agents" && child.children.length === 0) {
      report.error(
        "refused-value",
        child,
        "is empty: wazuh-remoted never comes to an end of reading it",
        "remove it, or write <allow_higher_versions> into it",
      );
    }
  }
}

/** What is found here. */
export const remotesCodes: FileCodes = {
  "no-remote": {
    severity: "error",
    doc: {
      what: "The file has no `<remote>`.",
      why: "wazuh-remoted does not start, and so the manager does not.",
      instead: "Add a `<remote>` with `<connection>secure</connection>`.",
      example: "<ossec_config>RULESET</ossec_config>",
    },
  },
  "remote-connection": {
    severity: "error",
    doc: {
      what: "A `<remote>` has no connection that Wazuh can use.",
      why: "wazuh-remoted does not start, and so the manager does not.",
      instead: "Write `<connection>secure</connection>` once, or syslog.",
      example: "<remote><port>1515</port></remote>",
    },
  },
  "remote-senders": {
    severity: "warning",
    doc: {
      what: "A `<remote>` for syslog names no sender.",
      why: "wazuh-remoted does not listen for it.",
      instead: "Add `<allowed-ips>` with the networks that send.",
      example: "<remote><connection>syslog</connection></remote>",
    },
  },
};
