import { finding, type Finding } from "../policy/model/finding";
import type { ApiInput } from "../policy/model/stack";

/** The API's certificate is trusted in exactly one way; there is no way without. */
export function apiFindings(api: ApiInput | undefined): Finding[] {
  if (!api || (api.certificate === undefined) !== (api.caFile === undefined)) return [];
  return [
    finding(
      "error",
      "api-trust",
      "api",
      api.url,
      api.caFile === undefined
        ? "says neither which certificate the API shows nor who signed it; a password would go to whoever answers"
        : "says twice how the certificate is trusted",
      "write either certificate (its SHA-256 fingerprint) or caFile, not both",
    ),
  ];
}
