import type { Alert } from "../alerts/alert";

/** What a host would have decided about one alert. The words are those of the scripts' own lines in active-responses.log. */
export type DecisionWord =
  | "blocked"
  | "locked"
  | "killed"
  | "ran"
  | "white-listed"
  | "refused"
  | "forged"
  | "stopped"
  | "already active"
  /** By the manager: its white list, or a character that it lets pass to no response. */
  | "held"
  /** No executable there: one line at debug level, and nothing happens. */
  | "blank"
  /** The rule fires, but the log line does not prove its address: our guard took it. */
  | "guarded";

/** One decision, on one host. */
export interface Decision {
  readonly word: DecisionWord;
  readonly alert: Alert;
  /** The rule at which the alert ends under the policy. */
  readonly rule: number;
  /** Index of the response in the policy; undefined where a guard took the alert from all. */
  readonly response?: number;
  readonly host: string;
  /** Address, account, program or executable. */
  readonly subject: string;
  readonly kind: "address" | "account" | "process" | "script";
  readonly why: string;
  /** The executable that runs for the subject, where it is the user's own. */
  readonly script?: string;
  /** How long it lasts; 0 for ever, undefined where nothing is done that ends. */
  readonly seconds?: number;
  /** Additions within a minute on the host. */
  readonly additions?: number;
  /** Above the policy's storm mark: the script marks its line. */
  readonly storm?: true;
  /** The first that is above the storm mark, or that the breaker stops, since the last one that was not. */
  readonly crossed?: true;
  /** A block that was there already: its time began anew. */
  readonly renewed?: true;
  /** A rule with the stock ignore window would have been silent. */
  readonly throughWindow?: true;
}

/** What one executable of a host decides, whatever alert and host it is about. */
export type Part = Omit<Decision, "alert" | "rule" | "host" | "response">;

/** True where something is done to the subject. */
export function acts({ word }: Pick<Decision, "word">): boolean {
  return word === "blocked" || word === "locked" || word === "killed" || word === "ran";
}
