import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { passedOver } from "../../../program/passedOver";
import type { StackInput } from "../../../policy/model/stack";
import { deployment } from "../../../lab/deploy";
import type { Deployment } from "../../../lab/demo/deployment";
import type { Run } from "../../../lab/demo/recorder";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { upAlone } from "../upAlone";

const BIN = "/var/ossec/active-response/bin";

describe("a rollout", () => {
  let lab: Lab;
  let stack: Deployment;
  let config: StackInput;

  const agents = ["hel-1", "hel-2", "nbg-1"];
  const has = async (name: string): Promise<boolean> =>
    (await lab.host(name).run(`ls ${BIN}/guarded-block-ip`)).code === 0;
  const connections = (): Promise<number[]> =>
    Promise.all(lab.hosts.map((host) => host.sshConnections()));
  const warned = ({ diagnostics }: Run): string => diagnostics.map(({ text }) => text).join("\n");
  const configure = async (more: Partial<StackInput>): Promise<void> => {
    config = { ...config, ...more };
    await stack.configure(config);
  };

  beforeAll(async () => {
    lab = await upLab({
      agents: agents.map((name) => ({ name, location: name.startsWith("hel") ? "hel1" : "nbg1" })),
      attacker: false,
    });
    config = stackConfigOf(lab, {
      rollout: { canary: "hel-1", parallel: 2, offline: "warn", maxOffline: 1 },
    });
    stack = await deployment(join(lab.dir, "rollout"), config, { say: () => undefined });
  }, 300_000);
  afterAll(() => lab.down());

  it("stops before anything where more agents are off than may be", async () => {
    await lab.host("hel-2").stopSsh();
    await lab.host("nbg-1").stopSsh();
    // Asked by the program before it declares anything; not through the engine here, because jest takes every rejection
    // inside an inline program, which the engine has reported already, for a failure of its own.
    const before = await connections();
    await expect(passedOver(config.rollout, config.agents)).rejects.toThrow(
      /2 agents are off, and rollout\.maxOffline is 1; nothing was touched:\nhel-2: .*\nnbg-1: /,
    );
    await expect(
      passedOver({ ...config.rollout, canary: "nbg-1", maxOffline: 9 }, config.agents),
    ).rejects.toThrow(/the canary nbg-1 is off; nothing was touched/);
    expect(await connections()).toEqual(before);
    await lab.host("hel-2").startSsh();
  }, 180_000);

  it("stops at a canary that fails: no other host is touched", async () => {
    await lab.host("hel-1").run(`mount --bind ${BIN} ${BIN} && mount -o remount,ro,bind ${BIN}`);
    expect(await upAlone(join(lab.dir, "rollout"), config)).toMatch(
      /active-response\/bin cannot be written/,
    );
    await lab.host("hel-1").run(`umount ${BIN}`);
    expect(await Promise.all(["hel-2", "wazuh"].map(has))).toEqual([false, false]);
  }, 180_000);

  it("passes over an agent that is off before its first rollout, and says so", async () => {
    const run = await stack.up();
    expect(warned(run)).toMatch(
      /nbg-1 is off: .* cannot be reached \(ECONNREFUSED\); it is passed over, and left as it is/,
    );
    expect(await Promise.all(["hel-1", "hel-2", "wazuh", "nbg-1"].map(has))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  }, 180_000);

  it("brings it up to date when it is back, and touches no other host", async () => {
    await lab.host("nbg-1").startSsh();
    const before = await connections();
    await stack.up();
    expect(await has("nbg-1")).toBe(true);
    const after = await connections();
    expect(after.map((count, i) => count - (before[i] ?? 0))).toEqual(
      lab.hosts.map(({ name }) => (name === "nbg-1" ? 1 : 0)),
    );
  }, 180_000);

  it("passes over an agent by name, and takes nothing away from it", async () => {
    const whitelist = {
      ...config.whitelist,
      common: [...(config.whitelist?.common ?? []), { address: "192.0.2.7", name: "new" }],
    };
    const read = (name: string): Promise<string> =>
      lab.host(name).read("/var/ossec/active-response/guarded-block-ip.nft");
    const before = await read("nbg-1");
    await configure({ whitelist, rollout: { ...config.rollout, skip: ["nbg-1"] } });
    await stack.up();
    expect(await read("hel-1")).toContain("192.0.2.7");
    expect(await read("nbg-1")).toBe(before);
    await configure({ rollout: { canary: "hel-1" } });
    await stack.up();
    expect(await read("nbg-1")).toBe(await read("hel-1"));
  }, 180_000);

  it("places a secret file, and shows it nowhere", async () => {
    await configure({
      secrets: [{ path: "/etc/api-password", content: "open sesame", hosts: ["wazuh"] }],
    });
    const preview = await stack.preview();
    const run = await stack.up();
    expect(await lab.master.read("/etc/api-password")).toBe("open sesame");
    expect(preview.stdout + preview.diff + run.stdout + warned(run)).not.toContain("sesame");
    // The configuration of this test holds it in the clear; the state must not.
    expect(
      execFileSync("sh", [
        "-c",
        `grep -rls sesame ${join(lab.dir, "rollout", "state", ".pulumi", "stacks")} || true`,
      ]).toString(),
    ).toBe("");
  }, 180_000);

  it("lets an agent go that no longer exists, and the others be as they were before", async () => {
    await lab.host("nbg-1").stopSsh();
    await configure({ rollout: { gone: ["nbg-1"] } });
    await stack.up();
    await configure({ agents: config.agents.filter(({ name }) => name !== "nbg-1"), rollout: {} });
    await stack.up();
    await stack.destroy();
    expect(await Promise.all(["hel-1", "hel-2", "wazuh"].map(has))).toEqual([false, false, false]);
    expect(
      (await lab.master.run("ls /etc/api-password /var/lib/wazuh-active-response")).code,
    ).not.toBe(0);
  }, 180_000);
});
