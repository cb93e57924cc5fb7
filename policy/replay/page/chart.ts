import { printTime } from "../alerts/timestamp";
import type { Timeline } from "../report/report";

/** Rules with a colour of their own; the others share the last. */
const COLOURS = 5;
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [960, 260, 44, 24, 8];
const HOUR = 3_600_000;

/** Bars of a stacked chart, placed; numbers and texts only. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly step: string;
  readonly bars: readonly object[];
  readonly lines: readonly object[];
  readonly days: readonly object[];
  readonly legend: readonly {
    readonly colour: number;
    readonly rule: number;
    readonly count: number;
  }[];
  readonly table: readonly { readonly day: string; readonly counts: readonly number[] }[];
}

/** Places the actions of a timeline, a bar a step, one colour a rule. */
export function chartOf({ step, from, rules }: Timeline): Chart {
  const count = rules[0]?.counts.length ?? 0;
  const totals = Array.from({ length: count }, (_, i) =>
    sum(rules.map(({ counts }) => counts[i] ?? 0)),
  );
  const most = roundUp(Math.max(1, ...totals));
  const slot = (WIDTH - LEFT) / Math.max(1, count);
  const scale = (HEIGHT - BOTTOM - TOP) / most;
  const timeAt = (i: number): number => from + i * step * HOUR;
  const bars = Array.from({ length: count }, (_, i) => {
    let below = 0;
    return rules.flatMap(({ rule, counts }, r) => {
      const value = counts[i] ?? 0;
      if (value === 0) return [];
      below += value;
      return {
        colour: Math.min(r, COLOURS),
        x: round(LEFT + i * slot),
        y: round(HEIGHT - BOTTOM - below * scale),
        width: round(Math.max(1, slot - 1)),
        height: round(value * scale),
        title: `${printTime(timeAt(i)).slice(0, 16)}: ${value} by rule ${rule}`,
      };
    });
  }).flat();
  const all = sum(totals);
  const busiest = totals.indexOf(Math.max(...totals, 0));
  return {
    width: WIDTH,
    height: HEIGHT,
    bars,
    lines: [0, most / 2, most].map((value) => {
      const y = round(HEIGHT - BOTTOM - value * scale);
      return { x1: LEFT, x2: WIDTH, y, tx: LEFT - 6, ty: y + 4, label: round(value) };
    }),
    days: [0, 0.25, 0.5, 0.75, 1].map((part) => {
      const i = Math.min(count - 1, Math.floor(part * count));
      const x = Math.min(WIDTH - 40, Math.max(LEFT + 30, LEFT + (i + 0.5) * slot));
      return { x: round(x), y: HEIGHT - 8, label: printTime(timeAt(Math.max(0, i))).slice(5, 16) };
    }),
    legend: rules.map(({ rule, counts }, r) => ({
      colour: Math.min(r, COLOURS),
      rule,
      count: sum(counts),
    })),
    text: `${all} actions; most in the step that begins ${printTime(timeAt(Math.max(0, busiest))).slice(0, 16)}: ${totals[busiest] ?? 0}.`,
    step: step === 1 ? "One bar for an hour." : `One bar for ${step} hours.`,
    table: tableOf({ step, from, rules, hosts: [] }),
  };
}

/** The line of a host, in a box of 120 by 20. */
export function sparkOf(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  const slot = 120 / Math.max(1, counts.length - 1);
  return counts
    .map((value, i) => `${round(i * slot)},${round(19 - (value / most) * 18)}`)
    .join(" ");
}

function tableOf({ step, from, rules }: Timeline): Chart["table"] {
  const days = new Map<string, number[]>();
  rules.forEach(({ counts }, r) => {
    counts.forEach((value, i) => {
      const day = printTime(from + i * step * HOUR).slice(0, 10);
      const row = days.get(day) ?? new Array<number>(rules.length).fill(0);
      row[r] = (row[r] ?? 0) + value;
      days.set(day, row);
    });
  });
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => ({ day, counts }));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** 1, 2 or 5 with zeros behind it. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((one) => one * power >= value) ?? 10) * power;
}
