import { whoRollsOut } from "../../../program/whoRollsOut";
import type { HostRollout, RolloutNote } from "../../../policy/rollout/rolloutNote";
import { logged } from "./logged";
import { leftBy } from "./recorded";
import { bundle, COMMAND, run, type Config } from "./runProgram";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const config: Config = {
  ssh: { user: "root", privateKey: "a key" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.11", hostKey: KEY }],
  whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale" }] },
  responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
};
const WHEN = "2026-11-25T13:00:00Z";

/** A stand-in of hosts that report who rolled out, and of an engine that has the outputs of the last rollout. */
const after = (last: Record<string, unknown>) => ({
  outputs: (type: string) =>
    type === COMMAND ? { stdout: JSON.stringify({ files: {}, restart: "none" }) } : {},
  answer: (token: string, inputs: Record<string, unknown>) => {
    expect(inputs["stackName"]).toBe("organization/wazuh-active-response/test");
    return leftBy(token, last);
  },
});

let said: string[];
beforeEach(() => {
  said = logged();
});
afterEach(() => jest.restoreAllMocks());

const noteOf = (recording: Parameters<typeof bundle>[0], host: string): RolloutNote | undefined =>
  (bundle(recording, host) as { rollout?: RolloutNote }).rollout;

describe("who rolls out", () => {
  it("is the user before sudo on this machine, or the user of the CI, with the commit", async () => {
    expect(await whoRollsOut("abc", { SUDO_USER: "ann" })).toEqual({
      policy: "abc",
      commit: expect.stringMatching(/^(?:[0-9a-f]{12}(?:-dirty)?|none)$/) as string,
      operator: expect.stringMatching(/^ann@[\w.-]+$/) as string,
    });
    expect((await whoRollsOut("abc", { GITHUB_ACTOR: 'a"b' })).operator).toBe("a-b");
  });

  it("goes to every host, and stays what it was where nothing else changes", async () => {
    const first = await run(config, after({}));
    const rollouts = first.outputs["rollouts"] as Record<string, HostRollout>;
    expect(Object.keys(rollouts)).toEqual(["gitlab", "wazuh"]);
    const note = noteOf(first.recording, "gitlab");
    const { bundle: digest } = rollouts["gitlab"] as HostRollout;
    expect(note).toEqual({
      bundle: digest,
      ...(await whoRollsOut(first.outputs["policyDigest"] as string)),
    });

    const known = { policy: "old", commit: "0123456789ab", operator: "ann@desk" };
    const last = Object.fromEntries(
      Object.entries(rollouts).map(([host, one]) => [host, { ...one, ...known, when: WHEN }]),
    );
    const second = await run(config, after({ ...first.outputs, rollouts: last }));
    expect(noteOf(second.recording, "gitlab")).toEqual({ bundle: digest, ...known });
    expect(noteOf(second.recording, "manager-wazuh")).toMatchObject(known);

    const whitelist = { common: [{ address: "100.64.0.0/11", name: "headscale" }] };
    const third = await run({ ...config, whitelist }, after({ ...first.outputs, rollouts: last }));
    expect(noteOf(third.recording, "gitlab")).toMatchObject(
      await whoRollsOut(first.outputs["policyDigest"] as string),
    );
  });
});

describe("a change of ar.conf in a stack that defers it", () => {
  const changed: Config = {
    ...config,
    responses: [{ kind: "block-ip", rules: [5763], timeout: 600 }],
    rollout: { deferArConfChanges: true },
  };
  // A command that is held has no `create`.
  const held = ({ recording }: Awaited<ReturnType<typeof run>>): string[] =>
    recording.resources
      .filter(({ type, inputs }) => type === COMMAND && inputs["create"] === undefined)
      .map(({ name }) => name)
      .filter((name) => name.endsWith("-apply"));

  it("waits, is listed in preview, and what others read of the managers stays", async () => {
    const first = await run(config, after({}));
    const waits = await run(changed, after(first.outputs));
    expect(held(waits)).toEqual(["manager-wazuh-apply"]);
    expect(said.filter((text) => text.includes("deferArConfChanges"))).toEqual([
      "warn: wazuh wait(s), with all their changes (rollout.deferArConfChanges): ar.conf would change, and every agent would reload. " +
        "Agents get their scripts now; scripts that are no longer named stay. In your maintenance window, set it to false and run pulumi up.\n" +
        "  + firewall-drop600 - guarded-block-ip - 600\n  - firewall-drop3600 - guarded-block-ip - 3600\n  - firewall-drop3600 - firewall-drop - 600",
    ]);
    for (const key of ["arConf", "policyDigest", "whitelist"])
      expect(waits.outputs[key]).toEqual(first.outputs[key]);
    expect((waits.outputs["rollouts"] as Record<string, unknown>)["wazuh"]).toEqual(
      (first.outputs["rollouts"] as Record<string, unknown>)["wazuh"],
    );
  });

  it("waits for the agent.conf of a group too", async () => {
    const grouped: Config = {
      ...config,
      logs: { groups: [{ name: "dbs" }] },
      rollout: { deferArConfChanges: true },
    };
    const first = await run(config, after({}));
    expect(first.outputs["agentConf"]).toEqual({});
    const waits = await run(grouped, after(first.outputs));
    expect(held(waits)).toEqual(["manager-wazuh-apply"]);
    expect(waits.outputs["agentConf"]).toEqual({});
    expect(said.filter((text) => text.includes("deferArConfChanges"))).toEqual([
      "warn: wazuh wait(s), with all their changes (rollout.deferArConfChanges): agent.conf of dbs would change, and the agents of the group would reload. " +
        "Agents get their scripts now; scripts that are no longer named stay. In your maintenance window, set it to false and run pulumi up.\n" +
        "  ~ agent.conf of group dbs",
    ]);
    const done = await run({ ...grouped, rollout: {} }, after(first.outputs));
    expect(held(done)).toEqual([]);
    expect(Object.keys(done.outputs["agentConf"] as object)).toEqual(["dbs"]);
    expect(held(await run(grouped, after(done.outputs)))).toEqual([]);
  });

  it("does not wait in the first rollout, nor where the rows stay", async () => {
    expect(held(await run(changed, after({})))).toEqual([]);
    const first = await run(changed, after({}));
    expect(held(await run(changed, after(first.outputs)))).toEqual([]);
  });
});
