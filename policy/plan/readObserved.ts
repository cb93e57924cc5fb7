/** What would have been done to one subject, for one rule, on one host. */
export interface Observed {
  readonly rule: string;
  readonly host: string;
  /** Address, account or program. */
  readonly subject: string;
  /** `blocked it for 3600s`; or `nothing: white-listed (...)` where the response itself would not have acted. */
  readonly what: string;
  readonly times: number;
  /** By the host's clock: `YYYY/MM/DD HH:MM:SS`. */
  readonly first: string;
  readonly last: string;
}

interface Decision {
  readonly decision?: string;
  readonly subject?: string;
  readonly why?: string;
  readonly rule?: string;
}

const LINE = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) active-response\/bin\/\S+: (\{.*\})$/s;

/**
 * Sums up lines of active-responses.log: what would have been done, and what the white list would have stopped.
 * @param logs lines of each host; those of other programs are passed over.
 * @returns the most frequent first.
 */
export function readObserved(logs: readonly { host: string; log: string }[]): Observed[] {
  const sums = new Map<string, Observed>();
  for (const { host, log } of logs) {
    for (const line of log.split("\n")) {
      const [, time, json] = LINE.exec(line) ?? [];
      const one = json === undefined ? undefined : decisionOf(json);
      const what = one && whatOf(one);
      if (time === undefined || one === undefined || what === undefined) continue;
      const { rule = "-", subject = "-" } = one;
      const key = JSON.stringify([host, rule, subject, what]);
      const known = sums.get(key) ?? {
        rule,
        host,
        subject,
        what,
        times: 0,
        first: time,
        last: time,
      };
      sums.set(key, { ...known, times: known.times + 1, last: time });
    }
  }
  return [...sums.values()].sort((a, b) => b.times - a.times || (a.last < b.last ? 1 : -1));
}

function decisionOf(json: string): Decision | undefined {
  try {
    return (JSON.parse(json) as { active_response?: Decision }).active_response;
  } catch {
    return undefined;
  }
}

function whatOf({ decision, why = "" }: Decision): string | undefined {
  if (decision === "observed") {
    const what = why.replace(/^would have /, "");
    // One line for all runs of a program: the numbers of processes differ each time.
    return what.replace(/^killed .*/, "killed its processes");
  }
  return decision === "white-listed" ? `nothing: white-listed (${why})` : undefined;
}
