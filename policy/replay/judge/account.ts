import type { Alert } from "../alerts/alert";
import { plain, plainField, plainSpelt } from "./plain";
import { whyForged, type LogSettings } from "./provenance";

/** What disable-account decides of one alert, as far as it does not ask the host's list of accounts. */
export interface AccountVerdict {
  readonly verdict: "lock" | "refused" | "forged";
  readonly user: string;
  /** "" where it would lock. */
  readonly why: string;
}

/** The settings at the top of guarded-disable-account. */
export interface AccountSettings {
  readonly protect: readonly string[];
  readonly logs: LogSettings;
}

const NAMED = "parameters.alert.data.dstuser";

/**
 * Decides as scripts/responses/guarded-disable-account.sh.hbs does, in its order. Whether the account exists there, under which
 * number, and whether somebody has locked it, only the host can tell: replay says so.
 */
export function judgeAccount(alert: Alert, { protect, logs }: AccountSettings): AccountVerdict {
  const user = plain(plainField(alert.dstuser));
  if (/^$|^-|^\.|\.\.|[^A-Za-z0-9._@-]/.test(user))
    return { verdict: "refused", user: plainSpelt(alert.dstuser ?? ""), why: whyNoAccount(alert) };
  const forged = whyForged(alert, logs, true);
  if (forged !== "") return { verdict: "forged", user, why: plain(forged) };
  const bare = bareName(user);
  if (bare === "root") return { verdict: "refused", user, why: "root is never locked" };
  if (protect.some((one) => bareName(one) === bare))
    return { verdict: "refused", user, why: "on the protect list" };
  return { verdict: "lock", user, why: "" };
}

/** A name without its domain and in small letters: NAME@domain, DOMAIN\NAME and DOMAIN+NAME (scripts/responses/spared-account.sh). */
export function bareName(name: string): string {
  return name
    .replace(/.*\\/s, "")
    .replace(/.*\+/s, "")
    .replace(/@.*/s, "")
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function whyNoAccount({ dstuser }: Alert): string {
  if (dstuser === undefined) return `${NAMED} is missing`;
  return dstuser === "" ? `${NAMED} is empty` : `${NAMED} is not an account`;
}
