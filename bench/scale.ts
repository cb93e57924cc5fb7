import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { PROJECT } from "../program/readStack";
import { deployment } from "../lab/deploy";
import { newKeyPair } from "../lab/keys";
import { mustRun } from "../lab/process";
import { circumstances, rounded } from "./run/measure";
import { Options } from "./run/options";
import { runPulumi } from "./pulumi/runPulumi";
import { usedProvider } from "./run/provider";
import { runBench, writeResult } from "./run/runBench";
import { fleetOf, NETWORK, type Door } from "./scale/fleet";
import { watchProcesses } from "./scale/processes";
import { printScale, type Checkpoints, type ScaleResult, type ScaleRow } from "./scale/result";
import type { Counted } from "./scale/server";

// A rollout to more hosts than fit: `npm run bench -- scale [--hosts 10,50,100,500,1000] [--checkpoints every,last,lean]
// [--limit 300]` (seconds an up may take). The program, the engine and the way to the hosts are the real ones; behind it
// all hosts are one counting SSH server (bench/scale/server.ts). The state lies in memory.
// Prints a table; writes bench/results/scale.json where all ways have run. A way that goes over the limit
// goes no further.

const ENVIRONMENT: Readonly<Record<Checkpoints, Readonly<Record<string, string>>>> = {
  every: {},
  last: { PULUMI_SKIP_CHECKPOINTS: "true" },
  lean: {
    PULUMI_SKIP_CHECKPOINTS: "true",
    GOGC: "25",
    NODE_OPTIONS: "--max-old-space-size=800",
  },
};

/** The counting server as a process of its own, so that its work is not the program's. */
async function startServer(): Promise<{
  door: Door;
  ask: () => Promise<Counted>;
  end: () => void;
}> {
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "scale/server.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout);
  const next = async <T>(): Promise<T> => {
    const [line] = (await once(lines, "line")) as [string];
    return JSON.parse(line) as T;
  };
  const door = await next<Door>();
  return {
    door,
    ask: () => {
      child.stdin.write("\n");
      return next<Counted>();
    },
    end: () => {
      child.stdin.end();
    },
  };
}

async function measured(
  agents: number,
  checkpoints: Checkpoints,
  limit: number,
): Promise<ScaleRow> {
  const { load } = circumstances();
  const row = { agents, checkpoints, load };
  const folder = join(process.env["WAZUH_LAB_DISK"] ?? "", `${agents}-${checkpoints}`);
  await mkdir(folder);
  const server = await startServer();
  try {
    const stack = fleetOf(agents, server.door, newKeyPair().privateKey);
    // More than some 700 agents are too many for the one variable that Pulumi hands the configuration over in.
    const agentsFile = join(folder, "agents.json");
    await writeFile(agentsFile, JSON.stringify(stack.agents));
    // Makes the stack and its configuration; runs nothing.
    await deployment(folder, { ...stack, agents: [], agentsFile }, { say: () => undefined });
    const operation = { folder, environment: ENVIRONMENT[checkpoints], parallel: 40, limit };
    const upTook = watchProcesses();
    const up = await runPulumi({ ...operation, what: "up" });
    const { cpu, memory } = upTook();
    if ("over" in up) return { ...row, cpu, memory };
    const { bytes, most, connections } = await server.ask();
    if (connections !== agents + 1)
      throw new Error(`${connections} connections for ${agents} agents and a manager`);
    const preview = await runPulumi({ ...operation, what: "preview" });
    const file = join(folder, "state", ".pulumi", "stacks", PROJECT, "lab.json");
    return {
      ...row,
      up: rounded(up.seconds),
      ...("seconds" in preview && { preview: rounded(preview.seconds) }),
      state: (await stat(file)).size,
      sent: Math.round(bytes / connections),
      most,
      cpu,
      memory,
    };
  } finally {
    server.end();
  }
}

async function main(): Promise<void> {
  const options = new Options(process.argv.slice(2), ["hosts", "checkpoints", "limit"]);
  const limit = options.number("limit", 300);
  const ways = options.names("checkpoints", ["every", "last", "lean"] as const);
  const numbers = options.numbers("hosts", [10, 50, 100, 500, 1000]);
  await mustRun("ip", ["route", "add", "local", NETWORK, "dev", "lo"]);
  const used = await usedProvider();
  const rows: ScaleRow[] = [];
  for (const checkpoints of ways)
    for (const agents of [0, ...numbers]) {
      const row = await measured(agents, checkpoints, limit);
      rows.push(row);
      console.log(`${printScale({ ...circumstances(), ...used, limit, rows })}\n`);
      // A larger fleet would go over the limit all the more.
      if (row.up === undefined) break;
    }
  const result: ScaleResult = { ...circumstances(), ...used, limit, rows };
  if (ways.length === 3) writeResult("scale", result);
}

runBench(main);
