import { WAZUH_LINE, WAZUH_VERSION } from "../wazuh/version";

/**
 * Reads what `wazuh-control info -v` prints (`v4.14.7`) into the version of a package.
 * @throws Error for another text, and for Wazuh 5, which has no active response of this kind.
 */
export function readWazuhVersion(printed: string): string {
  const text = printed.trim();
  const match = /^v(\d+)\.\d+\.\d+$/.exec(text);
  if (!match)
    throw new Error(
      `the manager calls its version "${text}"; v${WAZUH_VERSION} or the like is expected`,
    );
  if (match[1] !== "4") {
    throw new Error(
      `the manager runs Wazuh ${text}, which has no active response; ${WAZUH_LINE} is supported`,
    );
  }
  return text.slice(1);
}
