import type { Alert } from "../alerts/alert";
import { addressOf } from "./address";
import { plainField } from "./plain";

/** Spellings that are remembered: most alerts come from few addresses. */
const KEPT = 20_000;
const known = new Map<string, string>();

/** The source address of an alert in its one spelling; "" where it has none that is an address. */
export function peerOf({ srcip }: Pick<Alert, "srcip">): string {
  if (srcip === undefined) return "";
  let address = known.get(srcip);
  if (address === undefined) {
    if (known.size >= KEPT) known.clear();
    address = addressOf(plainField(srcip));
    known.set(srcip, address);
  }
  return address;
}
