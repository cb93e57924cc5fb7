import type { Tree } from "./fields";

/** Forms of sshd's messages, and what their groups are; the first that matches is taken. */
const FORMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^Accepted \S+ for (\S+) from (\S+) port (\S+)/, ["dstuser", "srcip", "srcport"]],
  [/^User (\S+) from (\S+) /, ["dstuser", "srcip"]],
  [
    /^(?:Postponed|Failed) keyboard-interactive.* user (\S+) from (\S+) port (\d+) /,
    ["dstuser", "srcip", "srcport"],
  ],
  // Not anchored behind "user", as in the stock decoder: a user name can bring an address of its own.
  // Of these the port is left (test/real/alerts.jsonl).
  [/^Failed \S+ for (?:invalid|illegal) user.*?(\S+) from (\S+)/s, ["srcuser", "srcip"]],
  [/^Failed \S+ for (\S+) from (\S+) port (\d+)/, ["dstuser", "srcip", "srcport"]],
  [/^error: PAM: Authentication \w+ for (\S+) from (\S+)$/, ["dstuser", "srcip"]],
  [/^(?:Invalid|Illegal) user.*?(\S+) from (\S+)(?: port (\d+))?/, ["srcuser", "srcip", "srcport"]],
  [
    /^Disconnected from (?:(?:invalid|authenticating) user (\S+) )?(\S+) port (\d+)/,
    ["srcuser", "srcip", "srcport"],
  ],
  [
    /^Connection (?:closed|reset) by (?:(?:invalid|authenticating) user (\S+) )?(\S+) port (\d+)/,
    ["srcuser", "srcip", "srcport"],
  ],
];

/** Users and addresses of a message of sshd. */
export function decodeSshd(log: string): Tree {
  for (const [form, names] of FORMS) {
    const found = form.exec(log);
    if (!found) continue;
    const pairs = names.map((name, index) => [name, found[index + 1]] as const);
    return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
  }
  return {};
}
