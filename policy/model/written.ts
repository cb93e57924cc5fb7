import type { CommandName } from "./commandName";
import type { Seconds } from "./duration";
import type { Fleet, Host } from "./fleet";
import type { HostName } from "./hostName";
import type { Policy } from "./policy";
import type { Response } from "./response";
import type { CustomRule } from "./rule";
import type { RuleId } from "./ruleId";
import type { WhitelistEntry } from "./whitelist";
import type { WhitelistAddress } from "./whitelistAddress";

/**
 * A part of the model as people write it, in a stack file or in a program of their own: plain numbers and texts in the
 * place of values that have a type of their own. What is parsed already may stand there as well.
 */
export type Written<T> = T extends Seconds
  ? number | string
  : T extends RuleId
    ? number
    : T extends WhitelistAddress | CommandName | HostName
      ? string
      : T extends object
        ? { readonly [Key in keyof T]: Written<T[Key]> }
        : T;

/** A policy as people write it: times in seconds or as `90m`, ids of rules as numbers. */
export type WrittenPolicy = Written<Policy>;
/** A response as people write it. */
export type WrittenResponse = Written<Response>;
/** A rule of one's own as people write it. */
export type WrittenRule = Written<CustomRule>;
/** An entry of the white list as people write it. */
export type WrittenEntry = Written<WhitelistEntry>;
/** A fleet as people write it. */
export type WrittenFleet = Written<Fleet>;
/** A host as people write it. */
export type WrittenHost = Written<Host>;
