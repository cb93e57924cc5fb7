import type { Finding } from "../policy/model/finding";
import { isFillIn } from "./fillIns";
import { printPath } from "./shapeFindings";

/** What is wrong with a key, and what to write instead. */
type Wrong = readonly [reason: string, instead: string];

/** Bytes of an ed25519 key: the length and the text of its type, the length and the 32 bytes of the key. */
const ED25519_BYTES = 4 + "ssh-ed25519".length + 4 + 32;

const ASK = "run active-response trust, which shows the host's key and asks";
const OWN_KEY =
  "write the host's own ed25519 key: docs/access.md says how to get it over a connection that the authority vouches for";

/**
 * Host keys that the provider would not take, or take for something else, wherever one is in the configuration. One
 * that is still to be filled in is not looked at.
 * @param value the configuration, or a part of it.
 * @param path of that part.
 */
export function hostKeyFindings(value: unknown, path: readonly PropertyKey[] = []): Finding[] {
  if (path.at(-1) === "hostKey") return typeof value === "string" ? findingOf(value, path) : [];
  if (typeof value !== "object" || value === null) return [];
  const parts: [PropertyKey, unknown][] = Array.isArray(value)
    ? value.map((part: unknown, i) => [i, part])
    : Object.entries(value);
  return parts.flatMap(([key, part]) => hostKeyFindings(part, [...path, key]));
}

function findingOf(line: string, path: readonly PropertyKey[]): Finding[] {
  const wrong = isFillIn(line) ? undefined : wrongWith(line);
  if (!wrong) return [];
  const [reason, instead] = wrong;
  return [
    {
      severity: "error",
      code: "host-key",
      path: printPath(path),
      value: JSON.stringify(line.slice(0, 60)),
      reason,
      instead,
    },
  ];
}

function wrongWith(line: string): Wrong | undefined {
  const [type = "", text = ""] = line.trim().split(/\s+/);
  // Pulumi's provider skips the word and compares the authority's key itself, which no host shows.
  if (/^@?cert-authority\b/.test(line.trim()))
    return [
      "names a certificate authority; Pulumi's provider compares one key per host and does not read certificates",
      OWN_KEY,
    ];
  if (type.endsWith("-cert-v01@openssh.com"))
    return [
      "is a certificate, which changes with each renewal; the provider compares keys",
      OWN_KEY,
    ];
  if (type === "ssh-rsa")
    return ["cannot be compared: today's sshd signs with another name of the same key", ASK];
  if (type !== "ssh-ed25519" && !type.startsWith("ecdsa-sha2-nistp"))
    return ["does not begin with a key type, as a line of authorized_keys does", ASK];
  const key = Buffer.from(text, "base64");
  const wants = key.subarray(4, 4 + type.length).toString("latin1") === type;
  const whole = type !== "ssh-ed25519" || key.length === ED25519_BYTES;
  return wants && whole && key.toString("base64") === text
    ? undefined
    : ["is not a complete key: it was cut short, or is a placeholder", ASK];
}
