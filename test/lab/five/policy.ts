import type { HostFile } from "../../../policy/model/hostFile";
import type { Policy } from "../../../policy/model/policy";
import { channelsOf, type FiveChannel } from "../../../policy/render/five/channels";
import { scriptsForFive } from "../../../policy/render/five/scriptsForFive";
import { FLEET, POLICY } from "../responses/policy";

/** The channels of POLICY under names that say what they count: `eight` alerts in 120 s, `once` at the first. */
export function channels(policy: Policy = POLICY): readonly FiveChannel[] {
  const names: Readonly<Record<string, string>> = {
    "firewall-drop": "eight",
    "firewall-drop-2": "two-seconds",
    "block-for-ever": "for-ever",
  };
  const all = channelsOf(policy).map((one) => ({ ...one, name: names[one.name] ?? one.name }));
  const [first] = all;
  return first ? [...all, { ...first, name: "once", count: 1 }] : all;
}

/** The files that an agent of Wazuh 5 gets. */
export function fiveFiles(policy: Policy = POLICY): readonly HostFile[] {
  return scriptsForFive(policy, FLEET, channels(policy));
}
