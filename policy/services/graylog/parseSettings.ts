import { parseDuration } from "../../model/duration";
import { Refusals } from "../../model/refusals";
import { parseRuleId } from "../../model/ruleId";
import type { GraylogSettings, WrittenGraylogSettings } from "./settings";

export type { WrittenGraylogSettings } from "./settings";

/**
 * Makes settings of what people write.
 * @param refusals gathers what is not valid there; what is returned is without it.
 */
export function parseGraylogSettings(
  written: WrittenGraylogSettings,
  refusals: Refusals,
): GraylogSettings {
  const { ownRules, manyBlocks, ...rest } = written;
  const within = refusals.parse("manyBlocks.within", manyBlocks?.within, parseDuration);
  return {
    ...rest,
    ...(ownRules && { ownRules: refusals.parseAll("ownRules", ownRules, parseRuleId) }),
    ...(manyBlocks && within !== undefined && { manyBlocks: { ...manyBlocks, within } }),
  };
}
