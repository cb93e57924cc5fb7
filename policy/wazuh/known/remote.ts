import ipaddr from "ipaddr.js";

import type { Node } from "../read/node";
import { readWhitelistEntry } from "../read/whitelistEntry";
import { coded, type Around, type Ask, lastOf, named, within } from "./ask";
import { AGENTS } from "./agents";
import { names, strict, type Holder } from "./section";
import { atLeastOne, number, oneOf } from "./values";

const STOP = "wazuh-remoted does not start";

const isSyslog = (remote: Node): boolean => lastOf(remote, "connection")?.content === "syslog";

/** The `<connection>` that counts in each `<remote>`, where it is secure. */
const secureOf = ({ sections }: Around): readonly Node[] =>
  named(sections, "remote")
    .flatMap((remote) => lastOf(remote, "connection") ?? [])
    .filter(({ content }) => content === "secure");

const CONNECTION = coded("remote-connection", [
  {
    wrong: (remote) => !lastOf(remote, "connection"),
    reason: `has no <connection>; ${STOP}`,
    instead: "write <connection>secure</connection>",
  },
  {
    // Nobody may send syslog unless some <remote> names the senders.
    wrong: (remote, { sections }) =>
      isSyslog(remote) && !within(sections, "remote").some(({ name }) => name === "allowed-ips"),
    effect: "ignored",
    code: "remote-senders",
    reason: "receives syslog and names no sender: wazuh-remoted does not listen for it",
    instead: "add <allowed-ips> with the networks that send",
  },
  {
    of: "queue_size",
    wrong: (queue, { holder }) => isSyslog(holder) && queue === lastOf(holder, "queue_size"),
    reason: `is not allowed with <connection>syslog</connection>; ${STOP}`,
    instead: "remove it: only a secure connection has a queue",
  },
  {
    of: "connection",
    wrong: (connection, around) => secureOf(around).indexOf(connection) > 0,
    reason: `is the second secure connection; ${STOP}`,
    instead: "keep one <remote> with secure",
  },
]);

const network = (of: string): Ask => ({
  of,
  wrong: ({ content }) => !isAddress(content) && content.replace(/^!/, "") !== "any",
  reason: `is not a valid IP address or network; ${STOP} (1237)`,
  instead: "write an address or a network: 192.0.2.0/24",
});

const ASKS: readonly Ask[] = [
  ...CONNECTION,
  network("allowed-ips"),
  network("denied-ips"),
  {
    of: "local_ip",
    wrong: ({ content }) => content.includes("/") || !isAddress(content),
    reason: `is not a valid IP address; ${STOP} (1237)`,
    instead: "write one address, such as 192.0.2.1",
  },
  {
    of: "protocol",
    wrong: ({ content, children }) => content === "" || children.length > 0,
    reason: "is empty: wazuh-clusterd -t ends with an error, so the manager does not start",
    instead: "write tcp, udp or tcp,udp",
  },
  {
    of: "agents",
    wrong: ({ children }) => children.length === 0,
    reason: "is empty: wazuh-remoted never finishes reading it",
    instead: "remove it, or write <allow_higher_versions> into it",
  },
];

/** `<remote>`. */
export const REMOTE: Holder = {
  ...strict({
    ...names("local_ip allowed-ips denied-ips agents"),
    protocol: (value) =>
      value === "" || value.split(",").every((one) => /^ *(?:tcp|udp)(?: .*)?$/i.test(one))
        ? undefined
        : "write tcp, udp or tcp,udp",
    ipv6: (value) => (/^(?:yes|no)$/i.test(value) ? undefined : "write yes or no"),
    rids_closing_time: (value) =>
      /^\s*\+?0*[1-9]\d*[wdhms]?$/.test(value) ? undefined : "write a number with s, m, h or d",
    connection_overtake_time: number(0, 3600),
    connection: oneOf("secure", "syslog"),
    port: number(1, 65_535),
    queue_size: atLeastOne,
  }),
  wrongValues: {
    protocol: "ignored",
    ipv6: "ignored",
    rids_closing_time: "ignored",
    connection_overtake_time: "ignored",
  },
  inner: { agents: AGENTS },
  caseless: ["connection", "port", "protocol", "ipv6", "local_ip", "agents"],
  asks: ASKS,
};

function isAddress(value: string): boolean {
  const text = value.replace(/^!/, "");
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
