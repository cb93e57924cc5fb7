import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { HostCheck } from "../../../cli/lib/checkHosts";
import { deployment } from "../../../lab/deploy";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { fingerprintOf } from "../../../cli/verbs/trust/fingerprint";
import { run } from "../../unit/cli/run";
import { until } from "../wazuh/until";
import { rollOut, stackFolder } from "./fleet";

describe("a fleet on its second day", () => {
  let lab: Lab;
  let dir: string;

  beforeAll(async () => {
    lab = await upLab({
      attacker: false,
      bastion: true,
      agents: [
        { name: "hel-1", location: "hel1" },
        { name: "by-hand", location: "nbg1" },
      ],
    });
    const { whitelist, ...config } = stackConfigOf(lab);
    dir = stackFolder({
      ...config,
      agents: config.agents.filter(({ name }) => name === "hel-1"),
      whitelist: {
        ...whitelist,
        past: [{ address: "192.0.2.200", name: "pentest", expires: "2020-01-31" }],
      },
    });
    for (const [host, { code, stderr }] of await rollOut(dir))
      if (code !== 0) throw new Error(`${host}: ${stderr}`);
    // Until then check says that its ar.conf has no row of ours.
    await until(() => hasReloaded(lab.host("hel-1"), lab.master), Boolean);
  }, 180_000);
  afterAll(async () => {
    await lab.down();
  });

  it("check names the agent that no stack holds, and the entry that is past its date", async () => {
    const { code, stdout, stderr } = await run(["check", "--dir", dir, "--json"]);
    const [wazuh, hel, other] = JSON.parse(stdout) as HostCheck[];
    expect([code, wazuh, hel]).toEqual([
      2,
      {
        host: "wazuh",
        role: "master",
        state: "drift",
        drift: [
          {
            what: "expired",
            detail:
              "pentest (192.0.2.200) is on the white list although it expired on 2020-01-31; take whitelist.past[0] out of the stack and run pulumi up",
          },
        ],
      },
      { host: "hel-1", role: "agent", state: "clean", drift: [] },
    ]);
    expect(other).toMatchObject({ host: "by-hand", state: "blank" });
    expect(stderr).toContain("coverage: 1 of 2 enrolled agents have every response\n");
    const status = await run(["status", "--dir", dir, "--no-drift"]);
    expect(status.stdout).toMatch(
      /1 not covered \(in no stack\) by kill-malicious-process:\n {2}by-hand \(00\d\)/,
    );
  });

  describe("trust", () => {
    const stack = (): string => readFileSync(join(dir, "Pulumi.lab.yaml"), "utf8");
    let pinned: string;
    const KEYLESS = /hostKey: ssh-ed25519 \S+/g;
    beforeAll(() => {
      pinned = stack();
      writeFileSync(join(dir, "Pulumi.lab.yaml"), pinned.replace(KEYLESS, "hostKey: FILL-IN"));
    });
    const keyOf = (name: string): string => fingerprintOf(lab.host(name).hostKey);
    const trust = (...args: string[]) => run(["trust", "--dir", dir, ...args]);

    it("trusts nothing unseen, and nothing that shows another fingerprint", async () => {
      const unseen = await trust();
      expect([unseen.code, unseen.stderr]).toEqual([
        64,
        "active-response: no terminal to ask on; give --fingerprint with the name of one host, or --known-hosts; nothing is trusted unseen\n",
      ]);
      const other = await trust("bastion", "--fingerprint", keyOf("hel-1"));
      expect([other.code, other.stderr]).toEqual([
        2,
        `bastion: not pinned: it shows ${keyOf("bastion")}, which is not ${keyOf("hel-1")}; somebody may be intercepting the connection\n`,
      ]);
      expect(stack().match(KEYLESS)).toBeNull();
    });

    it("pins the bastion, and through it a host, by the fingerprint that was given", async () => {
      expect((await trust("bastion", "--fingerprint", keyOf("bastion"))).code).toBe(0);
      const { code, stdout } = await trust("hel-1", "--fingerprint", keyOf("hel-1"));
      expect([code, stdout]).toEqual([
        0,
        `hel-1: pinned ${keyOf("hel-1")} (the fingerprint that was given)\n`,
      ]);
    });

    it("takes the rest from a known_hosts file with hashed names", async () => {
      const file = join(dir, "known_hosts");
      const { address, port, hostKey } = lab.master;
      writeFileSync(file, `${port === 22 ? address : `[${address}]:${port}`} ${hostKey}\n`);
      execFileSync("ssh-keygen", ["-H", "-f", file], { stdio: "ignore" });
      expect(readFileSync(file, "utf8")).toMatch(/^\|1\|/);
      const { code, stdout } = await trust("--known-hosts", file);
      expect([code, stdout]).toEqual([0, `wazuh: pinned ${keyOf("wazuh")} (${file})\n`]);
      expect(stack()).toBe(pinned);
    });

    it("asks, and shows the key that was pinned before, where a server was rebuilt", async () => {
      const old = (stack().match(KEYLESS) ?? []).at(-1) ?? "";
      const other = `${lab.master.hostKey.slice(0, -4)}AAAA`;
      writeFileSync(join(dir, "Pulumi.lab.yaml"), pinned.replace(old, `hostKey: ${other}`));
      const refused = await run(["check", "--dir", dir, "--json"]);
      expect((JSON.parse(refused.stdout) as HostCheck[])[1]?.reason).toContain(
        "(a rebuilt server shows a new one: active-response trust)",
      );
      const program = join(__dirname, "../../../bin/active-response.js");
      const answer = (word: string): string =>
        execFileSync(
          "script",
          ["-qec", `${process.execPath} ${program} trust hel-1 --dir ${dir} || :`, "/dev/null"],
          { input: `${word}\n`, encoding: "utf8" },
        );
      expect(answer("y")).toContain("hel-1: not pinned: you said no");
      const said = answer("yes");
      expect(said).toContain(`shows ED25519 ${keyOf("hel-1")}`);
      expect(said).toContain(`The stack pins ANOTHER one, ${fingerprintOf(other)}`);
      expect(said).toContain(`hel-1: pinned ${keyOf("hel-1")} (compared by hand)`);
      expect(stack()).toBe(pinned);
    }, 180_000);
  });

  describe("rolled out by the engine", () => {
    const TIMED = [{ kind: "block-ip" as const, rules: [5763, 5712], timeout: "2h" }];
    let stack: Deployment;
    let actor: string | undefined;
    beforeAll(async () => {
      actor = process.env["GITHUB_ACTOR"];
      process.env["GITHUB_ACTOR"] = "ann";
      stack = await deployment(join(lab.dir, "day-two"), stackConfigOf(lab));
    }, 180_000);
    afterAll(() => {
      if (actor === undefined) delete process.env["GITHUB_ACTOR"];
      else process.env["GITHUB_ACTOR"] = actor;
    });
    const notes = async (name: string): Promise<Record<string, string>[]> =>
      (await lab.host(name).read("/var/lib/wazuh-active-response/rollouts"))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, string>);

    it("leaves who did it on each host and in the outputs; another operator alone is no change", async () => {
      await stack.up();
      const published = async () =>
        (await stack.published()) as { policyDigest: string; rollouts: Record<string, object> };
      const { policyDigest, rollouts } = await published();
      expect(Object.keys(rollouts).sort()).toEqual(["by-hand", "hel-1", "wazuh"]);
      const [note, ...more] = await notes("hel-1");
      expect(more).toEqual([]);
      expect(note).toMatchObject({ operator: "ann", policy: policyDigest });
      expect(note?.["when"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(rollouts["hel-1"]).toMatchObject(note ?? {});
      process.env["GITHUB_ACTOR"] = "bob";
      const second = await stack.up();
      expect(second.changes).toEqual([]);
      expect((await published()).rollouts["hel-1"]).toEqual(rollouts["hel-1"]);
    }, 180_000);

    it("keeps a change of ar.conf for a window, and lists what waits", async () => {
      const rows = await lab.master.read("/var/ossec/etc/shared/ar.conf");
      const changed = stackConfigOf(lab, { responses: TIMED });
      await stack.configure({ ...changed, rollout: { deferArConfChanges: true } });
      const preview = await stack.preview();
      expect(preview.diagnostics.map(({ short }) => short).join("\n")).toContain(
        "wazuh wait(s), with all their changes (rollout.deferArConfChanges)",
      );
      await stack.up();
      expect(await lab.master.read("/var/ossec/etc/shared/ar.conf")).toBe(rows);
      expect((await notes("wazuh")).map(({ operator }) => operator)).toEqual(["ann"]);
      expect((await notes("hel-1")).map(({ operator }) => operator)).toEqual(["ann", "bob"]);
      // The script that the manager still names has not been taken away.
      const bin = "ls /var/ossec/active-response/bin";
      expect((await lab.host("hel-1").run(bin)).stdout).toContain("kill-malicious-process");
      await stack.configure(changed);
      await stack.up();
      expect(await lab.master.read("/var/ossec/etc/shared/ar.conf")).toContain("7200");
      expect((await notes("wazuh")).map(({ operator }) => operator)).toEqual(["ann", "bob"]);
      expect((await lab.host("hel-1").run(bin)).stdout).not.toContain("kill-malicious-process");
    }, 180_000);
  });
});
