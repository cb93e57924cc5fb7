import { homePath } from "../../../config/homePath";
import { isFillIn } from "../../../config/fillIns";
import { API } from "../../../policy/model/keys/api";
import type { StackInput } from "../../../policy/model/stack";
import { FILL_IN } from "../../../policy/model/keys/values";
import type { Trust } from "../api/transport";

/** Where a call is sent by hand, and as whom; never with the password, for which curl asks. */
export interface CallSite {
  readonly url: string;
  readonly user: string;
  readonly trust: Trust;
  /** What stands there as FILL-IN, or is a guess, in sentences. */
  readonly open: readonly string[];
}

/** Port of the API as it is installed. */
const PORT = 55_000;

/** What the stack says of the API. What it does not say is FILL-IN, with which the API refuses the call. */
export function callSiteOf(
  { api, manager }: Pick<StackInput, "api" | "manager">,
  environment: Readonly<Record<string, string | undefined>>,
): CallSite {
  const open: string[] = [];
  const user = api?.user ?? environment[API.user];
  if (api === undefined)
    open.push(
      `the stack has no key api: the URL is its manager's address with the API's own port, ${PORT}`,
    );
  if (user === undefined) open.push(`the API's user, after -u`);
  const host = manager.host.includes(":") ? `[${manager.host}]` : manager.host;
  const caFile = api?.caFile;
  const certificate = api?.certificate;
  if (caFile === undefined && (certificate === undefined || isFillIn(certificate)))
    open.push(
      "the certificate's fingerprint; on the manager: openssl x509 -in /var/ossec/api/configuration/ssl/server.crt -noout -fingerprint -sha256",
    );
  return {
    url: api?.url ?? `https://${host}:${PORT}`,
    user: user ?? FILL_IN,
    trust:
      caFile === undefined
        ? { certificate: fingerprint(certificate) }
        : { caFile: homePath(caFile) },
    open,
  };
}

/** As openssl prints it. */
function fingerprint(written: string | undefined): string {
  if (written === undefined || isFillIn(written)) return FILL_IN;
  return written.replaceAll(":", "").toUpperCase().match(/../g)?.join(":") ?? FILL_IN;
}
