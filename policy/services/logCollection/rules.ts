/** Stock rules that say "an address was blocked": of the old log form, then of the JSON form (Wazuh 4.2 and later). */
export const BLOCKED = [601, 603, 605, 651, 653, 655] as const;
/** Stock rules that say "a block was lifted". */
export const UNBLOCKED = [602, 604, 606, 652, 654, 656] as const;
/** Stock rules of every other response: 607 and 657; 658 is a firewall that is not active. */
export const OTHER = [607, 657, 658] as const;

/** Every stock rule of active response that becomes an alert; 600 and 650 only group them, at level 0. */
export const RESPONSE_RULES: readonly number[] = [...BLOCKED, ...UNBLOCKED, ...OTHER].sort(
  (a, b) => a - b,
);
