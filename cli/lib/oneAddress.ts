import ipaddr from "ipaddr.js";

import { UsageError } from "./exit";

/** One address in the spelling that logs use. @throws UsageError */
export function oneAddress(text: string): string {
  if (
    /^[0-9a-fA-F.:]+$/.test(text) &&
    ipaddr.isValid(text) &&
    (text.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(text))
  ) {
    return ipaddr.process(text).toString();
  }
  throw new UsageError(
    `"${text}" is not a valid address; write one IPv4 or IPv6 address, e.g. 203.0.113.66`,
  );
}
