import type { Policy } from "../../model/policy";
import { logPlaces } from "../../provenance/guards";
import { placePattern } from "../../provenance/places";

/** Where daemons log, as patterns for awk: settings of a script that asks whether a log line proves its address. */
export function logSettings(policy: Policy): Readonly<Record<string, string>> {
  const { auth, mail, ftp, webAccess, webErrors, raw } = logPlaces(policy);
  return {
    logsAuth: placePattern(auth, "ere"),
    logsMail: placePattern(mail, "ere"),
    logsFtp: placePattern(ftp, "ere"),
    logsWebAccess: placePattern(webAccess, "ere"),
    logsWebErrors: placePattern(webErrors, "ere"),
    logsRaw: placePattern(raw, "ere"),
  };
}
