import { mkdir } from "node:fs/promises";

import type { StackInput } from "../../policy/model/stack";
import { stackConfigOf } from "../../lab/demo/stackConfigOf";
import type { Deployment } from "../../lab/demo/deployment";
import { deployment } from "../../lab/deploy";
import { runPulumi } from "../pulumi/runPulumi";
import type { Job } from "./job";
import { SIDE_BY_SIDE, type Way } from "./way";

const MANAGER = "bench-manager";

/**
 * This program: the stack of a location (index.ts, all its checks), so that agents alone are worked on, as by the other
 * ways. A run is `pulumi up` of a state in memory, from the start of its process to its end.
 * @param environment of the run, beside the machine's own.
 */
export function byProgram(environment: Readonly<Record<string, string>>): Way {
  let folder = "";
  let config: StackInput | undefined;
  let stack: Deployment | undefined;
  return {
    prepare: async (lab, dir) => {
      folder = dir;
      await mkdir(dir, { recursive: true });
      const whitelist = [{ address: "100.64.0.0/10", name: "tailnet" }];
      // The manager's stack, which a location reads, holds no host here: only what it would say.
      const { name, address } = lab.master;
      const managers = [{ name, address, role: "master" }];
      const said = { policyDigest: "000000000000", whitelist, managers, agents: [], servers: [] };
      const program = (): Promise<Record<string, unknown>> => Promise.resolve(said);
      const silent = { say: (): void => undefined };
      const manager = await deployment(dir, {}, { stack: MANAGER, program, ...silent });
      await manager.up();
      stack = await deployment(dir, {}, silent);
      config = {
        ...stackConfigOf(lab),
        whitelist: undefined,
        rollout: { parallel: SIDE_BY_SIDE },
        stack: {
          role: "location",
          managerStack: `organization/wazuh-active-response/${MANAGER}`,
        },
      };
    },
    give: (job) =>
      stack?.configure({ ...config, responses: responsesOf(job), rules: [RULE] }) ??
      Promise.reject(new Error("prepare first")),
    run: async () => {
      await runPulumi({ folder, what: "up", environment, parallel: SIDE_BY_SIDE + 8 });
    },
  };
}

/** A rule of our own, bound to every script: the policy is one that lint has nothing against. */
const RULE: NonNullable<StackInput["rules"]>[number] = {
  id: 100_100,
  level: 10,
  description: "a benchmark's rule, which never fires",
  ifSid: [5760],
  match: "a benchmark's word",
};

function responsesOf({ scripts }: Job): StackInput["responses"] {
  return scripts.map(({ name, content }) => ({
    kind: "custom",
    command: name,
    executable: name,
    script: content,
    // What stands on the host is then the script itself, byte for byte, as by the other ways.
    protocol: "own",
    rules: [RULE.id],
  }));
}
