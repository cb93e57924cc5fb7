import { parseAddress } from "../policy/model/address";
import type { WrittenGraylogSettings } from "../policy/services/graylog/settings";
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
  const rule = input.logs?.decisionRule;
  return {
    url,
    owner,
    ...(title !== undefined && { title }),
    ...(indexSet !== undefined && { indexSet }),
    ...(fields && { fields }),
    ...(notification && { notification }),
    ...(caFile !== undefined && { caFile }),
    ...(repair !== undefined && { repair }),
    ...(rule !== undefined && { ownRules: [rule] }),
    ...(manyBlocks && { manyBlocks }),
    productionAddresses: addresses.map((one) => parseAddress(one)?.canonical ?? one),
  };
}
