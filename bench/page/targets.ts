import type { Situation } from "../rollout/result";
import { beside } from "../replay/result";
import { perHost, type Checkpoints, type ScaleRow } from "../scale/result";
import type { Results } from "./results";

/** One thing that is to be reached. */
interface Target {
  readonly what: string;
  readonly toReach: string;
  /** Undefined where it was not measured. */
  readonly measured: number | undefined;
  readonly unit: string;
  /** At most this; it is there where something was measured. */
  readonly most: number | undefined;
}

/** The table of all targets, in Markdown: what, to reach, measured, reached. */
export function printTargets(results: Results): string {
  const rows = [
    ...rolloutTargets(results),
    ...scaleTargets(results),
    ...hostTargets(results),
    ...replayTargets(results),
  ];
  return [
    "| what | to reach | measured | reached |",
    "|---|---|---|---|",
    ...rows.map(({ what, toReach, measured, unit, most }) => {
      if (measured === undefined || most === undefined)
        return `| ${what} | ${toReach} | not yet | |`;
      return `| ${what} | ${toReach} | ${digits(measured)}${unit} | ${measured <= most ? "yes" : "no"} |`;
    }),
  ].join("\n");
}

function replayTargets({ replay }: Results): readonly Target[] {
  const megabytes = replay?.ways.find(({ way }) => way === "replay")?.megabytes;
  return [
    {
      what: "replay: time beside `zcat` with `grep -c` on the same alerts",
      toReach: "at most 1.5 times",
      measured: replay && beside(replay),
      unit: " times",
      most: 1.5,
    },
    {
      what: "replay: memory",
      toReach: "less than 300 MB",
      measured: megabytes,
      unit: " MB",
      most: 300,
    },
  ];
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function rolloutTargets({ rollout, startup }: Results): readonly Target[] {
  const took = (hosts: number, way: string, what: Situation): number | undefined =>
    rollout?.rows.find((row) => row.hosts === hosts && row.way === way)?.seconds[what];
  const [ssh, once] = ["ssh", "once"].map((way) => took(20, way, "all"));
  const nothing = took(20, "program", "nothing");
  const limit = ssh === undefined || nothing === undefined ? undefined : 1.2 * ssh + nothing;
  const atMost = limit === undefined ? "" : `, ${digits(limit)} s`;
  const of100 = (way: string): number | undefined => took(100, way, "all");
  const { previews, parts, verbs } = startup ?? {};
  const sdk = parts && parts.engine + parts.sdk;
  return [
    {
      what: "preview of four agents and a manager",
      toReach: "at most 1.9 x the engine, and node with the SDK",
      ...{ measured: ratio(previews?.["asItComes"], sdk), unit: " x", most: 1.9 },
    },
    {
      what: "the verbs' help",
      toReach: "at most 3 x `node -e 0`",
      ...{ measured: ratio(verbs?.help, parts?.node), unit: " x", most: 3 },
    },
    {
      what: "`active-response lint ossec.conf`",
      toReach: "at most 6 x `node -e 0`",
      ...{ measured: ratio(verbs?.lint, parts?.node), unit: " x", most: 6 },
    },
    {
      what: "20 hosts, nothing changed, beside pyinfra",
      toReach: "at most its time",
      ...{ measured: ratio(nothing, took(20, "pyinfra", "nothing")), unit: " x", most: 1 },
    },
    {
      what: "20 hosts, all changed, state written once",
      toReach: `at most 1.2 x ssh + start-up${atMost}`,
      ...{ measured: once, unit: " s", most: limit },
    },
    {
      what: "100 hosts, all changed, beside the state written once",
      toReach: "at most 1.8 x its time",
      ...{ measured: ratio(of100("program"), of100("once")), unit: " x", most: 1.8 },
    },
  ];
}

function scaleTargets({ scale }: Results): readonly Target[] {
  const rows = scale?.rows ?? [];
  const row = (agents: number, way: Checkpoints): ScaleRow | undefined =>
    rows.find((one) => one.agents === agents && one.checkpoints === way);
  const time = (agents: number): number | undefined => {
    const one = row(agents, "last");
    return one && perHost(rows, one);
  };
  const memory = (way: Checkpoints): number | undefined => {
    const took = row(1000, way)?.memory;
    return took && (took.engine + took.program) / 1000;
  };
  const large = row(500, "last");
  const bundles = ratio(large?.state, large?.sent);
  return [
    {
      what: "time a host at 500, state written once",
      toReach: "at most 1.3 x that at 50",
      ...{ measured: ratio(time(500), time(50)), unit: " x", most: 1.3 },
    },
    {
      what: "state a host at 500",
      toReach: "at most 3 x what a host is sent",
      ...{ measured: bundles === undefined ? undefined : bundles / 500, unit: " x", most: 3 },
    },
    {
      what: "memory of engine and program at 1,000",
      toReach: "below 2 GB",
      ...{ measured: memory("last"), unit: " GB", most: 2 },
    },
    {
      what: "the same, sparing of memory",
      toReach: "below 2 GB",
      ...{ measured: memory("lean"), unit: " GB", most: 2 },
    },
  ];
}

function hostTargets({ apply, lint, responses }: Results): readonly Target[] {
  const add = (blocked: number): number | undefined => {
    const row = responses?.addMilliseconds[blocked];
    return row?.["ours"];
  };
  const { client, host } = apply?.connection ?? {};
  const connection = client === undefined || host === undefined ? undefined : client + host;
  const { lint: linted, render } = lint?.milliseconds ?? {};
  const seconds =
    linted === undefined || render === undefined ? undefined : (linted + render) / 1000;
  return [
    {
      what: "lint and render of 1,000 agents and 60 responses",
      toReach: "below 1 s",
      ...{ measured: seconds },
      ...{ unit: " s", most: 1 },
    },
    {
      what: "one address more with 10,000 blocked, beside with none",
      toReach: "at most 1.1 x its time",
      ...{ measured: ratio(add(10_000), add(0)), unit: " x", most: 1.1 },
    },
    {
      what: "processor time of an unchanged host's apply, beside that of one SSH connection at both ends",
      toReach: "at most 1.2 x its time",
      ...{ measured: ratio(apply?.unchanged.cpu, connection), unit: " x", most: 1.2 },
    },
  ];
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}
