/** The version of Wazuh whose source was read, and whose stock facts `stock/facts.ts` imports. */
export const WAZUH_VERSION = "4.14.7";

/** The line of versions that this program is for. */
export const WAZUH_LINE = "4.14";
