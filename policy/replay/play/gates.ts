import type { WhitelistEntry } from "../../model/whitelist";
import type { Alert } from "../alerts/alert";
import { isIn, number4 } from "../judge/address";

/** What wazuh-analysisd asks before it sends a response; undefined where it sends it. */
export type Gates = (alert: Alert) => Held | undefined;

/** Why no response of an event was sent. */
export interface Held {
  /** The warning of analysisd, or its white list, which says nothing. */
  readonly by: "1271" | "1272" | "white list";
  readonly why: string;
}

/** CRAFTED_USER and CRAFTED_IP (analysisd/analysisd.c:2188, v4.14.7). */
const USER = /^[a-zA-Z._0-9@?-]*$/;
const ADDRESS = /^[a-zA-Z.:_0-9-]*$/;

/**
 * The gates of the manager, in its order: the letters of user and address, then its white list. The list is asked for the
 * decoded address alone; a match suppresses every response of the event (analysisd/alerts/exec.c:287, v4.14.7).
 */
export function gatesOf(whitelist: readonly WhitelistEntry[]): Gates {
  const names = new Map<string, string>();
  const networks: { network: string; name: string }[] = [];
  for (const { address, name } of whitelist) {
    // An IPv6 address is rendered as a pattern with anchors, which Wazuh compares letter by letter, whatever their case.
    if (address.includes("/")) networks.push({ network: address, name });
    else if (!names.has(address.toLowerCase())) names.set(address.toLowerCase(), name);
  }
  return ({ srcip, dstuser }) => {
    if (dstuser !== undefined && !USER.test(dstuser))
      return { by: "1272", why: "the user holds a character that Wazuh lets pass to no response" };
    if (srcip === undefined) return undefined;
    if (!ADDRESS.test(srcip))
      return {
        by: "1271",
        why: "the address holds a character that Wazuh lets pass to no response",
      };
    const asked = srcip.startsWith("::ffff:") ? srcip.slice(7) : srcip;
    const name =
      names.get(asked.toLowerCase()) ??
      (number4(asked) < 0 ? undefined : networks.find(({ network }) => isIn(asked, network))?.name);
    return name === undefined ? undefined : { by: "white list", why: name };
  };
}
