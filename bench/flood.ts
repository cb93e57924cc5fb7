import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { cpuOfChildren, endExecd, QUEUE, sh, startExecd, upHost } from "./flood/host";
import { printFlood, type FloodResult, type FloodRow, type Trouble } from "./flood/result";
import { circumstances, rounded } from "./run/measure";
import { Options } from "./run/options";
import { runBench, writeResult } from "./run/runBench";

// Attackers one after the other, each with an order of its own to wazuh-execd, which runs one script after the other: `npm run
// bench -- flood [--attackers 1000] [--seconds 60] [--troubles none,slow,full] [--execd FILE] [--stock FILE]`. Beside the stock way,
// where FILE is its executable and iptables is there. Troubles: nft and iptables late by a fifth of a second each time; the
// table of connections full.

const HERE = join(__dirname, "flood");
const TABLE = "inet wazuh_active_response";
const SLOW = 200;
/** Seconds that the last may take behind the end of the orders. */
const LIMIT = 600;
const ADDRESS = "198\\.1[0-9]\\.[0-9.]*";

const WAYS = {
  ours: {
    executable: "guarded-block-ip",
    tool: "nft",
    clear: `nft "add table ${TABLE}; delete table ${TABLE}"; nft -f /var/ossec/active-response/guarded-block-ip.nft`,
    count: `nft list set ${TABLE} blocked4 | grep -o '${ADDRESS} timeout' | wc -l`,
  },
  stock: {
    executable: "firewall-drop",
    tool: "iptables",
    clear: "iptables -F INPUT; iptables -F FORWARD",
    // The second of its two calls: without it there is no block yet.
    count: `iptables -S FORWARD | grep -c '${ADDRESS}' || :`,
  },
} as const;

/** Each call of the tool is late; by a program in its place, which calls it. */
function makeSlow(disk: string, tool: string): () => void {
  const path = sh(`readlink -f "$(command -v ${tool})"`).trim();
  sh(`mkdir -p ${disk}/real; cp ${path} ${disk}/real/${tool}
    printf '#!/bin/sh\\nsleep %s\\nexec %s "$@"\\n' ${SLOW / 1000} ${disk}/real/${tool} >${disk}/slow-${tool}
    chmod 0755 ${disk}/slow-${tool}; mount --bind ${disk}/slow-${tool} ${path}`);
  // What wazuh-execd had started may still be at it.
  return () =>
    sh(`tries=0; until umount ${path} 2>/dev/null; do
      [ $((tries += 1)) -lt 200 ] || { umount ${path}; exit 1; }; sleep 0.05; done`);
}

/** Every connection that this namespace may have. */
function fillConnections(most: number): void {
  sh(`nft 'add table inet flood; add chain inet flood out { type filter hook output priority 0; }; add rule inet flood out ct state new accept'
    ip neigh replace 10.9.0.77 lladdr 02:00:00:00:00:77 dev out nud permanent
    perl ${HERE}/fill.pl ${most + 1000} 10.9.0.77`);
}

async function main(): Promise<void> {
  const names = ["attackers", "seconds", "troubles", "execd", "stock"];
  const options = new Options(process.argv.slice(2), names);
  const [attackers, seconds] = [options.number("attackers", 1000), options.number("seconds", 60)];
  const troubles = options.names("troubles", ["none", "slow", "full"] as const);
  const [execd, stock] = [options.file("execd"), options.file("stock")];
  const disk = process.env["WAZUH_LAB_DISK"] ?? "";
  const start = await upHost(disk, { execd, stock });
  const iptables = sh("command -v iptables || :") !== "";
  const ways = (["ours", "stock"] as const).filter(
    (way) => way === "ours" || (stock !== undefined && iptables),
  );
  if (ways.length === 1)
    console.log(
      "The stock way is left out: it needs iptables (apt-get install iptables) and --stock /var/ossec/active-response/bin/firewall-drop.",
    );
  const most = Number(sh("cat /proc/sys/net/netfilter/nf_conntrack_max"));
  const rows: FloodRow[] = [];
  for (const trouble of troubles)
    for (const way of ways) {
      if (trouble === "full") fillConnections(most);
      rows.push(await flooded(disk, start, { way, trouble, attackers, seconds }));
      if (trouble === "full") sh("nft delete table inet flood");
      console.log(`${trouble} ${way}: ${JSON.stringify(rows.at(-1))}`);
    }
  const result: FloodResult = {
    ...circumstances(),
    ...{
      attackers,
      seconds,
      slowBy: SLOW,
      connections: most,
      realExecd: execd !== undefined,
      rows,
    },
  };
  console.log(`\n${printFlood(result)}`);
  if (troubles.length === 3 && ways.length === 2) writeResult("flood", result);
}

interface Flood {
  readonly way: keyof typeof WAYS;
  readonly trouble: Trouble;
  readonly attackers: number;
  readonly seconds: number;
}

async function flooded(disk: string, start: string, flood: Flood): Promise<FloodRow> {
  const { way, trouble, attackers, seconds } = flood;
  const { executable, tool, clear, count } = WAYS[way];
  const { load } = circumstances();
  sh(`${clear}; rm -f /var/ossec/active-response/guarded-block-ip.additions`);
  const pid = startExecd(start, executable);
  const before = cpuOfChildren(pid);
  const fast = trouble === "slow" ? makeSlow(disk, tool) : undefined;
  const blocked = (): number =>
    Number(sh(count.replace(tool, fast ? `${disk}/real/${tool}` : tool)));
  const began = performance.now();
  sh(`perl ${HERE}/send.pl ${attackers} ${seconds} ${QUEUE}`);
  const end = performance.now() + LIMIT * 1000;
  let [seen, since] = [blocked(), performance.now()];
  // Given up where nothing more came for as long as the slowest of all could take.
  while (seen < attackers && performance.now() < end && performance.now() - since < 15_000) {
    await wait(100);
    const now = blocked();
    if (now > seen) since = performance.now();
    seen = now;
  }
  const last = (performance.now() - began) / 1000;
  const cpu = (cpuOfChildren(pid) - before) / attackers;
  endExecd(pid);
  fast?.();
  sh(clear);
  return {
    way,
    trouble,
    load,
    ...(seen >= attackers && { last: rounded(last) }),
    blocked: seen,
    cpu: rounded(cpu),
  };
}

runBench(main);
