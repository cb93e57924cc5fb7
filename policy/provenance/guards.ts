import { actsOn } from "../model/kinds/traitsOf";
import type { Policy } from "../model/policy";
import { isTriggered, type Response } from "../model/response";
import type { Daemon } from "./daemon";
import { NGINX_ERRORS } from "./web";
import { exposureOf } from "./exposure";
import type { Line } from "./pattern";
import { LOG_PLACES, placePattern, type LogPlaces } from "./places";
import { ruleTree } from "./ruleTree";
import { selectedRules } from "./selected";
import { FIRST_GUARD } from "../model/keys/provenance";

/** How many ids are kept for them. */
export const GUARD_IDS = 100;

/** A rule that takes an event from the rules above it before any other rule sees it. */
export interface GuardRule {
  readonly id: number;
  readonly daemon: Daemon;
  /** Rules from which it takes events. */
  readonly of: readonly number[];
  /** What the event must not match, so that it is taken: one of these lines, or this place; or what it must: a place of raw lines. */
  readonly but:
    { readonly lines: readonly Line[] } | { readonly place: string } | { readonly raw: string };
}

/** Does the response act on an address or a user of the alert? */
export function actsOnPeer(response: Response): boolean {
  return actsOn(response, "address", "account", "anything");
}

/** Every rule that triggers a response which acts on an address or a user of the alert. */
export function boundRules(policy: Policy, acts = actsOnPeer): ReadonlySet<number> {
  return new Set(
    policy.responses
      .filter(isTriggered)
      .filter(acts)
      .flatMap((response) => [...selectedRules(response, policy)]),
  );
}

/** The places of a policy's logs: what the stack says, and the usual ones. */
export function logPlaces({ provenance }: Pick<Policy, "provenance">): LogPlaces {
  return { ...LOG_PLACES, ...provenance?.logs };
}

/** First id of our guard rules. */
export function firstGuard({ provenance }: Pick<Policy, "provenance">): number {
  return provenance?.firstRule ?? FIRST_GUARD;
}

/**
 * The rules that hold what triggers a policy's responses to lines that prove their address, in the order of their ids. Of a rule that
 * only the manager has nobody here knows what it stands below, and a guard below a rule that is not there would be dropped:
 * its alerts are judged by the host alone, which asks the line and not the rule.
 */
export function guardsOf(policy: Policy): readonly GuardRule[] {
  const first = firstGuard(policy);
  const {
    lines,
    own,
    places,
    unknown: others,
  } = exposureOf(
    boundRules(policy),
    ruleTree(policy),
    boundRules(policy, (response) => actsOn(response, "address", "account")),
  );
  const wherever = logPlaces(policy);
  const rules: GuardRule[] = [
    ...[...lines].map(([{ daemon, row }, ids]) => ({
      id: first + row.slot,
      daemon,
      of: [...ids],
      but: { lines: row.lines },
    })),
    ...[...own].map(([daemon, ids]) => ({
      id: first + (daemon.ownSlot ?? 0),
      daemon,
      of: [...ids],
      but: { lines: daemon.rows.flatMap((row) => row.lines) },
    })),
    ...[...places].map(([daemon, ids]) => ({
      id: first + daemon.placeSlot,
      daemon,
      of: [...ids],
      but: { place: placePattern(wherever[daemon.log], "pcre2") },
    })),
    ...(others.size === 0
      ? []
      : [
          {
            id: first + NGINX_ERRORS.placeSlot,
            daemon: NGINX_ERRORS,
            of: [...others],
            but: { raw: placePattern(wherever.raw, "pcre2") },
          },
        ]),
  ];
  return rules
    .map((rule) => ({ ...rule, of: [...rule.of].sort((a, b) => a - b) }))
    .sort((a, b) => a.id - b.id);
}
