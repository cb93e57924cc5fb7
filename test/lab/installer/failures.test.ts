import { join } from "node:path";

import type { StackInput } from "../../../policy/model/stack";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { slowness } from "../../slowness";
import { upAlone } from "../upAlone";
import { until } from "../wazuh/until";

const FOLDER = "/var/ossec/active-response";
const CONF = "/var/ossec/etc/ossec.conf";
const AGENTS = ["hel-1", "hel-2", "hel-3", "nbg-1"];
const EVERYBODY = ["wazuh", "wazuh-2", ...AGENTS];

describe("a rollout in which hosts fail", () => {
  let lab: Lab;
  let config: StackInput;

  beforeAll(async () => {
    lab = await upLab({
      agents: AGENTS.map((name) => ({ name, location: name.startsWith("hel") ? "hel1" : "nbg1" })),
      workers: ["wazuh-2"],
      daemons: "managers",
      attacker: false,
    });
    // Two lanes: hel-2 and then nbg-1, beside hel-3.
    config = stackConfigOf(lab, {
      rollout: { canary: "hel-1", parallel: 2, offline: "warn", maxOffline: 2, wait: 10 },
    });
  }, 180_000);
  afterAll(() => lab.down());

  let policies = 0;
  /** Rolls out a policy with a new address on its white list, or the last one. @returns what failed, and who has it. */
  const rollOut = async (
    broken: readonly string[],
    policy: "new" | "the same" = "new",
  ): Promise<{ said: string; have: string[] }> => {
    if (policy === "new") policies += 1;
    const address = `192.0.2.${policies}`;
    const whitelist = { common: [{ address, name: "new" }] };
    const on = (command: string): Promise<unknown> =>
      Promise.all(broken.map((name) => lab.host(name).run(command)));
    await on(`mount --bind ${FOLDER} ${FOLDER} && mount -o remount,ro,bind ${FOLDER}`);
    const said = await upAlone(join(lab.dir, "failures"), { ...config, whitelist });
    await on(`umount ${FOLDER}`);
    const found = await Promise.all(
      lab.hosts.map(async (host) => {
        const { code } = await host.run(`grep -q '${address}' ${FOLDER}/guarded-block-ip.nft`);
        return code === 0 ? [host.name] : [];
      }),
    );
    return { said, have: found.flat() };
  };

  it("keeps a worker as it was to which the master's rules never come, and finishes when they do", async () => {
    const worker = lab.host("wazuh-2");
    const before = await worker.read(CONF);
    await worker.run(
      "nft 'add table inet cut; add chain inet cut out { type filter hook output priority 0; }; add rule inet cut out tcp dport 1516 reject with tcp reset'",
    );
    const cut = await rollOut([]);
    expect(cut.said).toMatch(
      /^manager-wazuh-2-apply: .*\n.*did not come from the master within 10 s; is the cluster connected .*nothing was changed on this node$/s,
    );
    expect(cut.have).toEqual(EVERYBODY.filter((name) => name !== "wazuh-2"));
    expect(await worker.read(CONF)).toBe(before);
    await worker.run("nft delete table inet cut");
    expect(await rollOut([], "the same")).toEqual({ said: "", have: EVERYBODY });
  }, 180_000);

  it("stops at the canary", async () => {
    const { said, have } = await rollOut(["hel-1"]);
    expect(said).toMatch(/^hel-1-apply: .*active-response cannot be written/s);
    expect(have).toEqual([]);
  }, 180_000);

  it("begins nothing new after one agent has failed, however many may be off, and leaves the manager alone", async () => {
    // hel-2 is slow: it gets the lock only when hel-3 has failed.
    const slow = lab.host("hel-2");
    await slow.run(
      `mv /usr/bin/flock /usr/bin/flock.real; cat >/usr/bin/flock; chmod 755 /usr/bin/flock`,
      { input: '#!/bin/sh\nuntil [ -e /run/go-on ]; do sleep 0.05; done\nexec flock.real "$@"\n' },
    );
    const failed = lab.host("hel-3");
    await failed.run("touch /run/begin");
    const rollout = rollOut(["hel-3"]);
    const lock = "/var/lib/wazuh-active-response/lock";
    await until(
      () => failed.run(`[ ${lock} -nt /run/begin ] && flock -n ${lock} true`),
      ({ code }) => code === 0,
    );
    // And when the engine has had the time to hear of it.
    await new Promise((resolve) => setTimeout(resolve, 2000 * slowness()));
    await slow.run("touch /run/go-on");
    const { said, have } = await rollout;
    await slow.run("mv /usr/bin/flock.real /usr/bin/flock");
    expect(said).toMatch(/^hel-3-apply: /);
    expect(said).not.toMatch(/-apply: .*-apply: /s);
    // hel-2 was under way beside hel-3; nbg-1 waits for hel-2 alone, and is not begun all the same.
    expect(have).toEqual(["hel-1", "hel-2"]);
  }, 180_000);
});
