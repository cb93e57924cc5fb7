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
  /** At most this, or at least; one of them is there where something was measured. */
  readonly most?: number | undefined;
  readonly least?: number;
}

/** The table of all targets, in Markdown: what, to reach, measured, reached; and which of them nobody could reach here. */
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
    ...rows.map(({ what, toReach, measured, unit, most, least }) => {
      if (measured === undefined || (most ?? least) === undefined)
        return `| ${what} | ${toReach} | not yet | |`;
      const reached = measured <= (most ?? Infinity) && measured >= (least ?? -Infinity);
      return `| ${what} | ${toReach} | ${digits(measured)}${unit} | ${reached ? "yes" : "no"} |`;
    }),
    ...outOfReach(results),
  ].join("\n");
}

/** Sentences about those targets that are below what ssh, or ssh and the start of any program, take by themselves. */
function outOfReach({ rollout }: Results): readonly string[] {
  const of = (way: string): Readonly<Record<Situation, number>> | undefined =>
    rollout?.rows.find((row) => row.hosts === 20 && row.way === way)?.seconds;
  const [ssh, ours] = [of("ssh")?.all, of("program")?.nothing];
  if (ssh === undefined || ours === undefined) return [];
  const least = ssh + ours;
  const asked = {
    Ansible: (of("ansible")?.all ?? Infinity) / 10,
    pyinfra: (of("pyinfra")?.all ?? Infinity) / 4.5,
  };
  return Object.entries(asked).flatMap(([tool, wanted]) =>
    wanted >= least
      ? []
      : [
          "",
          `The target beside ${tool} cannot be reached on this machine: it means ${digits(wanted)} s, where ` +
            (wanted < ssh
              ? `\`xargs ssh\` alone, the limit, takes ${digits(ssh)} s.`
              : `\`xargs ssh\` (${digits(ssh)} s) and this program's start with nothing to do (${digits(ours)} s) take ${digits(least)} s together.`),
        ],
  );
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
  const all = (way: string): number | undefined =>
    rollout?.rows.find((row) => row.hosts === 20 && row.way === way)?.seconds.all;
  const [ssh, ours, once] = [all("ssh"), all("program"), all("once")];
  const nothing = rollout?.rows.find((row) => row.hosts === 20 && row.way === "program")?.seconds
    .nothing;
  const limit = ssh === undefined || nothing === undefined ? undefined : 1.2 * ssh + nothing;
  const atMost = limit === undefined ? "" : `, ${digits(limit)} s`;
  const times = (other: string): number | undefined => ratio(all(other), ours);
  return [
    {
      what: "20 hosts, all changed",
      toReach: `at most 1.2 x ssh + start-up${atMost}`,
      ...{ measured: ours, unit: " s", most: limit },
    },
    {
      what: "the same, state written once",
      toReach: `at most 1.2 x ssh + start-up${atMost}`,
      ...{ measured: once, unit: " s", most: limit },
    },
    {
      what: "20 hosts, all changed, beside Ansible",
      toReach: "10 times as fast",
      ...{ measured: times("ansible"), unit: " times", least: 10 },
    },
    {
      what: "20 hosts, all changed, beside pyinfra",
      toReach: "4.5 times as fast",
      ...{ measured: times("pyinfra"), unit: " times", least: 4.5 },
    },
    {
      what: "preview of four agents and a manager",
      toReach: "at most 3.5 s",
      ...{ measured: startup?.previews["asItComes"], unit: " s", most: 3.5 },
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
  const beside = (blocked: number): number | undefined => {
    const row = responses?.addMilliseconds[blocked];
    return ratio(row?.["ours"], row?.["stock"]);
  };
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
    ...[0, 1_000, 10_000].map((blocked) => ({
      what: `one address more with ${blocked.toLocaleString("en")} blocked, beside the stock way`,
      toReach: "at most its time",
      ...{ measured: beside(blocked), unit: " x", most: 1 },
    })),
    {
      what: "packets with 10,000 blocked",
      toReach: "at least 0.95 of those with none",
      ...{ measured: responses?.packets["ours"]?.ofNone, unit: " x", least: 0.95 },
    },
    {
      what: "processor time of an unchanged host's apply",
      toReach: "below 100 ms",
      ...{ measured: apply?.unchanged.cpu, unit: " ms", most: 100 },
    },
  ];
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}
