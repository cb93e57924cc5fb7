import { createHash } from "node:crypto";

import { EXECUTABLES } from "../model/hostPaths";
import type { Policy } from "../model/policy";
import type { Response } from "../model/response";
import { IGNORE_WINDOW, MODE } from "../model/keys/policy";

/**
 * Twelve hexadecimal digits that stand for what a policy responds to and how: all of it but its white list, which grows
 * with the fleet, and what only the manager's stack has: the groups whose agent.conf collects the log, and where alerts are sent
 * on. Stacks with the
 * same digest put the same scripts on hosts.
 */
export function policyDigest(policy: Policy): string {
  const { ignoreWindow = IGNORE_WINDOW, mode, neverBlock, hostWhitelist } = policy;
  const document = sorted({
    // A manager that names executables by names of this version waits for agents that have them.
    executables: EXECUTABLES,
    // All of it, so that no key is forgotten, but what only one of the stacks that share a fleet may have.
    ...policy,
    responses: policy.responses.map(withoutFindings),
    whitelist: undefined,
    logGroups: undefined,
    forward: undefined,
    ignoreWindow,
    mode: mode === MODE ? undefined : mode,
    neverBlock: neverBlock?.length ? neverBlock : undefined,
    hostWhitelist: hostWhitelist?.length ? hostWhitelist : undefined,
    // Only lint reads it.
    managerRules: undefined,
  });
  return createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 12);
}

/** Findings are of Wazuh 5: no host of 4.14 gets anything of them. */
function withoutFindings(response: Response): object {
  return { ...response, findings: undefined };
}

/** The same value with the keys of every object in order: how a file orders its keys means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
