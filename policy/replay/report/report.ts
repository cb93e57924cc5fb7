import type { Observed } from "../../plan/readObserved";
import type { Sample } from "./sample";

/** Something that an owner fears. */
export interface Harm {
  readonly kind: "address" | "account" | "process" | "script";
  readonly subject: string;
  /** What would have been done to it: blocked, locked, killed, handed to page.sh. */
  readonly done: string;
  /** 3: it is ours, or was locked out. 2: it was used around that time. 1: it lies in a range that many share. */
  readonly weight: 1 | 2 | 3;
  /** What speaks against doing it, the gravest first. */
  readonly against: readonly string[];
  /** What speaks for it. */
  readonly because: readonly string[];
  readonly times: number;
  readonly hosts: readonly string[];
  readonly rules: readonly number[];
  readonly first: string;
  readonly last: string;
  readonly alertsAgainst: readonly Sample[];
  readonly alertsFor: readonly Sample[];
}

/** What would have been won. */
export interface Gain {
  /** Addresses that would have been blocked, and that nothing speaks against. */
  readonly attackers: number;
  /** Half of them were blocked after so many attempts or fewer. */
  readonly attemptsBefore: number;
  /** Later alerts of blocked addresses, whatever their rule, within their time, from the host that blocked them. */
  readonly saved: number;
  /** Blocks that the stock ignore window would have let through, and of how many addresses. */
  readonly throughWindow: { readonly blocks: number; readonly subjects: number };
  readonly accounts: number;
  readonly processes: number;
  /** Runs of scripts of the user's own. */
  readonly scripts: number;
}

/** One host, busiest first. */
export interface HostRow {
  readonly host: string;
  readonly actions: number;
  /** Most addresses blocked at a time, and when. */
  readonly peak: number;
  readonly peakAt: string;
  /** How often additions began to be above the policy's storm mark. */
  readonly storms: number;
  /** How often the breaker began to stop them, and how many it stopped. */
  readonly breaks: number;
  readonly stopped: number;
}

/** A response that no alert set off. */
export interface Silent {
  readonly response: number;
  readonly what: string;
}

/** Actions over time. */
export interface Timeline {
  /** Hours in one step. */
  readonly step: number;
  /** Beginning of the first step, in milliseconds since 1970. */
  readonly from: number;
  readonly rules: readonly { readonly rule: number; readonly counts: readonly number[] }[];
  readonly hosts: readonly { readonly host: string; readonly counts: readonly number[] }[];
}

/** What another policy would have done otherwise. */
export interface Comparison {
  readonly name: string;
  /** Done now, and not then. */
  readonly new: readonly Changed[];
  /** Done then, and not now. */
  readonly gone: readonly Changed[];
  /** How many there are of both; the lists may be shorter. */
  readonly newCount: number;
  readonly goneCount: number;
  readonly same: number;
  readonly harmThen: number;
  readonly savedThen: number;
}

/** One address, account or program of a comparison. */
export interface Changed {
  readonly kind: string;
  readonly subject: string;
  readonly times: number;
  readonly rules: readonly number[];
  readonly hosts: readonly string[];
  readonly first: string;
  readonly harm: boolean;
}

/** What was read. */
export interface Input {
  readonly files: readonly string[];
  /** Lines with something in them. */
  readonly lines: number;
  /** Alerts that were read, because a response names or counts their rule. */
  readonly alerts: number;
  readonly first: string;
  readonly last: string;
  /** Alerts that were read before, from another file or this one: counted once. */
  readonly duplicates: Places;
  /** Of Wazuh 5: its rules have no numbers. */
  readonly findings: Places;
  /** Alerts that are more than a minute older than one before them in their file: played in their place. */
  readonly late: Places;
  /** Packed bytes of damaged gzip files that were not read. */
  readonly lostBytes: number;
  /** Kind of fault -> how often, and where the first few are. */
  readonly faults: readonly Fault[];
}

/** How often something was seen in the input, and where the first few times, as `FILE:LINE`. */
export interface Places {
  readonly count: number;
  readonly at: readonly string[];
}

/** Something in the input that was passed over. */
export interface Fault extends Places {
  readonly what: string;
}

/** All that replay says, ready to be printed. */
export interface Report {
  readonly stack: string;
  readonly input: Input;
  readonly notKnown: readonly string[];
  readonly harm: readonly Harm[];
  /** More of them, less grave, that are kept as a number only. */
  readonly moreHarm: number;
  readonly gain: Gain;
  readonly hosts: readonly HostRow[];
  readonly silent: readonly Silent[];
  /** Decisions by their words. */
  readonly decisions: Readonly<Record<string, number>>;
  /** As `observed` shows them, the most frequent first. */
  readonly rows: readonly Observed[];
  readonly moreRows: number;
  readonly timeline: Timeline;
  readonly against?: Comparison;
}
