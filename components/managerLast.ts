import * as pulumi from "@pulumi/pulumi";

import { executablesBehind, partIsBehind } from "../policy/rollout/behind";
import type { HostBundle } from "../policy/rollout/fleetBundles";
import type { Reporting } from "./fleetReports";
import type { HostReport } from "./hostReport";
import { standInWhileUnknown } from "./standInWhileUnknown";
import { isPlain } from "./onValue";

const HOW = "run pulumi up without --target and --exclude";

/**
 * What the engine asks right before it touches a manager: whether every agent has, by its last report, the executables
 * that the manager is about to name. An order of resources alone does not say that: `--target` and `--exclude` leave hosts
 * out, and what depends on them goes on. A hook, because the answer must not be part of what the manager gets: a preview
 * would not know that, and show no changed line of it.
 */
export function agentsFirst(
  name: string,
  agents: readonly Reporting[],
): pulumi.ResourceHook | undefined {
  const lacking = eachOf(agents, ({ bundle }, { files }) => executablesBehind(bundle, files));
  return hook(name, async () => {
    const behind = (await lacking).filter(({ found }) => found.length > 0);
    if (behind.length === 0) return;
    throw new Error(
      `nothing of it was touched: ${behind.length} agent(s), by their last reports, have not the executables that it is about to name; ` +
        `${HOW}, or name those that may lag in rollout.skip:\n` +
        behind.map(({ host, found }) => `${host}: ${found.join(", ")}`).join("\n"),
    );
  });
}

/** The same before a host loses what is no longer named: whether the managers name it no more. */
export function managersFirst(
  name: string,
  managers: readonly Reporting[],
): pulumi.ResourceHook | undefined {
  const lacking = eachOf(managers, ({ bundle }, { files }) => partIsBehind(bundle, files));
  return hook(name, async () => {
    const behind = (await lacking).filter(({ found }) => found).map(({ host }) => host);
    if (behind.length === 0) return;
    throw new Error(
      `nothing was taken away: ${behind.join(", ")}, by the last report, may still name it; ${HOW}`,
    );
  });
}

/**
 * What is found of each host that this run does not leave as it is. One whose report a preview does not know is brought up to
 * date by this run.
 */
async function eachOf<T>(
  all: readonly Reporting[],
  find: (wanted: HostBundle, report: HostReport) => T,
): Promise<readonly { readonly host: string; readonly found: T }[]> {
  const asked = all.filter(({ held }) => !held);
  const found = await Promise.all(
    asked.map(async ({ name, state, wanted }) => {
      const [report, bundle] = await Promise.all([
        known(state.report),
        isPlain(wanted) ? wanted : known(wanted),
      ]);
      return report && bundle ? [{ host: name, found: find(bundle, report) }] : [];
    }),
  );
  return found.flat();
}

/**
 * The value of an output, where it is known. Nothing ever, where what it depends on has failed: then the engine does not
 * come as far as to ask.
 */
function known<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    standInWhileUnknown(output, undefined).apply((value) => {
      resolve(value);
    });
  });
}

function hook(name: string, ask: () => Promise<void>): pulumi.ResourceHook | undefined {
  return takesHooks() ? new pulumi.ResourceHook(name, ask, { onDryRun: true }) : undefined;
}

/** False under the SDK's mocks, where nothing is ever touched, and a hook would wait for ever to be taken. */
function takesHooks(): boolean {
  const { getMonitor } = pulumi.runtime as unknown as { getMonitor?: () => object | undefined };
  return (
    typeof (getMonitor?.() as { registerResourceHook?: unknown } | undefined)
      ?.registerResourceHook === "function"
  );
}
