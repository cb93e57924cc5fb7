import { readExecdConfig } from "../config/execd";
import { sectionsOf } from "../config/sections";
import type { XmlNode } from "../config/xml";

/**
 * What wazuh-execd answers on queue/sockets/com, also where active response is disabled. Two blanks behind `ok`: the string that
 * begins the answer ends with one, and cJSON's is joined by another (os_execd/wcom.c:317, v4.14.7; shared/real, getconfig-execd.txt).
 */
export function getconfigOfExecd(request: string, roots: readonly XmlNode[]): string {
  if (!request.startsWith("getconfig ")) return "err Unrecognized command";
  if (request !== "getconfig active-response") return "err Could not get requested section";
  const disabled = readExecdConfig(sectionsOf(roots)).disabled ? "yes" : "no";
  return `ok  ${JSON.stringify({ "active-response": { disabled } })}`;
}
