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
  const { productionAddresses: addresses = [], ...rest } = input.graylog;
  const settings: Omit<typeof rest, "token"> & { token?: string } = { ...rest };
  // The token goes its own way, as a secret.
  delete settings.token;
  const rule = input.logs?.decisionRule;
  return {
    ...settings,
    owner,
    ...(rule !== undefined && { ownRules: [rule] }),
    productionAddresses: addresses.map((one) => parseAddress(one)?.canonical ?? one),
  };
}
