import type { CommandName } from "./commandName";
import type { Seconds } from "./duration";
import type { FindingRule } from "./findings";
import type { HostListAddress } from "./hostListAddress";
import type { HostName } from "./hostName";
import type { rule } from "./keys/rules";
import type { neverBlocked, provenance } from "./keys/provenance";
import type { logs } from "./keys/services";
import type { whitelistEntry } from "./keys/whitelist";
import type { Kind, WrittenOf } from "./kinds/registry";
import type { RuleId } from "./ruleId";
import type { Keys, ReadonlyKeys, WithValues } from "./shape";
import type { HostInput, StackInput } from "./stack";
import type { WhitelistAddress } from "./whitelistAddress";

/** What a host is to Wazuh: the manager that all others follow, another node of its cluster, or an agent. */
export type Role = "master" | "worker" | "agent";

export type { WrittenAllow } from "./kinds/isolateHost";
export type { WrittenOf } from "./kinds/registry";
export type { WrittenPlacement } from "./placement";
export type { ReadonlyKeys, WithValues } from "./shape";

/** A response as people write it. */
export type WrittenResponse = WrittenOf<Kind>;

/** A rule of one's own as people write it; a program may write its time as `2m` too. */
export type WrittenRule = WithValues<Keys<typeof rule>, { timeframe: number | string }>;

/** An entry of the white list as people write it. */
export type WrittenEntry = Keys<typeof whitelistEntry> & {
  /** Location part that the entry came from; undefined for the common part. Every host gets every part. */
  readonly location?: string;
  /** Path of the input that it came from, for findings: `whitelist.hel1[0]`. */
  readonly source?: string;
};

/** A proxy or the like as people write it. */
export type WrittenNeverBlocked = Keys<typeof neverBlocked>;
/** Where daemons log, and the ids of our guard rules, as people write it. */
export type WrittenProvenance = Keys<typeof provenance>;
/** A group of agents in Wazuh whose shared agent.conf collects the log of active responses. */
export type WrittenLogGroup = NonNullable<Keys<typeof logs>["groups"]>[number];

/** Where every alert of a manager is sent on. */
export type WrittenForward = NonNullable<Keys<typeof logs>["forward"]>;

/** A policy as people write it: times in seconds or as `90m`, ids of rules as numbers. */
export type WrittenPolicy = Pick<
  ReadonlyKeys<StackInput>,
  "ignoreWindow" | "mode" | "provenance" | "neverBlock" | "hostWhitelist" | "managerRules"
> & {
  /** The whole list: common part, parts of the locations, addresses of the fleet. */
  readonly whitelist: readonly WrittenEntry[];
  readonly responses: readonly WrittenResponse[];
  /** Rules of our own; 100050 (kill-process) is made from the responses where it is not given. */
  readonly rules: readonly WrittenRule[];
  /** Groups whose agent.conf collects the log of active responses. @default none: each host's own ossec.conf does */
  readonly logGroups?: readonly WrittenLogGroup[];
  /** Where every alert of a manager is sent on. @default none are sent */
  readonly forward?: WrittenForward;
};

/** A host as people write it in a program of their own; in a stack file its place says the role. */
export type WrittenHost = Pick<
  ReadonlyKeys<HostInput>,
  "name" | "port" | "location" | "labels" | "addresses" | "version"
> & {
  readonly role: Role;
  /** Address or name that SSH connects to. */
  readonly address: string;
  /** Texts of this manager's ossec.conf that our part takes over, exactly as written there. */
  readonly adopt?: readonly string[];
  /** Released first, where it is isolated when isolation leaves it; else that is refused. @default false */
  readonly releaseFirst?: boolean;
};

/** A fleet as people write it in a program of their own. */
export interface WrittenFleet {
  readonly master: WrittenHost;
  readonly workers: readonly WrittenHost[];
  readonly agents: readonly WrittenHost[];
  /** Address of the SSH bastion, if one is used. */
  readonly bastion?: string;
  /** Accounts that this program logs in as, on a host or on the bastion; no response locks them. @default root alone */
  readonly accounts?: readonly string[];
  /** True where further agents live in other stacks and are not known here. @default false */
  readonly partial?: boolean;
}

/** A value of the model with plain numbers and texts in the place of values that have a type of their own. */
export type Written<T> = T extends Seconds
  ? number | string
  : T extends RuleId
    ? number
    : T extends WhitelistAddress | HostListAddress | CommandName | HostName | FindingRule
      ? string
      : T extends object
        ? { readonly [Key in keyof T]: Written<T[Key]> }
        : T;
