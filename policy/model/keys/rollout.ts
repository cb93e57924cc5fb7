import * as z from "zod";

import { text } from "./values";

/** How a rollout goes where nothing is written. */
export const ROLLOUT = {
  parallel: 8,
  offline: "fail",
  maxOffline: 1,
  deferArConfChanges: false,
  coverage: "none",
  wazuh5: "refuse",
  /** Seconds. */
  wait: 120,
} as const;

/** The order of a rollout, and what happens where a host is off. */
export const rollout = z
  .strictObject({
    canary: text.describe(
      "Agent that is rolled out first; when it fails, nothing else is touched.",
    ),
    parallel: z
      .number()
      .int()
      .positive()
      .describe(`Agents rolled out side by side. Default: ${ROLLOUT.parallel}.`),
    offline: z
      .enum(["fail", "warn"])
      .describe(
        `An agent whose SSH port does not answer: stop before the manager, or pass it over with a warning. Default: ${ROLLOUT.offline}.`,
      ),
    maxOffline: z
      .number()
      .int()
      .nonnegative()
      .describe(
        `With offline: warn, agents that may be off before the rollout stops. Default: ${ROLLOUT.maxOffline}.`,
      ),
    skip: z
      .array(text)
      .describe(
        "Agents to pass over in this run; left as they are, brought up to date by a later run.",
      ),
    gone: z
      .array(text)
      .describe(
        "Agents that no longer exist: passed over, and nothing is undone on them when they leave the stack.",
      ),
    releaseFirst: z
      .array(text)
      .describe(
        "Agents that are released where they are isolated when isolate-host leaves them: taken out of the stack, another placement, pulumi destroy. It counts from the next up. Default: that is refused, with the agent's name.",
      ),
    deferArConfChanges: z
      .boolean()
      .describe(
        `The managers wait, with all their changes, where ar.conf would change and every agent would reload, or a group's agent.conf (logs.groups) and its agents would; preview lists what waits. Default: ${ROLLOUT.deferArConfChanges}.`,
      ),
    coverage: z
      .enum(["none", "ask"])
      .describe(
        `ask: each preview and up asks the manager, by one short SSH connection, for the agents that are enrolled there, and warns of those that a response does not cover; a manager that does not answer is a warning only. Default: ${ROLLOUT.coverage}.`,
      ),
    wazuh5: z
      .enum(["refuse", "skip"])
      .describe(
        `An agent that runs Wazuh 5 (beta), which takes no script of 4.14: stop there, or pass it over with a warning and leave it as it is. With skip each preview and up asks the manager, by one short SSH connection, which agents those are. Default: ${ROLLOUT.wazuh5}.`,
      ),
    wait: z
      .number()
      .int()
      .min(10)
      .max(3600)
      .describe(
        `Seconds that a manager may take to reload, a worker to get its rules, and, from 30 on, any one program or daemon of a host that a rollout waits for. Default: ${ROLLOUT.wait}.`,
      ),
  })
  .partial();
