import { parseAddress } from "../policy/model/address";
import { parseDuration } from "../policy/model/duration";
import type { GraylogSettings } from "../policy/graylog/settings";
import type { StackInput } from "./schema";

/**
 * What the stack wants of Graylog, durations in seconds, addresses in the spelling of logs; undefined where it wants nothing.
 * @param owner whose objects they are: the stack's name.
 */
export function graylogSettings(input: StackInput, owner: string): GraylogSettings | undefined {
  if (!input.graylog) return undefined;
  const { url, title, indexSet, fields, manyBlocks, notification, caFile, repair } = input.graylog;
  const addresses = input.graylog.productionAddresses ?? [];
  const settings = {
    url,
    owner,
    title,
    indexSet,
    fields,
    notification,
    caFile,
    repair,
    ownRules: input.logs && [input.logs.decisionRule],
    manyBlocks: manyBlocks && { ...manyBlocks, within: parseDuration(manyBlocks.within) ?? 0 },
    productionAddresses: addresses.map((one) => parseAddress(one)?.canonical ?? one),
  };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as unknown as GraylogSettings;
}
