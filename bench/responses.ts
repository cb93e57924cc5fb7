import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

import type { ResponsesResult } from "./responses/result";
import { keepAside } from "./run/keepAside";
import { median } from "./run/measure";
import { writeResult } from "./run/runBench";
import { policyOf } from "../policy/model/parsePolicy";
import { hostOf } from "../policy/model/parseFleet";
import { renderHost } from "../policy/render/renderHost";

// Blocking an address, ours beside the stock way, in one run: `npm run bench -- responses [--stock FILE]`. Times in
// milliseconds of an add message until the script has ended, and packets a second through a veth pair. FILE is a stock
// executable, /var/ossec/active-response/bin/firewall-drop where Wazuh is; without it the stock side is its two iptables
// calls alone, its least cost. Without iptables on the machine it is left out, and said so.

const COUNTS = [0, 1000, 10_000];
const ADDS = 15;
// Both sides take turns, so that a busy moment of the machine is not one side's alone.
const ROUNDS = 5;
// A rate differs by some percent from one flood to the next, as much as what is measured.
const FLOODS = 15;
const HERE = join(__dirname, "responses");
/** What execd.pl asks to block, beside those that are blocked before. */
const ADDED = "10\\.2[0-9][0-9]\\.[0-9.]*";
const TABLE = "inet wazuh_active_response";
const AGENT = hostOf({ name: "bench", role: "agent", address: "10.9.0.1" });
const MASTER = hostOf({ name: "wazuh", role: "master", address: "10.9.0.200" });

const STOCK = stockFile(process.argv.slice(2));

function stockFile([option, file]: readonly string[]): string | undefined {
  if (option === undefined) return undefined;
  if (option === "--stock" && file !== undefined && existsSync(file)) return file;
  console.error(
    `"${[option, file].join(" ").trim()}" is no option, or no file; write --stock /var/ossec/active-response/bin/firewall-drop`,
  );
  process.exit(64);
}

const sh = (line: string, input = ""): string =>
  execFileSync("sh", ["-c", line], {
    encoding: "utf8",
    input,
    stdio: ["pipe", "pipe", "inherit"],
    maxBuffer: 2 ** 28,
  });
const numbers = (text: string): number[] => text.trim().split("\n").map(Number);
const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `172.${16 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`);

const disk = process.env.WAZUH_LAB_DISK ?? "";
if (disk === "") throw new Error("run this by npm run bench -- responses");
// Copied before /var is covered, where it may be.
const STOCK_COPY = STOCK && keepAside(STOCK, "../../lib", disk);

function setUp(): void {
  sh(`mkdir ${disk}/upper ${disk}/work ${disk}/etc-upper ${disk}/etc-work
    mount -t overlay -o lowerdir=/var,upperdir=${disk}/upper,workdir=${disk}/work overlay /var
    mount -t overlay -o lowerdir=/etc,upperdir=${disk}/etc-upper,workdir=${disk}/etc-work overlay /etc
    mkdir -p /var/ossec/active-response/bin /var/ossec/logs /var/ossec/etc
    ip link add out type veth peer name far; ip address add 10.9.0.1/24 dev out; ip link set out up
    unshare -n sleep infinity >/dev/null 2>&1 </dev/null & echo $! >/var/peer; sleep 0.3
    ip link set far netns $(cat /var/peer)
    nsenter -t $(cat /var/peer) -n sh -c 'ip address add 10.9.0.2/24 dev far; ip link set far up'
    ip route add default via 10.9.0.2`);
  const { files } = renderHost(
    policyOf({
      whitelist: [{ address: "100.64.0.0/10", name: "tailnet" }],
      responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
      rules: [],
    }),
    { master: MASTER, workers: [], agents: [AGENT] },
    AGENT,
  );
  for (const { path, content, mode } of files)
    writeFileSync(path, content, { mode: parseInt(mode, 8) });
  if (STOCK_COPY !== undefined)
    sh(`install -m 0750 ${STOCK_COPY} /var/ossec/active-response/bin/firewall-drop
      mkdir -p /var/ossec/lib; cp -R ${disk}/lib/. /var/ossec/lib/`);
}

const ours = {
  clear: () =>
    sh(
      `nft "add table ${TABLE}; delete table ${TABLE}"; nft -f /var/ossec/active-response/guarded-block-ip.nft`,
    ),
  fill: (count: number) =>
    count > 0 &&
    sh(
      "nft -f -",
      `add element ${TABLE} blocked4 { ${addresses(count)
        .map((one) => `${one} timeout 1h`)
        .join(", ")} }\n`,
    ),
  blocked: () => Number(sh(`nft list set ${TABLE} blocked4 | grep -o '${ADDED} timeout' | wc -l`)),
  // No storm: in one, a part of the work is left out.
  add: (round: number) =>
    numbers(
      sh(
        `cd /var/ossec && rm -f active-response/guarded-block-ip.additions && perl ${HERE}/execd.pl ${ADDS} ${round} active-response/bin/guarded-block-ip`,
      ),
    ),
};
const stock = (iptables: string): typeof ours => ({
  clear: () => sh(`${iptables} -F INPUT; ${iptables} -F FORWARD`),
  fill: (count) =>
    count > 0 &&
    sh(
      `${iptables}-restore`,
      `*filter\n${addresses(count)
        .map((one) => `-A INPUT -s ${one} -j DROP\n-A FORWARD -s ${one} -j DROP\n`)
        .join("")}COMMIT\n`,
    ),
  // Both chains hold a rule each, and one without the other is no block.
  blocked: () => Number(sh(`${iptables} -S | grep -c -- '-s ${ADDED}/32 -j DROP'`)) / 2,
  add: (round) =>
    numbers(
      STOCK === undefined
        ? sh(`IPTABLES=${iptables} perl ${HERE}/execd.pl ${ADDS} ${20 + round}`)
        : sh(
            `cd /var/ossec && perl ${HERE}/execd.pl ${ADDS} ${20 + round} active-response/bin/firewall-drop`,
          ),
    ),
});

function flood(): number {
  return Number(sh(`nsenter -t $(cat /var/peer) -n perl ${HERE}/flood.pl 10.9.0.1 0.7`));
}

// The stock executable calls what is named iptables.
function found(): string | undefined {
  return (STOCK === undefined ? ["iptables-legacy", "iptables"] : ["iptables"]).find(
    (name) => sh(`command -v ${name} || :`) !== "",
  );
}

setUp();
const iptables = found();
const ways = { ours, ...(iptables !== undefined && { stock: stock(iptables) }) };
if (iptables === undefined)
  console.log("iptables is not installed: the stock way is left out (apt-get install iptables).");

const add: Record<string, Record<string, number>> = {};
for (const count of COUNTS) {
  const took: Record<string, number[]> = { ours: [], stock: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, way] of Object.entries(ways)) {
      // One after the other: nft lists what is there of both, and 20,000 rules of iptables would be in ours' time.
      way.clear();
      way.fill(count);
      took[name]?.push(...way.add(round));
      // A refusal is quick, and so is a script that does not start: neither is the time of a block.
      const got = way.blocked();
      way.clear();
      if (got !== ADDS)
        throw new Error(`${name}, ${count} blocked before: ${got} of ${ADDS} more are blocked`);
    }
  const row = Object.fromEntries(Object.keys(ways).map((name) => [name, median(took[name] ?? [])]));
  add[count] = row;
}

// Nothing listens on the port: the answers that say so are limited, and would be the same on every side.
const rates: Record<string, number[]> = { none: [], ours: [], stock: [] };
sh(`nft "add table ${TABLE}; delete table ${TABLE}"`);
for (let round = 0; round < FLOODS; round++) {
  rates["none"]?.push(flood());
  for (const [name, way] of Object.entries(ways)) {
    way.clear();
    way.fill(10_000);
    rates[name]?.push(flood());
    if (name === "ours") sh(`nft delete table ${TABLE}`);
    else way.clear();
  }
}
const none = median(rates["none"] ?? []);
const packets = Object.fromEntries(
  Object.entries(rates)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => [
      name,
      { perSecond: median(list), ofNone: Number((median(list) / none).toFixed(3)) },
    ]),
);
for (const [count, row] of Object.entries(add)) {
  const { ours: mine = NaN, stock: theirs } = row;
  const beside =
    theirs === undefined
      ? ""
      : `, stock ${STOCK === undefined ? "at least " : ""}${theirs.toFixed(2)} ms, ratio ${(mine / theirs).toFixed(2)}`;
  console.log(`add with ${count} blocked: ours ${mine.toFixed(2)} ms${beside}`);
}
for (const [name, { perSecond, ofNone }] of Object.entries(packets)) {
  console.log(
    `packets with ${name === "none" ? "no block" : `10,000 blocked (${name})`}: ${perSecond} a second, ${ofNone} of none`,
  );
}
const result: ResponsesResult = {
  cpus: cpus().length,
  iptables: iptables ?? null,
  stockExecutable: STOCK !== undefined,
  addMilliseconds: add,
  packets,
};
writeResult("responses", result);
