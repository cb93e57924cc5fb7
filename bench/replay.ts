import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGzip } from "node:zlib";

import { alertLines } from "../lab/alerts/alertLines";
import { printReplay, type ReplayResult, type ReplayWay } from "./replay/result";
import { run, type Run } from "./replay/run";
import { circumstances, median, rounded } from "./run/measure";
import { Options } from "./run/options";
import { runBench, writeResult } from "./run/runBench";

// Plays alerts of a made-up fleet beside zcat with grep, and with one filter of jq, the ways in turn: `npm run bench -- replay
// [--alerts 1000000] [--rounds 3]`. Writes bench/results/replay.json where no option is given.

const given = process.argv.slice(2);
const options = new Options(given, ["alerts", "rounds"]);
const alerts = options.number("alerts", 1_000_000);
const rounds = options.number("rounds", 3);

const ACTIVE_RESPONSE = join(__dirname, "../bin/active-response.js");
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";
const STACK = `config:
  wazuh-active-response:ssh: { user: root, agentSocketPath: /none }
  wazuh-active-response:manager: { name: lab-manager, host: 10.1.0.1, hostKey: "${KEY}" }
  wazuh-active-response:agents:
${Array.from({ length: 20 }, (_, i) => `    - { name: web-${i + 1}, host: 10.2.0.${i + 1}, hostKey: "${KEY}" }\n`).join("")}  wazuh-active-response:whitelist: { common: [{ address: 10.0.0.0/24, name: office }] }
  wazuh-active-response:responses:
    - { kind: block-ip, rules: [5763, 5712, 5720, 5551], timeout: 1h }
`;

runBench(async () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-replay-"));
  try {
    writeFileSync(join(folder, "Pulumi.bench.yaml"), STACK);
    const file = join(folder, "alerts.json.gz");
    const plain = await write(file);
    const { load } = circumstances();
    const lines: Readonly<Record<ReplayWay["way"], string>> = {
      "zcat and grep": `zcat ${file} | grep -c '"rule"'`,
      // With harm in the file it ends with 1.
      replay: `node ${ACTIVE_RESPONSE} replay ${file} --dir ${folder} --json || [ $? = 1 ]`,
      "zcat and jq": `zcat ${file} | jq -c 'select(.rule.id == "5763") | .data.srcip'`,
    };
    const runs = new Map<ReplayWay["way"], Run[]>();
    for (let round = 0; round < rounds; round++)
      for (const [way, line] of Object.entries(lines) as [ReplayWay["way"], string][])
        runs.set(way, [...(runs.get(way) ?? []), await run(line)]);
    const result: ReplayResult = {
      ...circumstances(),
      load,
      alerts,
      plain: Math.round(plain / 2 ** 20),
      packed: Math.round(statSync(file).size / 2 ** 20),
      rounds,
      ways: [...runs].map(([way, all]) => ({
        way,
        seconds: rounded(median(all.map(({ seconds }) => seconds))),
        processorSeconds: rounded(median(all.map(({ processorSeconds }) => processorSeconds))),
        megabytes: Math.max(...all.map(({ megabytes }) => megabytes)),
      })),
    };
    console.log(printReplay(result));
    if (given.length === 0) writeResult("replay", result);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Writes the alerts. @returns their bytes, unpacked */
async function write(file: string): Promise<number> {
  const gzip = createGzip();
  const to = gzip.pipe(createWriteStream(file));
  let bytes = 0;
  let part = "";
  for (const line of alertLines({ count: alerts })) {
    part += `${line}\n`;
    if (part.length < 1 << 20) continue;
    bytes += part.length;
    if (!gzip.write(part)) await once(gzip, "drain");
    part = "";
  }
  gzip.end(part);
  await once(to, "close");
  return bytes + part.length;
}
