import * as z from "zod";

/** What marks a value that only the stack's owner can give: preview warns, `up` refuses and names the key. */
export const FILL_IN = "FILL-IN";
/** Port that SSH connects to where none is written. */
export const SSH_PORT = 22;

/** A text that says something. */
export const text = z.string().min(1);
/** A TCP port. */
export const port = z.number().int().min(1).max(65_535);
/** Port of SSH. */
export const sshPort = port.exactOptional().describe(`Default: ${SSH_PORT}.`);
/** Id of a rule of Wazuh; policy/model/ruleId.ts reads it. */
export const ruleId = z.number().int();
/** Seconds, or one number with a unit; read by policy/model/duration.ts. */
export const seconds = z.union([z.number().int().nonnegative(), z.string()]);
/** Labels of a host, as Hetzner and placements name them: key -> value. */
export const labels = z.record(z.string(), z.string());
/** A pinned key; hostKeyFindings says what is wrong with one. */
export const hostKey = text.describe(
  "One authorized_keys line: ssh-ed25519 AAAA..., or ecdsa-sha2-nistp256 AAAA... of a host without such a key (FIPS).",
);
