import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { StackInput } from "../../config/schema";
import { stackConfigOf } from "../../lab/demo/stackConfigOf";
import { deployment } from "../../lab/deploy";
import { mustRun } from "../../lab/process";
import type { Job } from "./job";
import { SIDE_BY_SIDE, type Way } from "./way";

const MANAGER = "bench-manager";

/**
 * This program: the stack of a location (index.ts, all its checks), so that agents alone are worked on, as by the other
 * ways. A run is a process of its own, from the start of Node to its end.
 */
export function byProgram(): Way {
  let folder = "";
  let config: StackInput | undefined;
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
      writeFile(
        join(folder, "stack.json"),
        JSON.stringify({ ...config, responses: responsesOf(job), rules: [RULE] }),
      ),
    run: async () => {
      await mustRun(process.execPath, ["--import", "tsx", join(__dirname, "once.ts"), folder]);
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
    rules: [RULE.id],
  }));
}
