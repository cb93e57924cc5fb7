import { addressFields } from "../../model/kinds/blockIp";
import type { BlockIp } from "../../model/response";

/** Where the block-ip responses of a host look for the address: its script is not told for which of them it runs. */
export interface BlockFields {
  /** Fields by rule, where they are not those of all others. */
  readonly fields: ReadonlyMap<number, readonly string[]>;
  readonly fieldsElse: readonly string[];
}

/**
 * The fields of a host's block-ip responses. Several responses of one rule are one to the script: it looks at the fields of all
 * of them, in the order of the policy.
 */
export function blockFields(responses: readonly BlockIp[]): BlockFields {
  const named = new Map<number, readonly string[]>();
  for (const response of responses)
    for (const rule of response.rules)
      named.set(rule, joined([named.get(rule) ?? [], addressFields(response)]));
  const selecting = responses.filter(
    ({ groups, level }) => (groups?.length ?? 0) > 0 || level !== undefined,
  );
  // An alert that no response is bound to comes by hand, and names its address as srcip.
  const fieldsElse =
    selecting.length === 0 ? addressFields({}) : joined(selecting.map(addressFields));
  const fields = [...named]
    .filter(([, names]) => names.join() !== fieldsElse.join())
    .sort(([a], [b]) => a - b);
  return { fields: new Map(fields), fieldsElse };
}

function joined(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}
