import type { StackInput } from "../../policy/model/stack";
import type { Lab } from "../labTypes";
import { stateOf } from "./hostState";
import { bruteForce } from "./scenes/bruteForce";
import { destroyScene } from "./scenes/destroy";
import { firstRollout } from "./scenes/firstRollout";
import { listedProcess } from "./scenes/listedProcess";
import { refusals } from "./scenes/refusals";
import { secondRun } from "./scenes/secondRun";
import { threeChanges } from "./scenes/threeChanges";
import type { Scene } from "./stage";

/** How long a block lasts in the demo, in seconds: nobody waits an hour for the end of one. */
const BLOCK_SECONDS = 15;

const NOTE_SCRIPT = `#!/bin/sh
# Tells the host's own log who was blocked and why.
IFS= read -r line || exit 0
logger -t note-block -p auth.notice "brute force answered"
`;

/** Golem Trust's policy, with a short block and a small script of the user's own. */
export const POLICY: Partial<StackInput> = {
  whitelist: {
    common: [
      { address: "100.64.0.0/10", name: "headscale", reason: "the private network" },
      { address: "127.0.0.1", name: "loopback", reason: "the host itself" },
    ],
    hel1: [{ address: "95.216.10.10", name: "hel-monitor", reason: "watches Helsinki" }],
    nbg1: [{ address: "116.203.10.10", name: "nbg-monitor", reason: "watches Nuremberg" }],
  },
  responses: [
    { kind: "block-ip", rules: [5763, 5712], timeout: BLOCK_SECONDS },
    { kind: "kill-process", rules: [100050], processes: ["totally-not-malware", "xmrig"] },
    {
      kind: "custom",
      command: "note-block",
      executable: "note-block.sh",
      rules: [5763],
      script: NOTE_SCRIPT,
      tools: ["logger"],
    },
  ],
};

/** All scenes in the order in which they build on each other; the state of the hosts before the first is kept. */
export async function scenesOf(lab: Lab): Promise<readonly Scene[]> {
  const before = new Map<string, string>();
  for (const host of lab.hosts) before.set(host.name, await stateOf(host));
  return [
    firstRollout,
    secondRun,
    threeChanges,
    bruteForce,
    listedProcess,
    refusals,
    destroyScene(before),
  ];
}
