import type { Circumstances } from "../run/measure";

/** What the host has to cope with beside the flood. */
export type Trouble = "none" | "slow" | "full";

/** One way under one trouble. */
export interface FloodRow {
  readonly way: "ours" | "stock";
  readonly trouble: Trouble;
  readonly load: number;
  /** Seconds from the first order until the last attacker was blocked; undefined where not all of them ever were. */
  readonly last?: number;
  /** Attackers that were blocked in the end. */
  readonly blocked: number;
  /** Processor time of all that wazuh-execd started and waited for, in milliseconds a block. */
  readonly cpu: number;
}

/** What is in bench/results/flood.json. */
export interface FloodResult extends Circumstances {
  readonly attackers: number;
  /** Seconds over which they come. */
  readonly seconds: number;
  /** Milliseconds by which each call of nft or iptables is late, where it is slow. */
  readonly slowBy: number;
  /** Entries of the table of connections, where it is full. */
  readonly connections: number;
  /** Whether it was the real wazuh-execd; else the lab's stand-in. */
  readonly realExecd: boolean;
  readonly rows: readonly FloodRow[];
}

/** A table for people. */
export function printFlood(result: FloodResult): string {
  const { attackers, seconds, slowBy, connections, realExecd, processors, load, rows } = result;
  const troubles: Readonly<Record<Trouble, string>> = {
    none: "none",
    slow: `nft, iptables late by ${slowBy} ms`,
    full: `${connections} connections: full`,
  };
  return [
    `${attackers} attackers in ${seconds} s, one order each, through one ${realExecd ? "real" : "stand-in of"} wazuh-execd; ${processors} processors, load ${load}.`,
    ["trouble", "way", "last blocked after", "blocked", "CPU a block"].map(cell).join("").trimEnd(),
    ...rows.map(({ trouble, way, last, blocked, cpu }) =>
      [
        troubles[trouble],
        way,
        last === undefined ? "never" : `${last} s`,
        String(blocked),
        `${cpu} ms`,
      ]
        .map(cell)
        .join("")
        .trimEnd(),
    ),
  ].join("\n");
}

function cell(text: string, column: number): string {
  return text.padEnd(column === 0 ? 34 : 20);
}
