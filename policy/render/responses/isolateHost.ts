import ipaddr from "ipaddr.js";

import { ACTIVE_RESPONSE, BIN, EXECUTABLES } from "../../model/hostPaths";
import { hostsOf, type Fleet } from "../../model/fleet";
import type { HostFile } from "../../model/hostFile";
import { isDnsName } from "../../model/dnsName";
import type { IsolateHost, IsolationAllow } from "../../model/response";
import { execLine, systemdUnit } from "../systemdUnit";
import { perlProgram, renderTemplate } from "../template";
import { earlyUnit, guardedTablesFiles } from "./guardedTables";
import { executable, type ResponseFiles } from "./executable";
import { ISOLATION } from "../../model/kinds/isolateHost";

const UNIT = "wazuh-active-response-isolation.service";

const PROGRAM = [
  "host/lib/ossec-conf.pl",
  "client-servers.pl",
  "pin-names.pl",
  "manager-addresses.pl",
  "isolation-rules.pl",
  "isolate.pl",
];

/** What isolation lets perl run, a file of its own. */
export function isolationProgram(): string {
  return perlProgram(PROGRAM);
}

/** The files of isolation on an agent: isolate, release, and the unit that brings an isolation back after a reboot. */
export function isolateHostFiles(response: IsolateHost, fleet: Fleet): ResponseFiles {
  const managers = hostsOf(fleet).filter(({ role }) => role !== "agent");
  const view = {
    managers: managers
      .flatMap(({ address, addresses }) => [address, ...(addresses ?? [])])
      .join(" "),
    releaseAfter: response.releaseAfter ?? ISOLATION.releaseAfter,
    allowIn: response.allow.map((allow) => rule(allow, "input")).join("\n"),
    allowOut: response.allow.map((allow) => rule(allow, "output")).join("\n"),
  };
  return {
    files: [
      {
        path: `${ACTIVE_RESPONSE}/custom-isolate.pl`,
        owner: "root",
        group: "wazuh",
        mode: "0640",
        content: isolationProgram(),
      },
      {
        ...executable(EXECUTABLES.isolate, renderTemplate("responses/custom-isolate.sh.hbs", view)),
        // While there is a name server: what names stand for.
        reload: [`${BIN}/${EXECUTABLES.isolate}`, "learn"],
        unload: ["rm", "-f", `${ACTIVE_RESPONSE}/isolation.names`],
      },
      executable(EXECUTABLES.release, renderTemplate("responses/custom-release.sh.hbs", {})),
      bootUnit(),
      ...guardedTablesFiles(),
    ],
    tools: ["nft", "awk", "logger", "perl", "flock", "timeout"],
  };
}

/** One direction of what stays reachable: who begins may send any packet, the other side replies only. */
function rule(allow: IsolationAllow, hook: "input" | "output"): string {
  const far = hook === "input" ? "saddr" : "daddr";
  const begins = (allow.direction ?? ISOLATION.direction) === (hook === "input" ? "in" : "out");
  const protocol = allow.protocol ?? ISOLATION.protocol;
  // The port is the serving side's: the far one's where we connect, ours where it connects to us.
  const side = begins ? "dport" : "sport";
  const ports = allow.ports?.length
    ? ` ${protocol} ${side} { ${allow.ports.join(", ")} }`
    : ` meta l4proto ${protocol}`;
  const reply = begins || protocol === "udp" ? "" : " tcp flags & (syn | ack) != syn";
  const reason = allow.reason.replace(/[^ -~]|["\\]/g, "?").slice(0, 100);
  const through = allow.interface === undefined ? "" : `${device(allow.interface, hook)} `;
  return `    ${through}${peer(allow.to, hook, far)}${ports}${reply} accept comment "${reason}"`;
}

function peer(to: string, hook: "input" | "output", far: string): string {
  const [host = "", bits] = to.split("/");
  if (ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host)) {
    const network = bits === undefined ? host : `${host}/${Number(bits)}`;
    return `${ipaddr.parse(host).kind() === "ipv4" ? "ip" : "ip6"} ${far} ${network}`;
  }
  // Only the host can tell what a name stands for, and when: scripts/responses/isolation-rules.pl writes its addresses in.
  if (isDnsName(to)) return `name ${far} ${to}`;
  return device(to, hook);
}

function device(name: string, hook: "input" | "output"): string {
  if (!/^[A-Za-z0-9_.-]{1,15}$/.test(name)) {
    throw new Error(
      `allow: "${name}" is not an address, network or interface; write 192.0.2.1, 192.0.2.0/24 or tailscale0`,
    );
  }
  return `${hook === "input" ? "iifname" : "oifname"} "${name}"`;
}

function bootUnit(): HostFile {
  return systemdUnit(
    UNIT,
    earlyUnit("Isolation of this host by Wazuh active response, brought back after a reboot", [
      execLine("ExecStart", `${BIN}/${EXECUTABLES.isolate} boot`),
      "TimeoutSec=60",
    ]),
    {
      reload: ["systemctl", "enable", UNIT],
      unload: ["systemctl", "disable", UNIT],
      otherwise: "no systemd here: an isolation of this host does not survive a reboot",
    },
  );
}
