import { installerSum } from "./installer";
import { printBundle, type Bundle } from "./bundle";
import type { Constants, LastSent } from "./constants";
import { isNamed, sumOf, type Sent } from "./packed";
import { sentFiles } from "./sentFiles";

/** An input, as it was printed. */
type Document = Partial<Bundle> & { readonly installer?: Sent; readonly programs?: Sent };

/**
 * Prints a bundle for a host that may have its installer and its programs: what it has, by its own last report, goes by its sum alone,
 * for it is nine tenths of a bundle, and the state keeps each twice. All of it goes to a host that has said nothing, that was
 * rebuilt (another server, or another host key), or on which drift was found since. Where nothing else differs, the last input is
 * printed as it was, so that a run with nothing to do shows no change.
 */
export function printCarried(bundle: Bundle, last: LastSent | undefined): string {
  const before = last && documentIn(last.stdin);
  if (!before) return printBundle(bundle);
  const { installer, programs } = constantsOf(bundle);
  const same = printBundle(bundle, {
    ...(isNamed(before.installer ?? {}) && { installer }),
    ...(isNamed(before.programs ?? {}) && programs !== undefined && { programs }),
  });
  if (same === last.stdin) return same;
  if (!isSameHost(bundle, before)) return printBundle(bundle);
  return printBundle(bundle, {
    ...(last.kept?.installer === installer && { installer }),
    ...(programs !== undefined && last.kept?.programs === programs && { programs }),
  });
}

/** The sums of what a bundle carries. */
export function constantsOf({ role, files }: Pick<Bundle, "role" | "files">): Constants {
  const { programs } = sentFiles(files);
  return { installer: installerSum(role), ...(programs && { programs: sumOf(programs) }) };
}

/** What was sent last, read; undefined where it is not a document. */
function documentIn(stdin: string): Document | undefined {
  try {
    return JSON.parse(stdin) as Document;
  } catch {
    return undefined;
  }
}

/** Whether it is for certain the host that took the last input, and nothing was found there since. */
function isSameHost(bundle: Bundle, before: Document): boolean {
  if (bundle.machine === undefined && bundle.server === undefined) return false;
  return (["host", "role", "machine", "server", "repair"] as const).every(
    (key) => before[key] === bundle[key],
  );
}
