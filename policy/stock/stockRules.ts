import stock from "./rules.json";

/** What a policy must know of a stock rule. */
export interface StockRule {
  readonly id: number;
  readonly level: number;
  /** Seconds in which the rule stays silent after it fired, for every address; 0 for none. */
  readonly ignore: number;
  /** Carries `<options>no_ar</options>`: it never triggers a response. */
  readonly noAr: boolean;
  /** Its events never have a decoded `srcip` (file integrity, audit, Windows event channel, ...). */
  readonly withoutAddress: boolean;
  /** Its events never have a decoded user. */
  readonly withoutUser: boolean;
  /** Its events are JSON documents: `srcip` is decoded only where the document itself has that key at the top. */
  readonly json: boolean;
  /** A rule of sshd. */
  readonly sshd: boolean;
  /** A rule of auditd: its events can name a process. */
  readonly audit: boolean;
  /** How many events in how many seconds it counts before it fires; undefined where one event is enough. */
  readonly counts?: { readonly events: number; readonly seconds: number };
}

/** Seconds that a rule counts in where it says nothing: analysisd.default_timeframe (rules.c:292). */
const TIMEFRAME = 360;

let byId: ReadonlyMap<number, StockRule> | undefined;

/** All stock rules by id, in the order of the ids. */
export function stockRules(): ReadonlyMap<number, StockRule> {
  byId ??= read(stock.rules, counts(stock.counting));
  return byId;
}

/** The stock rule of an id, as Wazuh 4.14.7 ships it. */
export function stockRule(id: number): StockRule | undefined {
  return stockRules().get(id);
}

function counts(text: string): ReadonlyMap<number, StockRule["counts"]> {
  return new Map(
    text.split(" ").map((entry) => {
      const [id, events, seconds] = entry.split(":").map(Number);
      return [id ?? 0, { events: events ?? 0, seconds: seconds || TIMEFRAME }];
    }),
  );
}

function read(
  text: string,
  counting: ReadonlyMap<number, StockRule["counts"]>,
): ReadonlyMap<number, StockRule> {
  const rules = new Map<number, StockRule>();
  let id = 0;
  for (const entry of text.split(" ")) {
    const [distance, level, ignore, letters = ""] = entry.split(":");
    id += Number(distance);
    const counted = counting.get(id);
    rules.set(id, {
      id,
      level: Number(level),
      ignore: Number(ignore ?? 0),
      noAr: letters.includes("n"),
      withoutAddress: letters.includes("i"),
      withoutUser: letters.includes("u"),
      json: letters.includes("j"),
      sshd: letters.includes("s"),
      audit: letters.includes("a"),
      ...(counted && { counts: counted }),
    });
  }
  return rules;
}
