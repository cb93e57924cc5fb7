import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { askCoverage } from "../../../cli/lib/coverage";
import { parseStack } from "../../../config/parseStack";
import type { StackInput } from "../../../policy/model/stack";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import type { Deployment } from "../../../lab/demo/deployment";
import { deployment } from "../../../lab/deploy";
import { breakHost, mendHost } from "../../../lab/faults";
import { HetznerApi } from "../../../lab/hetzner/api";
import { labMachines, ownFirstBoot } from "../../../lab/hetzner/boot/labMachine";
import { createSshKey } from "../../../lab/hetzner/others";
import { deleteServer } from "../../../lab/hetzner/servers";
import { installProviders } from "../../../lab/hetzner/provider/installProviders";
import { firewallsOn, serverThere } from "../../../lab/hetzner/there";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { upAlone } from "../upAlone";
import { TWO_AGENTS } from "../twoAgents";

/** Limit of a test, in milliseconds: a machine that others use too takes five times as long. */
const LIMIT = 600_000;

describe("a server that the program makes, on the real engine, at the lab's own Hetzner", () => {
  let lab: Lab;
  let dir: string;
  let api: HetznerApi;

  beforeAll(async () => {
    lab = await upLab({
      agents: TWO_AGENTS,
      attacker: false,
    });
    dir = join(lab.dir, "hetzner");
    // cloud-init warns of something, as Debian 13's does.
    const machineOf = labMachines([lab.host("nbg-1")], ownFirstBoot("degraded done"));
    api = await HetznerApi.start({ token: "the-token", machineOf });
    createSshKey(api.project, { name: "ops", public_key: lab.key.publicKey });
    installProviders(dir, api);
  }, 180_000);
  afterAll(async () => {
    await api.stop();
    await lab.down();
  });

  let stack: Deployment;
  const hetznerOf = (
    servers: NonNullable<StackInput["hetzner"]>["servers"],
  ): NonNullable<StackInput["hetzner"]> => ({
    enrolmentPassword: "open sesame",
    tailnet: true,
    servers,
  });
  const NEW = {
    ...{ kind: "create" as const, name: "nbg-1", type: "cx23", location: "nbg1" },
    sshKeys: ["ops"],
  };
  const configOf = (hetzner: StackInput["hetzner"]): StackInput => {
    const whole = stackConfigOf(lab, {
      responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
    });
    return {
      ...whole,
      agents: whole.agents.filter(({ name }) => name !== "nbg-1"),
      ...(hetzner && { hetzner }),
    };
  };

  /** What was changed at Hetzner since the last time, without the numbers. */
  const changed = (): string[] =>
    api
      .requests()
      .filter((line) => !line.startsWith("GET "))
      .map((line) => line.replace(/\/\d+/, "/N"));
  const hostKey = async (): Promise<string> =>
    (await lab.host("nbg-1").read("/etc/ssh/ssh_host_ed25519_key.pub")).trim();

  it(
    "previews what can be known, verifies the first connection, and is stable afterwards",
    async () => {
      const made = lab.host("nbg-1");
      const hetzner = hetznerOf([NEW]);
      const config = configOf(hetzner);
      stack = await deployment(dir, config, { say: () => undefined });

      const before = await stack.preview();
      expect(before.diagnostics.map(({ severity, text }) => `${severity}: ${text}`)).toContain(
        "warning: the addresses of nbg-1 are not known before the servers exist: this preview shows everything but them; " +
          "up puts them on the white list of every host",
      );
      expect(before.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(before.diff).toContain("/var/ossec/active-response/guarded-block-ip.nft");
      expect(before.diff).not.toContain(made.address);

      const { diagnostics } = await stack.up();
      expect(diagnostics.map(({ text }) => text)).toContain(
        "nbg-1 is set up; cloud-init warns of something else:\ndegraded done",
      );
      expect((await stack.published())["servers"]).toEqual([
        { name: "nbg-1", host: made.address, hostKey: await hostKey(), location: "nbg1" },
      ]);
      // The pair that the program made; the host came up with another.
      expect(await hostKey()).not.toBe(made.hostKey);
      expect(changed()).toEqual([
        "POST /v1/firewalls",
        "POST /v1/servers",
        "POST /v1/servers/N/actions/change_protection",
      ]);
      const [server] = api.project.servers;
      expect(server).toMatchObject({
        ...{ name: "nbg-1", status: "running", protection: { delete: true, rebuild: true } },
      });
      expect(firewallsOn(api.project, server?.id ?? 0)).toEqual(["hetzner-lab-ssh"]);
      const booted = await made.read("/var/log/lab-first-boot");
      expect(booted).toContain(" wazuh-agent=4.14.7-1 (WAZUH_MANAGER=");
      expect(await made.read("/var/log/cloud-init-asked")).toBe("status --wait\nstatus --long\n");
      for (const host of lab.agents) {
        expect(await host.read("/var/ossec/active-response/guarded-block-ip.nft")).toContain(
          made.address,
        );
      }
      // As the state lies in the backend (its history repeats the configuration, in which this test's password is plain).
      const stacks = join(dir, "state/.pulumi/stacks");
      const holding = (text: string): string =>
        spawnSync("grep", ["-rlF", text, stacks], { encoding: "utf8" }).stdout;
      expect(holding("open sesame")).toBe("");
      expect(holding("nbg-1-server")).not.toBe("");

      // Another password changes the user data, which only a first boot reads: nothing may happen to the server.
      await stack.configure({ ...config, hetzner: { ...hetzner, enrolmentPassword: "another" } });
      expect((await stack.preview()).changes).toEqual([]);
    },
    LIMIT,
  );

  it(
    "brings a new server at the old address to its state, also where Hetzner refused it at first",
    async () => {
      const made = lab.host("nbg-1");
      const open = { ...NEW, protect: false };
      const withSecret = (server: typeof open & { image?: string }): StackInput => ({
        ...configOf(hetznerOf([server])),
        secrets: [{ hosts: ["nbg-1"], path: "/etc/placed", content: "a placed secret\n" }],
      });
      await stack.configure(withSecret(open));
      await stack.up();
      const files = Object.keys((await stack.reported())["nbg-1"] ?? {});
      expect(files).toContain("/var/ossec/active-response/guarded-block-ip.nft");
      const all = [...files, "/etc/placed"];
      const TABLE = "nft list table inet wazuh_active_response >/dev/null 2>&1 && echo table";
      const found = async (): Promise<string[]> => {
        const { stdout } = await made.run(`ls -d ${all.join(" ")} 2>/dev/null; ${TABLE}`);
        return stdout.trim().split("\n").sort();
      };
      const whole = await found();
      expect(whole).toEqual([...all, "table"].sort());
      // What a new server has of all that: nothing. cloud-init has not been waited for on it either.
      const blank = async (): Promise<void> => {
        await made.run(
          `rm -rf ${all.join(" ")} /var/lib/wazuh-active-response /var/log/cloud-init-asked; nft delete table inet wazuh_active_response`,
        );
        expect(await found()).toEqual([""]);
      };

      await blank();
      const other = withSecret({ ...open, image: "debian-13" });
      await stack.configure(other);
      const before = await stack.preview();
      expect(before.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(before.diff).toContain("(known once the server exists)");
      // Its address would leave all white lists and come back: it stays on them meanwhile.
      expect(before.changed).not.toMatch(
        new RegExp(`^ *- .*${made.address.replaceAll(".", "\\.")}`, "m"),
      );
      expect(before.changes.map(({ name }) => name)).not.toContain("hel-1-apply");
      const sessions = await made.sshConnections();
      await stack.up();
      expect(await found()).toEqual(whole);
      // cloud-init, the secret, all else: nothing was taken away on the way.
      expect((await made.sshConnections()) - sessions).toBe(3);
      expect(await made.read("/var/log/cloud-init-asked")).toBe("status --wait\nstatus --long\n");
      expect((await stack.preview()).changes).toEqual([]);

      await blank();
      api.refuseOnce(/^POST \/v1\/servers$/, "resource_unavailable", "error during placement");
      expect(await upAlone(dir, withSecret(open))).toContain("resource_unavailable");
      expect(await found()).toEqual([""]);
      await stack.configure(withSecret({ ...open, protect: true }));
      await stack.up();
      expect(await found()).toEqual(whole);

      // Somebody deleted it at Hetzner: here the engine itself would change nothing that lives on it.
      await blank();
      const [deleted] = api.project.servers;
      if (!deleted) throw new Error("there is no server");
      deleted.protection.delete = false;
      deleteServer(api.project, deleted);
      await stack.refresh();
      const { changes } = await stack.up();
      expect(changes.filter(({ name }) => name === "nbg-1-apply").map(({ op }) => op)).toEqual([
        "update",
      ]);
      expect(await found()).toEqual(whole);
      expect((await stack.preview()).changes).toEqual([]);
    },
    LIMIT,
  );

  it(
    "refuses to take a protected server away, and takes one away without a connection to it",
    async () => {
      const made = lab.host("nbg-1");
      changed();
      const listsIt = async (name: string, path: string): Promise<boolean> =>
        (await lab.host(name).read(path)).includes(made.address);
      const CONF = "/var/ossec/etc/ossec.conf";
      const LIST = "/var/ossec/active-response/guarded-block-ip.nft";
      expect([await listsIt("wazuh", CONF), await listsIt("hel-1", LIST)]).toEqual([true, true]);

      const without = configOf(undefined);
      expect(await upAlone(dir, without)).toContain("protect");
      expect(changed()).toEqual([]);

      await stack.configure(configOf(hetznerOf([{ ...NEW, protect: false }])));
      await stack.up();
      const protection = "POST /v1/servers/N/actions/change_protection";
      expect(changed().filter((line) => line === protection)).toEqual([protection]);
      expect(api.project.servers.map((one) => one.protection.delete)).toEqual([false]);

      // From now on nothing of it answers: a connection would cost ten seconds, twice, and fail.
      await breakHost(made, "swallows");
      const sessions = await made.sshConnections();
      await stack.configure(without);
      const { changes } = await stack.up();
      expect(changed()).toEqual(["DELETE /v1/servers/N", "DELETE /v1/firewalls/N"]);
      expect([api.project.servers, api.project.firewalls]).toEqual([[], []]);
      expect((await stack.published())["servers"]).toEqual([]);
      expect(changes.filter(({ name }) => name === "nbg-1-apply").map(({ op }) => op)).toEqual([
        "delete",
      ]);
      expect(await made.sshConnections()).toBe(sessions);
      expect([await listsIt("wazuh", CONF), await listsIt("hel-1", LIST)]).toEqual([false, false]);

      // Its enrolment is the manager's own business; check says that it is left over.
      const parsed = parseStack(without);
      if (!parsed.ok) throw new Error("the configuration is refused");
      const coverage = await askCoverage({ ...parsed, dir, name: "lab" }, () => undefined);
      expect(coverage?.gaps.map(({ agent }) => agent)).toEqual(["nbg-1"]);
    },
    LIMIT,
  );

  it(
    "leaves a server that it looked up where it is when the stack is destroyed",
    async () => {
      const host = lab.host("nbg-1");
      await mendHost(host, "swallows");
      await host.startSsh();
      const protection = { delete: true, rebuild: true };
      serverThere(api.project, { id: 42, name: "nbg-1", ipv4: host.address, protection });
      const existing = { kind: "existing" as const, name: "nbg-1", hostKey: await hostKey() };
      await stack.configure(configOf(hetznerOf([existing])));
      await stack.up();
      const LIST = "/var/ossec/active-response/guarded-block-ip.nft";
      expect(await host.read(LIST)).toContain(host.address);
      const state = JSON.stringify(await stack.state());
      expect(state).toContain('\\"server\\":\\"42\\"');

      changed();
      await stack.destroy();
      expect(changed()).toEqual([]);
      await expect(host.read(LIST)).rejects.toThrow(LIST);
    },
    LIMIT,
  );
});
