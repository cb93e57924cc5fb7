import type { Site } from "./site";

/** Name in the lines that a drill writes, so that people know them; no such user exists. */
export const DRILL_USER = "active-response-drill";

/** More than the eight that 5763 and 5712 count. */
const COUNT = 10;

/** By the agent's own syslog or journal, as sshd says it. */
const SAY = "logger -i -t sshd -p auth.info";

/**
 * What sshd would say about failed logins from an address.
 * @param rule 5763 is about users that exist, 5712 about others.
 */
export function loginLines(rule: 5763 | 5712, from: string, user = DRILL_USER): string[] {
  return Array.from({ length: COUNT }, (_, i) =>
    rule === 5763
      ? `Failed password for ${user} from ${from} port ${40_000 + i} ssh2`
      : `Failed password for invalid user ${user} from ${from} port ${40_000 + i} ssh2`,
  );
}

/** Writes failed logins into the agent's log: of each address, one after the other. */
export async function writeLogins(
  site: Site,
  rule: 5763 | 5712,
  from: readonly string[],
  user = DRILL_USER,
): Promise<void> {
  const lines = from.flatMap((address) => loginLines(rule, address, user));
  await site.onAgent(SAY, `${lines.join("\n")}\n`);
}
