import { apiAccess } from "../../../cli/lib/manager/apiAccess";
import { joinStacks } from "../../../config/joinStacks";
import { parseStack } from "../../../config/parseStack";
import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { policyDigest } from "../../../policy/bundle/policyDigest";
import { lint } from "../../../policy/lint/lint";
import { hostsOf } from "../../../policy/model/fleet";
import type { StackInput } from "../../../policy/model/stack";
import { fleetBundles } from "../../../policy/rollout/fleetBundles";
import type { Stack } from "./hosts";

/** What a stack's hosts get, what is said of it, and the digest of its policy. */
export interface Signature {
  readonly bundles: string;
  readonly said: string;
  readonly digest: string;
}

const TODAY = "2026-01-01";

/** What becomes of a policy: bundles of all its hosts, and every finding. */
export function ofPolicy(stack: Stack): Signature {
  const parsed = parseStack(stack);
  if (!parsed.ok) {
    const shape = parsed.findings.filter(({ code }) => code === "config-shape");
    if (shape.length > 0) throw new Error(JSON.stringify(shape));
    return { bundles: "", said: JSON.stringify(parsed.findings), digest: "" };
  }
  const { policy, fleet, input } = parsed;
  const bundle = fleetBundles(policy, fleet, {
    repair: input.repair,
    wait: input.rollout?.wait,
  });
  return {
    bundles: JSON.stringify(hostsOf(fleet).map(({ name }) => bundle(name).bundle)),
    said: JSON.stringify(lint(policy, fleet, { today: TODAY, accept: input.lint?.accept })),
    digest: policyDigest(policy),
  };
}

const POLICY = policyOf({ whitelist: [], responses: [], rules: [] });
const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [],
});

/** What reads the keys that neither a bundle nor a resource shows: the API's, and the links to other stacks. */
export function ofOthers({ api, stack }: Pick<Partial<StackInput>, "api" | "stack">): string {
  const hel1 = { policyDigest: "another", whitelist: [], managers: [], agents: [], servers: [] };
  return JSON.stringify([
    apiAccess(api, {}),
    stack && joinStacks(stack, POLICY, FLEET, { locations: { hel1 } }),
  ]);
}
