import { DRILL_USER, writeLogins } from "./logins";
import type { DrillPlan } from "./drillPlan";
import type { Site } from "./site";
import { failed, noted, passed, type Verdict } from "./step";

type Rule = 5763 | 5712;

/** A brute force from a foreign address is blocked in time. */
export async function foreignIsBlocked(site: Site, rule: Rule, address: string): Promise<Verdict> {
  await writeLogins(site, rule, [address]);
  if (await site.until(async () => (await site.blocked()).includes(address)))
    return passed(`${address} is in the agent's nftables set`);
  const fired = (await firedFor(site, rule)).includes(address);
  return failed(
    fired
      ? `${address} is not blocked after ${site.within} s, although rule ${rule} fired on the manager; see active-responses.log on the agent, and active-response check`
      : `${address} is not blocked after ${site.within} s, and rule ${rule} did not fire; does the agent read its auth log or journal?`,
  );
}

/**
 * Two foreign addresses right after the white-listed ones: the stock ignore window would let them pass.
 * @returns how it went for the two, and for each entry of the white list.
 */
export async function afterListed(
  site: Site,
  rule: Rule,
  { foreign, listed, keepsWindow }: DrillPlan,
): Promise<{
  readonly window: Verdict;
  readonly entries: readonly (readonly [string, Verdict])[];
}> {
  await writeLogins(site, rule, [...listed.map(({ address }) => address), ...foreign.after]);
  const both = await site.until(async () => {
    const blocked = await site.blocked();
    return foreign.after.every((address) => blocked.includes(address));
  });
  const blocked = await site.blocked();
  const missed = foreign.after.filter((address) => !blocked.includes(address));
  const said = `not blocked after ${site.within} s: ${missed.join(", ")}`;
  const window = both
    ? passed(`${foreign.after.join(" and ")} are blocked, seconds after white-listed ones`)
    : keepsWindow
      ? noted(`${said}; the stack keeps the ignore window (ignoreWindow: keep)`)
      : failed(`${said}; an earlier brute force may hide others`);
  // What the manager has not seen proves nothing: first that the rule fired for each, then that nobody is blocked.
  let fired: readonly string[] = [];
  await site.until(async () => {
    fired = await firedFor(site, rule);
    return keepsWindow || listed.every(({ address }) => fired.includes(address));
  });
  const now = await site.blocked();
  const entries = listed.map(({ name, address }): readonly [string, Verdict] => [
    `white list: ${name}`,
    now.includes(address)
      ? failed(`${address} is blocked although it is on the white list`)
      : fired.includes(address)
        ? passed(`${address} is not blocked, although rule ${rule} fired for it`)
        : keepsWindow
          ? noted(`${address} is not blocked; rule ${rule} was in its ignore window`)
          : failed(`rule ${rule} did not fire for ${address}, so nothing is proven`),
  ]);
  return { window, entries };
}

/** A user whose name Wazuh takes for an attack on itself: no response at all (warning 1272 of analysisd). */
export async function strangeUser(site: Site, rule: Rule, address: string): Promise<Verdict> {
  const user = `CORP\\${DRILL_USER}`;
  await writeLogins(site, rule, [address], user);
  const blocked = async (): Promise<boolean> => (await site.blocked()).includes(address);
  await site.until(async () => (await blocked()) || (await firedFor(site, rule)).includes(address));
  // A response that was sent arrives within a second.
  const since = Date.now();
  await site.until(async () => (await blocked()) || Date.now() - since > 1000);
  return (await blocked())
    ? noted(`${address} is blocked for failed logins of ${user}`)
    : noted(
        `${address} is not blocked for failed logins of ${user}: Wazuh itself sends no response for such a name`,
      );
}

/** Addresses for which the rule fired on the manager since the drill began. */
async function firedFor(site: Site, rule: Rule): Promise<readonly string[]> {
  const alerts = await site.alerts();
  return alerts.flatMap((alert) =>
    alert.rule.id === String(rule) && alert.data?.srcip !== undefined ? [alert.data.srcip] : [],
  );
}
