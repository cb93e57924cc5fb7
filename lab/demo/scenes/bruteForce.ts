import { hasReloaded } from "../../hasReloaded";
import type { Scene } from "../stage";
import { isBlocked, within } from "../watch";

const FOREIGN = "203.0.113.66";
const LISTED = "100.64.0.66";

/** A brute force is answered on the attacked host alone; a white-listed address is never blocked; the block ends. */
export const bruteForce: Scene = {
  title: "A brute force is blocked where it happens, and nowhere else",
  async play({ lab, during, prove }) {
    const [victim, ...others] = lab.agents;
    const { attacker } = lab;
    if (!victim || !attacker) throw new Error("the lab has no agent or no attacker");
    // As a rule it has, long since.
    await within(60, () => hasReloaded(victim, lab.master));
    prove(`${FOREIGN} reaches ${victim.name}`, await attacker.reaches(victim, FOREIGN), true);
    await victim.failedLogins({ from: LISTED, count: 10 });
    await victim.failedLogins({ from: FOREIGN, count: 10 });
    const blocked = await during(
      `10 failed logins each from ${FOREIGN} and from ${LISTED} (white-listed)`,
      within(60, () => isBlocked(victim, FOREIGN)),
    );
    prove(`${FOREIGN} is in the nftables set of ${victim.name}`, blocked, true);
    prove("its packets are no longer answered", await attacker.reaches(victim, FOREIGN), false);
    const elsewhere = await Promise.all(others.map((host) => isBlocked(host, FOREIGN)));
    prove("no other agent blocks it", elsewhere, [false, false, false]);
    prove(`${LISTED} is not blocked`, await isBlocked(victim, LISTED), false);
    prove(`${LISTED} is still answered`, await attacker.reaches(victim, LISTED), true);
    const free = await during(
      "waiting for the end of the block",
      within(60, async () => !(await isBlocked(victim, FOREIGN))),
    );
    prove("after the timeout it is no longer blocked", free, true);
    prove("and answered", await attacker.reaches(victim, FOREIGN), true);
  },
};
