import { parseDuration, type Seconds } from "../../model/duration";
import { UNKNOWN_ADDRESS, type Fleet } from "../../model/fleet";
import type { HostFile } from "../../model/hostFile";
import { hostOf } from "../../model/parseFleet";
import type { Policy } from "../../model/policy";
import type { Response } from "../../model/response";
import { inForm } from "../form";
import { renderResponseFiles } from "../responses/index";
import { channelsOf, type FiveChannel } from "./channels";
import { formOfFive } from "./form";

/**
 * How old an alert may be before a response to it is logged and not done, in Wazuh 5 (beta): a finding takes up to four minutes on
 * its way, and a task waits an hour for an agent that is off.
 */
export const MAX_AGE = parseDuration("10m");

/**
 * The scripts of a policy for agents of Wazuh 5 (beta), and the files beside them: the programs of 4.14, which read the message of
 * 5. Nothing of a rollout calls this, so that no agent of 4.14 ever gets one. Placements (`on`) are left out: a channel is the
 * whole fleet's.
 * @param channels what each channel is called and what it counts; a script knows it by its name.
 * @param maxAge alerts that are older are logged only.
 * @returns in the order of their paths.
 * @throws Error naming a channel whose name is not one.
 */
export function scriptsForFive(
  policy: Policy,
  fleet: Fleet,
  channels: readonly FiveChannel[] = channelsOf(policy),
  maxAge: Seconds = MAX_AGE,
): readonly HostFile[] {
  const everything = { ...policy, responses: policy.responses.map(everywhere) };
  const { files } = inForm(formOfFive(channels, maxAge), () =>
    renderResponseFiles(everything, fleet, ANY_AGENT),
  );
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function everywhere(response: Response): Response {
  const { on: here, ...rest } = response;
  return here ? rest : response;
}

const ANY_AGENT = hostOf({ name: "agent", role: "agent", address: UNKNOWN_ADDRESS });
