import { finding, type Finding } from "../policy/model/finding";
import type { ApiInput } from "../policy/model/stack";

/** The API's certificate is trusted in exactly one way, and one must be given. */
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
        : "gives two ways to trust the certificate",
      "write either certificate (its SHA-256 fingerprint) or caFile, not both",
    ),
  ];
}
