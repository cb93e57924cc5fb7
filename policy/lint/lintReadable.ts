import type { Acceptance } from "../model/acceptance";
import type { Finding } from "../model/finding";
import type { Fleet } from "../model/fleet";
import { withFleetAddresses } from "../model/fleetWhitelist";
import type { ParsedFleet } from "../model/parseFleet";
import type { ParsedPolicy } from "../model/parsePolicy";
import type { Part, Places } from "../model/part";
import type { Policy } from "../model/policy";
import type { Response } from "../model/response";
import type { LintContext } from "./check";
import { acceptedIn, lint, lintAlone } from "./lint";

/** What is left of a policy and a fleet without what was refused. */
export interface Rest {
  readonly policy: Policy;
  readonly fleet: Fleet;
  readonly lacks: ReadonlySet<Part>;
  readonly places: Places;
  /** Warnings and notes that the stack accepts. @default none */
  readonly accept?: readonly Acceptance[] | undefined;
  /** Responses that were left out, as far as they could be read, and the index of each in the input. */
  readonly partly: { readonly all: readonly Response[]; readonly places: readonly number[] };
}

const NONE = { all: [], places: [] };

/** What is left once values were refused. */
export function restOf(parsed: ParsedPolicy, around: ParsedFleet): Rest {
  const { policy, places, lacks, partly } = parsed.ok
    ? { policy: parsed.policy, places: [], lacks: [], partly: NONE }
    : parsed.rest;
  const hosts = around.ok ? { fleet: around.fleet, places: [] } : around.rest;
  return {
    policy: withFleetAddresses(policy, hosts.fleet),
    fleet: hosts.fleet,
    lacks: new Set([...lacks, ...(around.ok ? [] : (["hosts"] as const))]),
    places: new Map([...places, ...hosts.places]),
    partly,
  };
}

/** Finds in what is left what is true whatever takes the place of what was refused; paths are those of the input. */
export function lintReadable(rest: Rest, given: LintContext): Finding[] {
  const { policy, fleet, lacks, places, partly } = rest;
  const context = { ...given, lacks, accept: given.accept ?? rest.accept };
  const alone = lintAlone({ ...policy, responses: partly.all }, fleet, context);
  const found = [
    ...renumber(lint(policy, fleet, { ...context, accept: [] }), places),
    ...renumber(alone, new Map([["responses", partly.places]])),
  ];
  return acceptedIn(found, fleet, context);
}

// The path of a list and an index, where no path goes on before it: not the `rules[0]` of `responses[1].rules[0]`.
const INDEX = /(?<![\w.[\]])([a-zA-Z]+(?:\.[\w-]+)?)\[(\d+)\]/g;

/** Gives the elements in paths and reasons the index that they have in the input. */
export function renumber(findings: readonly Finding[], places: Places): Finding[] {
  const back = (text: string): string =>
    text.replace(INDEX, (whole, list: string, index: string) => {
      const place = places.get(list)?.[Number(index)];
      return place === undefined ? whole : `${list}[${place}]`;
    });
  return findings.map((one) => ({ ...one, path: back(one.path), reason: back(one.reason) }));
}
