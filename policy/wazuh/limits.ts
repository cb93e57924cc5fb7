/**
 * Limits of Wazuh's reader (src/os_xml/os_xml_internal.h). The check comes before the next character is read, so the
 * longest name or value is one byte shorter.
 */
export const MAX_BYTES = 20_480;
/** Longest value in bytes that comes back whole. */
export const LONGEST_VALUE = MAX_BYTES - 1;
/** Deepest nesting of elements. */
export const MAX_DEPTH = 1024;
/** Number of attributes of one element beyond which it is refused. */
export const MAX_ATTRIBUTES = 49;
