import { DECISION_RULE } from "../sampleAlerts";
import type { StormLine } from "../storm";
import { bucketsOf, type Bucket, type PanelAnswer } from "./charts";
import type { Panel } from "./panelQuery";

/** What a panel counts: all, and by the words of its rows, joined by ` / `. */
export interface Counted {
  readonly total: number;
  readonly parts: ReadonlyMap<string, number>;
}

interface Read {
  readonly agent: string;
  readonly name: string;
  readonly rule: number;
  readonly address?: string;
  readonly cause: string;
  readonly decision?: string;
  readonly subject?: string;
}

/** The kind of an action, by the name of its executable. */
const ACTIONS: Readonly<Record<string, string>> = {
  "guarded-disable-account": "Account locked or unlocked",
  "kill-malicious-process.sh": "Process killed",
  "custom-isolate": "Host isolated or released",
  "custom-release": "Host isolated or released",
};
const DECISIONS: Readonly<Record<string, string>> = {
  failed: "Failed or stopped",
  stopped: "Failed or stopped",
  "white-listed": "White-listed, refused or kept",
  refused: "White-listed, refused or kept",
  forged: "White-listed, refused or kept",
  kept: "White-listed, refused or kept",
  off: "Responses switched off or on",
  on: "Responses switched off or on",
};

/** What the panels must show of the lines, counted from the lines themselves and by no query of ours. */
export function expectedOf(lines: readonly StormLine[]): Readonly<Record<string, Counted>> {
  const all = lines.map(read);
  const acted = all.filter(({ rule }) => rule !== DECISION_RULE);
  const blocked = acted.filter(({ rule }) => [651, 653, 655].includes(rule));
  const other = acted.filter(({ rule }) => rule === 657);
  const kindOf = (one: Read): string =>
    one.rule === 657
      ? (ACTIONS[one.name] ?? "Other")
      : one.rule % 2 === 1
        ? "Address blocked"
        : "Block lifted";
  const quiet = all.flatMap((one) => {
    const kind = one.rule === 657 ? kindOf(one) : DECISIONS[one.decision ?? ""];
    return kind === undefined ? [] : [kind];
  });
  const spared = all.filter(({ decision }) => DECISIONS[decision ?? ""]?.startsWith("White"));
  return {
    "Active responses over time": counted(acted.map(kindOf)),
    "Active responses without blocks": counted(quiet),
    "Top blocked addresses": counted(blocked.map(({ address }) => address ?? "")),
    "Active responses by agent": counted(acted.map(({ agent }) => agent)),
    "Active responses by causing rule": counted([...blocked, ...other].map(({ cause }) => cause)),
    "Refused and white-listed": counted(
      spared.map(({ subject, decision, cause }) => [subject, decision, cause].join(" / ")),
    ),
    "Active response events": { total: all.length, parts: new Map() },
  };
}

function read({ agent, line, rule }: StormLine): Read {
  const at = line.indexOf(": ");
  const message = JSON.parse(line.slice(at + 2)) as {
    parameters?: { alert: { rule: { id: string }; data: { srcip?: string } } };
    active_response?: { decision: string; subject: string; rule: string };
  };
  const { parameters, active_response: decided } = message;
  const address = parameters?.alert.data.srcip;
  return {
    agent,
    name: line.slice(0, at),
    rule,
    cause: parameters?.alert.rule.id ?? decided?.rule ?? "",
    ...(address !== undefined && { address }),
    ...(decided && { decision: decided.decision, subject: decided.subject }),
  };
}

function counted(words: readonly string[]): Counted {
  const parts = new Map<string, number>();
  for (const word of words) parts.set(word, (parts.get(word) ?? 0) + 1);
  return { total: words.length, parts };
}

/** What a panel's answer says. */
export function countedIn(panel: Panel, answer: PanelAnswer): Counted {
  const parts = new Map<string, number>();
  const walk = (buckets: readonly Bucket[], before: readonly string[]): void => {
    for (const { key, doc_count, part } of buckets) {
      const words = [...before, String(key)];
      if (part) walk(bucketsOf(part), words);
      else parts.set(words.join(" / "), (parts.get(words.join(" / ")) ?? 0) + doc_count);
    }
  };
  const first = bucketsOf(answer.aggregations?.part);
  // Of bars over time: all times of a kind together.
  if (panel.type === "histogram") for (const { part } of first) walk(bucketsOf(part), []);
  else walk(first, []);
  return { total: answer.hits.total.value, parts };
}

/** @returns what differs, in words; a list shows its largest rows alone. */
export function differences(is: Counted, wanted: Counted): readonly string[] {
  const wrong = is.total === wanted.total ? [] : [`${is.total} alerts, not ${wanted.total}`];
  for (const [key, n] of is.parts) {
    const right = wanted.parts.get(key) ?? 0;
    if (n !== right) wrong.push(`${key}: ${n}, not ${right}`);
  }
  const least = Math.min(...is.parts.values());
  for (const [key, n] of wanted.parts)
    if (!is.parts.has(key) && n > least) wrong.push(`${key}: ${n} are not shown`);
  return wrong;
}
