import { join } from "node:path";

import { deployment } from "../../lab/deploy";
import type { Deployment } from "../../lab/demo/deployment";
import { stackConfigOf } from "../../lab/demo/stackConfigOf";
import { hasReloaded } from "../../lab/hasReloaded";
import { upLab } from "../../lab/lab";
import type { Attacker, Lab, LabHost } from "../../lab/labTypes";
import type { StackInput } from "../../policy/model/stack";
import { message } from "../lab/responses/execd";
import { run } from "../unit/cli/run";
import { stackFolder } from "../lab/adopt/fleet";
import { HOME, must } from "../lab/wazuh/onHost";
import { until } from "../lab/wazuh/until";

/** Limit of each, in milliseconds: the machine's processor is emulated, and may be one of many that wait. */
const LIMIT = 1_800_000;
/** Seconds that something may take on the machine. */
const PATIENCE = 600;
const FROM = "203.0.113.66";
const OURS = "wazuh_active_response";
const UNITS = ["tables.service", "watch.service", "isolation.service"];

/** A Debian 12 with its own kernel, systemd, sshd, rsyslog and nftables.service; of Wazuh its units, with the lab's daemons. */
describe("an agent that is a whole machine", () => {
  let lab: Lab;
  let config: StackInput;
  let stack: Deployment;
  let hel: LabHost;
  let attacker: Attacker;

  beforeAll(async () => {
    lab = await upLab({ agents: [{ name: "hel-1", location: "hel1" }], machines: ["hel-1"] });
    hel = lab.host("hel-1");
    // Its start is one of systemd's jobs, and a rollout while it still goes on is refused or waits.
    await until(
      () => hel.run("systemctl is-active wazuh-agent"),
      ({ code }) => code === 0,
      PATIENCE,
    );
    if (!lab.attacker) throw new Error("a lab without its attacker");
    attacker = lab.attacker;
    config = stackConfigOf(lab, {
      ssh: { user: "root", privateKeyFile: lab.key.privateKeyFile },
      responses: [
        { kind: "block-ip", rules: [5763, 5712], timeout: "1h" },
        { kind: "isolate-host", allow: [] },
      ],
    });
    stack = await deployment(join(lab.dir, "machine"), config, { say: () => undefined });
  }, LIMIT);
  afterAll(() => lab.down());

  const patiently = <T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> =>
    until(ask, wanted, PATIENCE);
  const tables = async (): Promise<string[]> =>
    (await must(hel, "nft list tables")).split("\n").filter((line) => line.includes(OURS));
  const blocked = async (): Promise<boolean> =>
    (await hel.run(`nft list set inet ${OURS} blocked4`)).stdout.includes(FROM);
  const states = async (verb: string): Promise<string[]> => {
    const names = UNITS.map((unit) => `wazuh-active-response-${unit}`).join(" ");
    return (await hel.run(`systemctl ${verb} ${names}`)).stdout.trim().split("\n");
  };
  const check = async (): Promise<{ code: number; stdout: string }> => {
    const { code, stdout } = await run(["check", "--dir", stackFolder(config)]);
    return { code, stdout };
  };
  /** What our units and nftables.service say of this boot, for whoever reads why a test has failed. */
  const journal = (): Promise<string> =>
    must(hel, "journalctl -b -o short-monotonic -u 'wazuh-active*' -u nftables");
  const reboot = async (): Promise<void> => {
    if (!hel.reboot) throw new Error("hel-1 is not a machine");
    await hel.reboot();
    // One call for both would be content with one; the agent comes behind the network, and that behind our tables.
    await patiently(
      () =>
        hel.run(
          "systemctl is-active wazuh-agent && systemctl is-active wazuh-active-response-watch",
        ),
      ({ code }) => code === 0,
    );
  };
  /** What wazuh-execd hands to a response. */
  const respond = async (name: string): Promise<void> => {
    const input = `${JSON.stringify(message("add", {}, "100099"))}\n${JSON.stringify(message("continue", {}))}\n`;
    const { code, stdout, stderr } = await hel.run(`${HOME}/active-response/bin/${name}`, {
      input,
    });
    if (code !== 0) throw new Error(`${name}: exit ${code}: ${stdout}${stderr}`);
  };

  it(
    "takes a rollout, and its units are enabled and active",
    async () => {
      await stack.up();
      expect((await stack.preview()).changes).toEqual([]);
      expect(await states("is-enabled")).toEqual(["enabled", "enabled", "enabled"]);
      expect((await states("is-active"))[1]).toBe("active");
      expect(await tables()).toEqual([`table inet ${OURS}`]);
      expect(await check()).toMatchObject({ code: 0 });
    },
    LIMIT,
  );

  it(
    "blocks who tries passwords at its sshd, by the line that its own rsyslog wrote",
    async () => {
      // What comes while it reloads is not read.
      await patiently(() => hasReloaded(hel, lab.master), Boolean);
      // Five passwords a connection, which costs the machine more than they do: eight must come within two minutes.
      await attacker.run(
        `printf '#!/bin/sh\\necho wrong\\n' >/run/wrong; chmod 755 /run/wrong
         for n in 1 2 3; do SSH_ASKPASS=/run/wrong SSH_ASKPASS_REQUIRE=force timeout 400 ssh -F none -b ${FROM} -o ConnectTimeout=300 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o PreferredAuthentications=password -o NumberOfPasswordPrompts=5 admin@${hel.address} true >/dev/null 2>&1 & done`,
      );
      await patiently(blocked, Boolean);
      expect(await attacker.reaches(hel, FROM)).toBe(false);
    },
    LIMIT,
  );

  it.each(["restart", "reload"])(
    "has its tables and its blocks back after a %s of nftables.service",
    async (verb) => {
      await must(hel, `systemctl ${verb} nftables.service`);
      // systemctl waits for the job that it was asked for, not for ours, which comes after it.
      await patiently(blocked, Boolean);
      expect([await tables(), await blocked()]).toEqual([[`table inet ${OURS}`], true]);
    },
    LIMIT,
  );

  it(
    "is booted again: the blocks are back before the network is up",
    async () => {
      await reboot();
      const [there, isBlocked] = [await tables(), await blocked()];
      if (there.length === 0 || !isBlocked) throw new Error(await journal());
      expect(there).toEqual([`table inet ${OURS}`]);
      expect(await attacker.reaches(hel, FROM)).toBe(false);
      const at = async (unit: string, key: string): Promise<number> =>
        Number(await must(hel, `systemctl show --value -p ${key} ${unit}`));
      const restored = await at(
        `wazuh-active-response-tables.service`,
        "ExecMainExitTimestampMonotonic",
      );
      const network = await at("lab-network.service", "ExecMainStartTimestampMonotonic");
      expect(restored).toBeGreaterThan(0);
      expect(network).toBeGreaterThan(restored);
      expect(await must(hel, "systemctl --failed --plain --no-legend | grep wazuh || :")).toBe("");
    },
    LIMIT,
  );

  it(
    "stays isolated through a boot, reached by its manager alone, until it is released",
    async () => {
      await patiently(() => attacker.reaches(hel, "198.51.100.23"), Boolean);
      await respond("custom-isolate");
      expect(await attacker.reaches(hel, "198.51.100.23")).toBe(false);
      await reboot();
      expect(await tables()).toContain(`table inet ${OURS}_isolation`);
      expect(await attacker.reaches(hel, "198.51.100.23")).toBe(false);
      const log = `${HOME}/logs/ossec.log`;
      await patiently(
        () => must(hel, `tail -n 20 ${log}`),
        (text) => text.includes("(4102): Connected to the server"),
      );
      await respond("custom-release");
      await patiently(() => attacker.reaches(hel, "198.51.100.23"), Boolean);
      expect(await tables()).toEqual([`table inet ${OURS}`]);
    },
    LIMIT,
  );

  it(
    "is left as it was by destroy",
    async () => {
      await stack.destroy();
      expect(await tables()).toEqual([]);
      expect(await must(hel, "find /etc/systemd/system -name 'wazuh-active*'")).toBe("");
      expect(
        await must(hel, `systemctl list-units --all --plain --no-legend 'wazuh-active*'`),
      ).toBe("");
    },
    LIMIT,
  );
});
