import { EXECUTABLES } from "../../policy/model/hostPaths";
import {
  actionLine,
  blockLines,
  decisionLine,
  DECISION_RULE,
  type ResponseLine,
} from "./sampleAlerts";

/** A line, and what must come of it. */
export interface StormLine extends ResponseLine {
  /** Rule of its alert. */
  readonly rule: number;
  /** The event, by its title and the fields that tell it from others: lines with the same are told once. */
  readonly told?: string;
}

/** Addresses of production that the storm blocks, each on every agent: more alerts than one look of Graylog took by default. */
export const STORM_PRODUCTION = ["203.0.113.14", "203.0.113.15", "203.0.113.16"] as const;

const AGENTS = Array.from({ length: 40 }, (_, i) => `web-${i}`);
const COMMANDS = ["firewall-drop", "host-deny", "route-null"] as const;
const RULES = [5763, 5712, 5720, 100_110];
const PRODUCTION = "a production address was blocked";
const block = EXECUTABLES.blockIp;

/** Some 6,000 lines of a bad day, of every shape that our executables write. */
export function storm(): readonly StormLine[] {
  return [
    ...AGENTS.flatMap((agent, i) => blocksOf(agent, i)),
    ...AGENTS.flatMap((agent) => STORM_PRODUCTION.flatMap((address) => production(agent, address))),
    ...["web-1", "web-2", "web-3"].flatMap((agent) => isolation(agent, EXECUTABLES.isolate)),
    ...["web-1", "web-2"].flatMap((agent) => isolation(agent, EXECUTABLES.release)),
    ...times(5, ["web-4", "web-5", "web-6", "web-7"]).flatMap(kill),
    ...times(2, ["web-8", "web-9", "web-10"]).flatMap(lock),
    ...times(10, ["web-11", "web-12", "web-13", "web-14"]).flatMap((agent) => [
      refusal(agent, block, "failed"),
      refusal(agent, EXECUTABLES.killProcess, "failed"),
    ]),
    ...times(10, ["web-11", "web-15", "web-16"]).map((agent) => refusal(agent, block, "stopped")),
    ...times(3, ["web-17", "web-18"]).flatMap((agent) => [
      switched(agent, "off"),
      switched(agent, "on"),
    ]),
    ...times(25, ["web-19"]).flatMap((agent) =>
      ["white-listed", "refused", "forged", "kept"].map((word, i) =>
        decision(agent, block, word, `198.51.100.${100 + i}`),
      ),
    ),
  ];
}

const times = <T>(n: number, all: readonly T[]): T[] => Array.from({ length: n }, () => all).flat();

function decision(agent: string, name: string, word: string, subject: string): StormLine {
  return { ...decisionLine(agent, name, word, subject), rule: DECISION_RULE };
}

/** Forty-five addresses: each block with its decision, every second one with its end. */
function blocksOf(agent: string, i: number): StormLine[] {
  return Array.from({ length: 45 }, (_, j) => {
    const address = `198.18.${i}.${j + 1}`;
    return ofBlock(agent, address, i + j, j % 2 === 0);
  }).flat();
}

function ofBlock(agent: string, address: string, n: number, ends: boolean): StormLine[] {
  const command = COMMANDS[n % 3] ?? "firewall-drop";
  const [add, end] = blockLines(agent, address, RULES[n % 4] ?? 5763, command);
  const rule = 651 + 2 * (n % 3);
  return [
    { ...add, rule },
    decision(agent, block, "blocked", address),
    ...(ends ? [{ ...end, rule: rule + 1 }, decision(agent, block, "unblocked", address)] : []),
  ];
}

function production(agent: string, address: string): StormLine[] {
  const [add, done] = ofBlock(agent, address, 0, false);
  return add && done ? [{ ...add, told: `${PRODUCTION} ${address}` }, done] : [];
}

function isolation(agent: string, name: string): StormLine[] {
  const word = name === EXECUTABLES.isolate ? "isolated" : "released";
  const told = `a host was isolated or released ${agent} ${name}`;
  return [
    { ...actionLine(agent, name, 100_099), rule: 657, told },
    decision(agent, name, word, "this host"),
  ];
}

function kill(agent: string): StormLine[] {
  const name = EXECUTABLES.killProcess;
  return [
    { ...actionLine(agent, name, 100_050), rule: 657, told: `a process was killed ${agent}` },
    decision(agent, name, "killed", "xmrig"),
  ];
}

function lock(agent: string): StormLine[] {
  const name = EXECUTABLES.disableAccount;
  return [{ ...actionLine(agent, name, 5763), rule: 657 }, decision(agent, name, "locked", "eve")];
}

function refusal(agent: string, name: string, word: "failed" | "stopped"): StormLine {
  const told = `a response failed or was stopped ${agent} ${word} ${name}`;
  return { ...decision(agent, name, word, "198.51.100.9"), told };
}

function switched(agent: string, word: "off" | "on"): StormLine {
  return {
    ...decision(agent, "switch", word, "this host"),
    told: `responses were switched off or on ${agent} ${word}`,
  };
}
