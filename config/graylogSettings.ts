import { parseAddress } from "../policy/model/address";
import type { WrittenGraylogSettings } from "../policy/graylog/parseSettings";
import type { StackInput } from "../policy/model/stack";

/**
 * What the stack wants of Graylog, addresses in the spelling of logs; undefined where it wants nothing.
 * @param owner whose objects they are: the stack's name.
 */
export function graylogSettings(
  input: StackInput,
  owner: string,
): WrittenGraylogSettings | undefined {
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
    ownRules: input.logs?.decisionRule === undefined ? undefined : [input.logs.decisionRule],
    manyBlocks,
    productionAddresses: addresses.map((one) => parseAddress(one)?.canonical ?? one),
  };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as unknown as WrittenGraylogSettings;
}
