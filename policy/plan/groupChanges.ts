import { AGENT_CONF_KEY, type Bundle } from "../bundle/bundle";
import { changedGroups } from "../rollout/changedGroups";
import type { GroupChanges } from "./plan";
import { timedBefore } from "./rowChanges";

/** Groups whose agent.conf the master changes. */
export function groupChanges(before: Bundle | undefined, after: Bundle | undefined): GroupChanges {
  const names = changedGroups(before?.[AGENT_CONF_KEY], after?.[AGENT_CONF_KEY]);
  return { names, lifts: names.length > 0 && timedBefore(before) };
}
