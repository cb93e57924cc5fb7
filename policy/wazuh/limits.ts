/**
 * Bytes of Wazuh's reader (src/os_xml/os_xml_internal.h). The check comes before the next character is read, so the
 * longest name or value is one byte shorter.
 */
export const MAX_BYTES = 20_480;
/** Longest value in bytes that comes back whole. */
export const LONGEST_VALUE = MAX_BYTES - 1;
/** Deepest nesting of elements. */
export const MAX_DEPTH = 1024;
/** Number of attributes of one element beyond which it is refused. */
export const MAX_ATTRIBUTES = 49;

/** Highest id of a rule: ids have six digits at most. */
export const HIGHEST_RULE_ID = 999_999;
/**
 * Rows of ar.conf beside the agent's own two that wazuh-execd bears: with 64 in all or more it clears past the end of its
 * table when it reads the file again (os_execd/exec.c:34, v4.14.7), and crashes.
 */
export const MOST_ROWS = 61;
/** Bytes that wazuh-execd keeps of an executable's path, with active-response/bin/ before it. */
export const LONGEST_PATH = 255;
