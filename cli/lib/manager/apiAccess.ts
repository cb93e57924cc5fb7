import { homePath } from "../../../config/homePath";
import { isFillIn } from "../../../config/fillIns";
import type { ApiInput } from "../../../policy/model/stack";
import type { Trust } from "../api/transport";
import type { Credentials } from "../api/wazuhApi";
import { API } from "../../../policy/model/keys/api";

/** Everything that is needed to reach the API. */
export interface ApiAccess {
  readonly url: string;
  readonly trust: Trust;
  readonly credentials: Credentials;
}

/**
 * How the API is reached: by the stack's key `api`, credentials from its secrets or from the environment.
 * @returns what is missing, in words, where something is.
 */
export function apiAccess(
  api: ApiInput | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): ApiAccess | { readonly missing: string } {
  if (!api) return { missing: "the stack has no key api (url, certificate, user)" };
  if (isFillIn(api.certificate)) return { missing: "api.certificate is not filled in yet" };
  const user = api.user ?? environment[API.user];
  const password = api.password ?? environment[API.password];
  if (user === undefined || password === undefined) {
    const [key, variable] = user === undefined ? ["user", API.user] : ["password", API.password];
    return { missing: `no ${key} for the API; set api.${key} in the stack, or ${variable}` };
  }
  const trust: Trust =
    api.certificate !== undefined
      ? { certificate: api.certificate }
      : { caFile: homePath(api.caFile ?? "") };
  return { url: api.url, trust, credentials: { user, password } };
}
