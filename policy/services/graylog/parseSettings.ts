import { parseDuration, type Seconds } from "../../model/duration";
import { Refusals } from "../../model/refusals";
import { parseRuleId } from "../../model/ruleId";
import type { GraylogSettings, ManyBlocks, WrittenGraylogSettings } from "./settings";

export type { WrittenGraylogSettings } from "./settings";

/**
 * Makes settings of what people write.
 * @param refusals gathers what cannot stand there; what is returned is without it.
 */
export function parseGraylogSettings(
  written: WrittenGraylogSettings,
  refusals: Refusals,
): GraylogSettings {
  const { ownRules, manyBlocks, grace: writtenGrace, ...rest } = written;
  const grace = refusals.parse("grace", writtenGrace, parseDuration);
  const within = refusals.parse("manyBlocks.within", manyBlocks?.within, parseDuration);
  const every = refusals.parse("manyBlocks.every", manyBlocks?.every, parseDuration);
  return {
    ...rest,
    ...(grace !== undefined && { grace }),
    ...(ownRules && { ownRules: refusals.parseAll("ownRules", ownRules, parseRuleId) }),
    ...(manyBlocks && within !== undefined && { manyBlocks: windowOf(manyBlocks, within, every) }),
  };
}

function windowOf(
  { count, perAgent, counts }: NonNullable<WrittenGraylogSettings["manyBlocks"]>,
  within: Seconds,
  every: Seconds | undefined,
): ManyBlocks {
  return {
    count,
    within,
    ...(perAgent !== undefined && { perAgent }),
    ...(counts !== undefined && { counts }),
    ...(every !== undefined && { every }),
  };
}
