import { EXECUTABLES } from "../hostPaths";
import type { Response, TriggeredResponse } from "../response";
import { KINDS, type Kind, type ResponseOf } from "./registry";
import type { ByAlerts, Target, Traits } from "./traits";

/** Name of every kind. */
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

/** What there is to know of the kind of a response. */
export function traitsOf({ kind }: Pick<Response, "kind">): Traits<Response> {
  return KINDS[kind].traits;
}

/** The same, of a kind that alerts set off. */
export function byAlertsOf({ kind }: Pick<TriggeredResponse, "kind">): ByAlerts<TriggeredResponse> {
  return KINDS[kind].traits.byAlerts;
}

/** True where it acts on one of these. */
export function actsOn(response: Pick<Response, "kind">, ...targets: readonly Target[]): boolean {
  return targets.includes(traitsOf(response).target);
}

/** Those of one kind, for the rooms of that kind; others ask traits. */
export function ofKind<Name extends Kind>(
  responses: readonly Response[],
  name: Name,
): readonly ResponseOf<Name>[] {
  return responses.filter((one): one is ResponseOf<Name> & Response => one.kind === name);
}

/** File names under active-response/bin that are ours: those of every kind, and what runs in the place of others. */
export const OUR_EXECUTABLES: ReadonlySet<string> = new Set([
  ...KIND_NAMES.flatMap((name) => KINDS[name].traits.executables),
  EXECUTABLES.observe,
]);

/** Ours that alerts run and that act on one of these. */
export function executablesOn(target: Target): readonly string[] {
  return KIND_NAMES.map((name): Traits<Response> => KINDS[name].traits).flatMap(
    ({ target: one, byAlerts, executables }) =>
      one === target && byAlerts ? executables.slice(0, 1) : [],
  );
}
