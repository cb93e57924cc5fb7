import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { message, play } from "../responses/execd";
import { upHost, type TestHost } from "../responses/host";
import { agentFiles } from "../responses/policy";

/** Tools whose Debian packages lab/beside/fetchTools.sh brings. */
export type Tool =
  "ufw" | "iptables" | "fail2ban" | "firewalld" | "crowdsec" | "ansible" | "puppet";

const CACHE = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "wazuh-active-response/beside",
);

/** Whether a tool can be tried here. */
export interface Tried {
  readonly there: boolean;
  /** What its tests are called: where it is not there, why they are skipped, too. */
  readonly name: string;
  /** Its files, as they would lie on a host. */
  readonly tree: string;
}

/** Looks for a tool's files. @param of what stands beside our rules. @default the tool */
export function toolOf(tool: Tool, of: string = tool): Tried {
  const tree = join(CACHE, tool);
  if (existsSync(`${tree}.has`)) return { there: true, name: `beside ${of}`, tree };
  const why = existsSync(`${tree}.why`)
    ? readFileSync(`${tree}.why`, "utf8").trim()
    : `its package is not here: run bash lab/beside/fetchTools.sh ${tool}`;
  return { there: false, name: `beside ${of} (SKIPPED: ${why})`, tree };
}

/** Lays a tool's files over those of a host or rig, whose mount namespace is its own. */
export function layOver(tree: string, scratch: string): string {
  return `mkdir -p ${scratch} && mount -t tmpfs -o mode=0755 none ${scratch} && mkdir ${scratch}/upper ${scratch}/work
    mount -t overlay -o "lowerdir=${tree}/usr:/usr,upperdir=${scratch}/upper,workdir=${scratch}/work" overlay /usr
    for folder in etc var; do [ ! -d "${tree}/$folder" ] || cp -a "${tree}/$folder/." "/$folder/"; done`;
}

/** What a blocked address meets, and what our own check says. */
export interface Held {
  /** "as before", the blocking, but for the time that is left; else what they are. */
  readonly tables: string;
  /** Whether the blocked address is answered on port 80. */
  readonly answered: boolean;
  readonly drift: readonly string[];
}

/** Our block holds. */
export const HOLDS: Held = { tables: "as before", answered: false, drift: [] };

/** A host with 10.9.0.60 blocked by our script, port 80 open, and a tool's files; nobody watches our tables in the background. */
export interface BesideHost extends TestHost {
  readonly held: () => Held;
  /** Whether an address of the peer is answered on a port, 80 by default. */
  readonly answered: (from: string, port?: number) => boolean;
  /** Base chains at a hook, those with the lowest priority first: `family table chain priority`. */
  readonly chains: (hook: string) => string[];
}

/** Whom our script has blocked. */
export const BLOCKED = "10.9.0.60";

const LISTEN = `perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or exit 1; 1 while $s->accept' </dev/null >/dev/null 2>&1 &`;
const REACHES = (from: string, port: number): string =>
  `perl -MIO::Socket::INET -e "print IO::Socket::INET->new(LocalAddr => q(${from}), PeerAddr => q(10.9.0.1), PeerPort => ${port}, Timeout => 0.5) ? 1 : 0"`;

/** Brings such a host up. */
export async function upBeside(tree?: string): Promise<BesideHost> {
  const host = await upHost(agentFiles());
  // Debian's tools for scripts in /usr/sbin are not on the path of whoever runs the tests.
  const sh = (line: string): string =>
    host.sh(`export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; ${line}`);
  if (tree !== undefined) sh(layOver(tree, "/var/lay"));
  sh(`: >etc/ossec.conf; nft -f active-response/guarded-block-ip.nft; ${LISTEN}`);
  const answered = (from: string, port = 80): boolean => host.peer(REACHES(from, port)) === "1";
  await play(host, ["sh"], "guarded-block-ip", message("add", { srcip: BLOCKED }), "continue");
  const tables = (): string =>
    sh("nft list table inet wazuh_active_response 2>&1 || :").replaceAll(
      /(timeout|expires) [0-9hms]+ ?/g,
      "",
    );
  const before = tables();
  return {
    ...host,
    sh,
    answered,
    held: () => {
      const now = tables();
      return {
        tables: now === before ? "as before" : now,
        answered: answered(BLOCKED),
        drift: host
          .run(["sh", "/var/ossec/active-response/guarded-tables", "check"], "")
          .stdout.split("\n")
          .slice(0, -1),
      };
    },
    chains: (hook) => chainsAt(sh("nft -j list chains"), hook),
  };
}

interface Chain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly hook?: string;
  readonly prio?: number;
}

function chainsAt(json: string, hook: string): string[] {
  const { nftables } = JSON.parse(json) as { nftables: readonly { readonly chain?: Chain }[] };
  return nftables
    .flatMap(({ chain }) => (chain?.hook === hook ? [chain] : []))
    .sort((a, b) => (a.prio ?? 0) - (b.prio ?? 0))
    .map(({ family, table, name, prio }) => `${family} ${table} ${name} ${prio}`);
}
