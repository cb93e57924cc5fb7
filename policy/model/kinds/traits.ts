import type { CommandName } from "../commandName";
import type { Seconds } from "../duration";
import type { RuleId } from "../ruleId";

/**
 * What a response acts on: it decides which alerts can set it off, and whom it can hit by mistake. `anything` is what a
 * script of the user's own does: nobody here knows. In the order in which the dashboard shows them.
 */
export const TARGETS = ["address", "process", "host", "account", "anything"] as const;
/** One of {@link TARGETS}. */
export type Target = (typeof TARGETS)[number];

/** What a response runs on a host. */
export interface Run {
  /** File name under active-response/bin. */
  readonly executable: string;
  /**
   * Ours: it asks the white list, the switch and the mode. The user's: the stack brings a script of the user's own.
   * The host's: it is there already, and the stack cannot change it.
   */
  readonly whose: "ours" | "the user's" | "the host's";
  /** Arguments that Wazuh hands over. @default none */
  readonly extraArgs?: readonly string[];
}

/** A script of the user's own, as far as a drill plays it: up to what our runner decides. */
export interface DrilledScript {
  readonly executable: string;
  /** Fields that may hold the address; empty where no list is asked. */
  readonly field: readonly string[];
  /** Fields that name what it acts on; empty where nothing is undone. */
  readonly key: readonly string[];
}

/** What a drill can play, where a response is on the agent: logins that fail, programs that run. */
export interface Drill {
  /** Rules whose alerts block an address that logs in. */
  readonly logins: readonly RuleId[];
  /** File names of programs that it ends. */
  readonly programs: readonly string[];
  /** Scripts under our runner. @default none */
  readonly scripts?: readonly DrilledScript[];
  /** Executables that speak for themselves: a drill would do what they do, so it leaves them alone. @default none */
  readonly leftAlone?: readonly string[];
}

/** Words of active-responses.log: it was done, and it was undone. */
export interface Did {
  readonly done: string;
  /** @default it cannot be undone */
  readonly undone?: string;
}

/** What there is to know of a kind that alerts set off. */
export interface ByAlerts<Response> {
  /** Name of its command where none is written; undefined where the name must be written. */
  readonly command: string | undefined;
  /** Whether it ends by itself: every response of the kind has a timeout, some have, or none. */
  readonly timed: "always" | "optional" | "never";
  /** What it does, in a sentence about its target: `blocks` (each address for ever). */
  readonly does: string;
  /** All responses of the kind share one executable on a host: two of them for one rule are one with the longer time. */
  readonly shared: boolean;
  /** True where wazuh-execd counts its time, by the row that the host has; else the kernel does, or there is no time limit. */
  countedByExecd(response: Response): boolean;
  /**
   * How bad it is that an agent without our script does nothing, where a stock command of that name did something: a note
   * where the stock executable without our guard is not better.
   */
  readonly stockLost: "warning" | "note";
  /** The stock executable that acts on hosts without our script, by a row of its own. @default there is none */
  readonly fallback?: { readonly executable: string; wanted(response: Response): boolean };
  /** Fields of the alert's data from which it takes the address, in their order. @default srcip, where it acts on an address */
  sourceFields?(response: Response): readonly string[];
  /** Whether it refuses an alert without srcip, where what it acts on does not say so. @default it does not */
  wantsSource?(response: Response): boolean;
  runs(response: Response): Run;
  /** @default a drill plays nothing of it */
  drill?(response: Response): Drill;
}

/** What there is to know of a kind of response, whoever asks. */
export interface Traits<Response> {
  readonly target: Target;
  /** File names under active-response/bin that are ours and that it brings; the first is what an alert or a message runs. */
  readonly executables: readonly string[];
  /** Words that its scripts write as `decision` into active-responses.log. @default none: its scripts are not ours */
  readonly did?: Did;
  /** How the dashboard calls what it did, where it tells it by the names of executables. @default it does not */
  readonly event?: { readonly label: string; readonly executables: readonly string[] };
  /** Addresses, networks and interfaces that it lets through. @default it lets nothing through, or bars nothing */
  letsThrough?(response: Response): readonly string[];
  /** Undefined where nothing but an operator sets it off. */
  readonly byAlerts?: ByAlerts<Response>;
}

type Has<Response, Key extends string> = Key extends keyof Response ? true : false;

/** What the keys of a kind say already; a trait that says otherwise is an error of types. */
interface ByKeys<Response> {
  readonly command: Response extends { readonly command: CommandName } ? undefined : string;
  readonly timed: Has<Response, "timeout"> extends false
    ? "never"
    : Response extends { readonly timeout: Seconds }
      ? "always"
      : "optional";
}

/** The traits of one kind, held against its keys. */
export type TraitsOf<Response> = Traits<Response> &
  (Has<Response, "rules"> extends true
    ? { readonly byAlerts: ByAlerts<Response> & ByKeys<Response> }
    : { readonly byAlerts?: never });
