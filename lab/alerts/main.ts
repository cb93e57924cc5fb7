import { once } from "node:events";

import { alertLines } from "./alertLines";

// Writes alerts.json of a made-up fleet: npx tsx lab/alerts/main.ts COUNT [SEED] > alerts.json
const [count = "10000", seed = "1"] = process.argv.slice(2);

async function main(): Promise<void> {
  let part = "";
  for (const line of alertLines({ count: Number(count), seed: Number(seed) })) {
    part += `${line}\n`;
    if (part.length < 1 << 20) continue;
    if (!process.stdout.write(part)) await once(process.stdout, "drain");
    part = "";
  }
  process.stdout.write(part);
}

void main();
