import * as pulumi from "@pulumi/pulumi";

import type { HostRollout } from "../../../policy/rollout/rolloutNote";
import { leftBy, type StandIn } from "../components/recorded";
import { COMMAND, REPORT, run, type Config } from "../components/runProgram";
// Below runProgram, which puts a stand-in in its place.
import { whyNoSsh, type NoSsh } from "../../../program/sshAnswer";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const config: Config = {
  ssh: { user: "root", privateKey: "a key" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [
    { name: "gitlab", host: "10.0.0.11", hostKey: KEY },
    { name: "mail", host: "10.0.0.12", port: 2222, hostKey: KEY },
  ],
  whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale" }] },
  responses: [{ kind: "block-ip", rules: [5763, 5712], timeout: 3600 }],
  rollout: { wait: 30 },
};
const standIn = (last: Record<string, unknown> = {}): StandIn => ({
  outputs: (type) => (type === COMMAND ? { stdout: REPORT } : {}),
  answer: (token) => leftBy(token, last),
});

const asked: string[] = [];
let silent: Record<string, NoSsh> = {};
const warned: string[] = [];

describe("refuseHanging", () => {
  beforeEach(() => {
    for (const list of [asked, warned]) list.length = 0;
    silent = {};
    jest.mocked(whyNoSsh).mockImplementation((host, port, seconds) => {
      if (seconds !== 15) throw new Error(`asked for ${String(seconds)} s`);
      asked.push(`${host}:${String(port)}`);
      return Promise.resolve(silent[host]);
    });
    jest.spyOn(pulumi.log, "warn").mockImplementation((text) => {
      warned.push(text);
      return Promise.resolve();
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it("asks the hosts that change, and nobody where nothing does", async () => {
    const { outputs } = await run(config, standIn());
    expect(asked).toEqual(["10.0.0.2:22", "10.0.0.11:22", "10.0.0.12:2222"]);

    asked.length = 0;
    const rollouts = outputs["rollouts"] as Record<string, HostRollout>;
    await run(config, standIn(outputs));
    expect(asked).toEqual([]);

    const { mail, ...others } = rollouts;
    await run(
      config,
      standIn({ ...outputs, rollouts: { ...others, mail: { ...mail, bundle: "" } } }),
    );
    expect(asked).toEqual(["10.0.0.12:2222"]);
  });

  it("asks no agent twice: with offline: warn all of them were asked before", async () => {
    await run({ ...config, rollout: { offline: "warn" } }, standIn());
    expect(asked.sort()).toEqual(["10.0.0.11:22", "10.0.0.12:2222", "10.0.0.2:22"]);
  });

  it("stops before the first resource where one hangs, and names all that do not answer", async () => {
    silent = {
      "10.0.0.12": {
        kind: "hangs",
        reason: "greets, then says nothing more within 15 s (ssh.perDialTimeout)",
      },
      "10.0.0.11": { kind: "off", reason: "cannot be reached (ECONNREFUSED)" },
    };
    await expect(run(config, standIn())).rejects.toThrow(
      new Error(
        "2 host(s) do not answer, and the rollout would wait forever for one that hangs; nothing was touched. " +
          "Fix them, or name agents in rollout.skip:\n" +
          "gitlab: 10.0.0.11:22 cannot be reached (ECONNREFUSED)\n" +
          "mail: 10.0.0.12:2222 greets, then says nothing more within 15 s (ssh.perDialTimeout)",
      ),
    );
  });

  it("goes on where one is merely off, and names it: its own resource fails in time", async () => {
    silent = { "10.0.0.11": { kind: "off", reason: "cannot be reached (ECONNREFUSED)" } };
    await run(config, standIn());
    expect(warned).toContain(
      "1 host(s) do not answer; each fails once ssh.dialErrorLimit attempts have failed, and nothing that waits for it " +
        "starts. Agents in rollout.skip are passed over:\ngitlab: 10.0.0.11:22 cannot be reached (ECONNREFUSED)",
    );
  });

  it("asks nobody in a preview, behind a bastion, for an agent passed over, or of a policy that is refused", async () => {
    await run(config, standIn(), true);
    const proxy = { host: "10.0.0.1", hostKey: KEY };
    await run({ ...config, ssh: { user: "root", privateKey: "a key", proxy } }, standIn());
    expect(asked).toEqual([]);
    await run({ ...config, rollout: { skip: ["gitlab", "mail"] } }, standIn());
    expect(asked).toEqual(["10.0.0.2:22"]);
    asked.length = 0;
    const whitelist = { common: [{ address: "95.216.0.0/33", name: "too long" }] };
    await expect(run({ ...config, whitelist }, standIn())).rejects.toThrow("95.216.0.0/33");
    expect(asked).toEqual([]);
  });
});
