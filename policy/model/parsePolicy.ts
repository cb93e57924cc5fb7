import type { Finding } from "./finding";
import { parseHostWhitelist } from "./hostWhitelist";
import type { Part, Places } from "./part";
import { parseResponse } from "./parseResponse";
import type { Policy } from "./policy";
import type { ProvenanceSettings } from "./provenance";
import type { Response } from "./response";
import { printRefusals, Refusals, type Made } from "./refusals";
import type { CustomRule } from "./rule";
import { parseDuration } from "./duration";
import { parseRuleId } from "./ruleId";
import { parseWhitelistAddress } from "./whitelistAddress";
import type { WrittenPolicy, WrittenRule } from "./written";

/** A policy, or everything that keeps what was written from being one, with what is left without it. */
export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly rest: RestOfPolicy };

/** A policy without the elements of which a value was refused. */
export interface RestOfPolicy {
  readonly policy: Policy;
  readonly places: Places;
  /** Where something was left out. */
  readonly lacks: readonly Part[];
  /** Responses that were left out, without the values that were refused, or with others for them. */
  readonly partly: Made<Response>["partly"];
}

/**
 * Makes a policy of what people write: the one way from plain numbers and texts to the values of the model.
 * What the values mean together is lint's question.
 */
export function parsePolicy(written: WrittenPolicy): ParsedPolicy {
  const refusals = new Refusals();
  const {
    managerRules,
    provenance: proof,
    neverBlock: never,
    hostWhitelist: onHosts,
    ...more
  } = written;
  const whitelist = refusals.each(written.whitelist, (entry, i) => {
    const path = `${entry.source ?? `whitelist[${i}]`}.address`;
    const address = refusals.parse(path, entry.address, parseWhitelistAddress);
    return address === undefined ? [] : [{ ...entry, address }];
  });
  const responses = refusals.each(written.responses, (one, i) =>
    parseResponse(one, `responses[${i}]`, refusals),
  );
  const rules = refusals.each(written.rules, (one, i) => parseRule(one, `rules[${i}]`, refusals));
  const ids = managerRules && refusals.parseAll("managerRules", managerRules, parseRuleId);
  const provenance = proof && parseProvenance(proof, refusals);
  const neverBlock = never?.flatMap((entry, i) => {
    const address = refusals.parse(
      `neverBlock[${i}].address`,
      entry.address,
      parseWhitelistAddress,
    );
    return address === undefined ? [] : [{ ...entry, address }];
  });
  const hostWhitelist = onHosts && parseHostWhitelist(onHosts, refusals);
  const policy: Policy = {
    ...more,
    whitelist: whitelist.all,
    responses: responses.all,
    rules: rules.all,
    ...(ids && { managerRules: ids }),
    ...(provenance && { provenance }),
    ...(neverBlock && { neverBlock }),
    ...(hostWhitelist && { hostWhitelist }),
  };
  const { findings } = refusals;
  if (findings.length === 0) return { ok: true, policy };
  const lacks: Part[] = [
    ...(whitelist.whole ? [] : (["whitelist"] as const)),
    ...(responses.whole ? [] : (["responses"] as const)),
    ...(rules.whole ? [] : (["rules"] as const)),
    ...(ids?.length === managerRules?.length ? [] : (["managerRules"] as const)),
  ];
  const places = new Map([
    ["whitelist", whitelist.places],
    ["responses", responses.places],
    ["rules", rules.places],
  ]);
  return { ok: false, findings, rest: { policy, places, lacks, partly: responses.partly } };
}

/**
 * Makes a policy of what people write, where nobody gathers findings: a program of one's own, a test.
 * @throws Error with everything that is not valid where it was written, a line each.
 */
export function policyOf(written: WrittenPolicy): Policy {
  const parsed = parsePolicy(written);
  if (parsed.ok) return parsed.policy;
  throw new Error(printRefusals(parsed.findings));
}

function parseProvenance(
  { logs, firstRule }: NonNullable<WrittenPolicy["provenance"]>,
  refusals: Refusals,
): ProvenanceSettings {
  const first = refusals.parse("provenance.firstRule", firstRule, parseRuleId);
  return { ...(logs && { logs }), ...(first !== undefined && { firstRule: first }) };
}

function parseRule(written: WrittenRule, path: string, refusals: Refusals): CustomRule[] {
  const { ifSid: after, ifMatchedSid: counted, timeframe: within, ...rule } = written;
  const id = refusals.parse(`${path}.id`, rule.id, parseRuleId);
  const ifSid = after && refusals.parseAll(`${path}.ifSid`, after, parseRuleId);
  const ifMatchedSid = refusals.parse(`${path}.ifMatchedSid`, counted, parseRuleId);
  const timeframe = refusals.parse(`${path}.timeframe`, within, parseDuration);
  if (id === undefined) return [];
  return [
    {
      ...rule,
      id,
      ...(ifSid && { ifSid }),
      ...(ifMatchedSid !== undefined && { ifMatchedSid }),
      ...(timeframe !== undefined && { timeframe }),
    },
  ];
}
