import { actionLine, blockLine, decisionLine, type ResponseLine } from "../sampleAlerts";

/** Lines of one instant. */
export interface Instant {
  readonly at: Date;
  readonly lines: readonly ResponseLine[];
}

const HOUR = 3_600_000;
const RULES = [5763, 5712, 5720, 100_110];

/** A day of a fleet of three locations: hundreds of blocks, one isolation, one kill, and what was refused, kept and failed. */
export function sampleDay(now: Date): readonly Instant[] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    at: new Date(now.getTime() - (24 - hour) * HOUR),
    lines: blocks(hour),
  }));
  const rare = (hoursAgo: number, ...lines: readonly ResponseLine[]): Instant => ({
    at: new Date(now.getTime() - hoursAgo * HOUR),
    lines,
  });
  return [
    ...hours,
    rare(9, actionLine("nbg-2", "kill-malicious-process.sh", 100_050)),
    rare(9, decisionLine("nbg-2", "kill-malicious-process.sh", "killed", "xmrig", 100_050)),
    rare(8.5, actionLine("nbg-1", "custom-isolate", 100_099)),
    rare(8.5, decisionLine("nbg-1", "custom-isolate", "isolated", "this host", 100_099)),
    rare(7, decisionLine("hel-1", "guarded-block-ip", "white-listed", "95.216.10.10")),
    rare(7, decisionLine("hel-2", "guarded-block-ip", "white-listed", "95.216.10.10", 5712)),
    rare(6, decisionLine("fsn-1", "guarded-block-ip", "forged", "198.51.100.23")),
    rare(5, decisionLine("hel-1", "guarded-block-ip", "failed", "203.0.113.77")),
    rare(5, decisionLine("hel-1", "guarded-block-ip", "stopped", "203.0.113.78")),
    rare(2, decisionLine("hel-2", "guarded-block-ip", "refused", "127.0.0.1")),
    rare(1, decisionLine("fsn-1", "switch", "off", "this host")),
  ];
}

function blocks(hour: number): ResponseLine[] {
  const many = hour === 15 ? 90 : 6 + (hour % 5) * 3;
  return Array.from({ length: many }, (_, i) => {
    const agent = ["hel-1", "hel-2", "nbg-1", "fsn-1"][(hour + i) % 4] ?? "hel-1";
    const address = `203.0.113.${(hour * 7 + i * i) % 40}`;
    const rule = RULES[(i + hour) % RULES.length] ?? 5763;
    const block = blockLine(agent, address, rule);
    return i % 3 === 0
      ? [block, decisionLine(agent, "guarded-block-ip", "blocked", address, rule)]
      : [block];
  }).flat();
}
