import { installerSum } from "./installer";
import { printBundle, type Bundle } from "./bundle";
import type { Constants, LastSent } from "./constants";
import { sumOf } from "./packed";
import { sentFiles } from "./sentFiles";

/**
 * Prints a bundle for a host that may have its installer and its programs: what it has, by its own last report, goes by its sum alone,
 * for it is nine tenths of a bundle, and the state keeps each twice. All of it goes to a host that has said nothing, that was
 * rebuilt (another server, or another host key), or on which drift was found since. Where nothing else differs, the last input is
 * printed as it was, so that a run with nothing to do shows no change.
 */
export function printCarried(bundle: Bundle, last: LastSent | undefined): string {
  const whole = printBundle(bundle);
  if (last === undefined || last.stdin === whole) return whole;
  const wanted = constantsOf(bundle);
  const forms = [
    ...(wanted.programs === undefined ? [] : [{ ...wanted }, { programs: wanted.programs }]),
    { installer: wanted.installer },
  ].map((kept) => printBundle(bundle, kept));
  const same = forms.find((form) => form === last.stdin);
  if (same !== undefined) return same;
  if (last.kept === undefined || !isSameHost(bundle, last.stdin)) return whole;
  const { installer, programs } = last.kept;
  return printBundle(bundle, {
    ...(installer === wanted.installer && { installer }),
    ...(programs !== undefined && programs === wanted.programs && { programs }),
  });
}

/** The sums of what a bundle carries. */
export function constantsOf({ role, files }: Pick<Bundle, "role" | "files">): Constants {
  const { programs } = sentFiles(files);
  return { installer: installerSum(role), ...(programs && { programs: sumOf(programs) }) };
}

/** Whether it is for certain the host that took the last input, and nothing was found there since. */
function isSameHost(bundle: Bundle, stdin: string): boolean {
  if (bundle.machine === undefined && bundle.server === undefined) return false;
  let last: Partial<Bundle>;
  try {
    last = JSON.parse(stdin) as Partial<Bundle>;
  } catch {
    return false;
  }
  return (["host", "role", "machine", "server", "repair"] as const).every(
    (key) => last[key] === bundle[key],
  );
}
