import { WAZUH_VERSION } from "../wazuh/version";
import { placeOf, SUPPORTED } from "../wazuh/versions/supported";
import { parseVersion } from "../wazuh/versions/wazuhVersion";

/**
 * Reads what `wazuh-control info -v` prints (`v4.14.7`) into the version of a package.
 * @throws Error for another text, and for a version that is not supported, as Wazuh 5, which has no active response of this kind.
 */
export function readWazuhVersion(printed: string): string {
  const text = printed.trim();
  const version = /^v\d+\.\d+\.\d+$/.test(text) ? parseVersion(text) : undefined;
  if (!version)
    throw new Error(
      `the manager calls its version "${text}"; v${WAZUH_VERSION} or the like is expected`,
    );
  const place = placeOf(version);
  if (place !== "supported") {
    const why = place === "five" ? ", which has no active response" : "";
    throw new Error(`the manager runs Wazuh ${text}${why}; ${SUPPORTED} are supported`);
  }
  return text.slice(1);
}
