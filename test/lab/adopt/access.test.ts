import { execFileSync, type StdioOptions } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { HostCheck } from "../../../cli/lib/checkHosts";
import { fingerprintOf } from "../../../cli/verbs/trust/fingerprint";
import { engineEnvironment } from "../../../tools/engine/engineEnvironment";
import { findEngine } from "../../../tools/engine/findEngine";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { run } from "../../unit/cli/run";
import { until } from "../wazuh/until";
import { certify, sshConfig, startAgent, startForward } from "./access";
import { stackFolder } from "./fleet";

/** One stack, entered by each way in turn: by the program (`up`) and by the verbs (`check`). */
describe("a fleet behind a bastion is entered", () => {
  let lab: Lab;
  let bastion: LabHost;
  let stack: Deployment;
  /** The engine's folder, and the project in it. */
  let home: string;
  let project: string;
  const before = { ...process.env };
  const config = () => stackConfigOf(lab);

  beforeAll(async () => {
    lab = await upLab({
      attacker: false,
      bastion: true,
      agents: [{ name: "hel-1", location: "hel1" }],
    });
    bastion = lab.bastion as LabHost;
    home = join(lab.dir, "access");
    project = join(home, "project");
    stack = await deployment(home, config());
    Object.assign(process.env, engineEnvironment({ folder: home }));
    writeFileSync(join(project, "Pulumi.yaml"), "name: wazuh-active-response\nruntime: nodejs\n");
  }, 180_000);
  afterAll(async () => {
    process.env = before;
    await lab.down();
  });

  const checked = async (dir: string) => {
    const { code, stdout, stderr } = await run(["check", "--dir", dir, "--json"]);
    const hosts = (JSON.parse(stdout) as HostCheck[]).map(
      ({ host, state, reason }) => `${host} ${state}${reason === undefined ? "" : `: ${reason}`}`,
    );
    return { code, hosts, stderr };
  };
  const CLEAN = { code: 0, hosts: ["wazuh clean", "hel-1 clean"] };

  it("with the keys of an ssh-agent, for the bastion too", async () => {
    const agent = startAgent(lab, lab.dir);
    const { privateKeyFile, ...ssh } = config().ssh;
    expect(privateKeyFile).toBe(lab.key.privateKeyFile);
    await stack.configure({ ...config(), ssh: { ...ssh, agentSocketPath: agent.socket } });
    await stack.up();
    await until(() => hasReloaded(lab.host("hel-1"), lab.master), Boolean);
    expect(await checked(project)).toMatchObject(CLEAN);
    // The agent of the environment, where the stack names none.
    await stack.configure({ ...config(), ssh });
    process.env["SSH_AUTH_SOCK"] = agent.socket;
    expect(await checked(project)).toMatchObject(CLEAN);
    delete process.env["SSH_AUTH_SOCK"];
    agent.end();
    const { code, hosts } = await checked(project);
    expect([code, hosts[0]]).toEqual([
      3,
      expect.stringMatching(/^wazuh unreachable: .* there is no key to log in with; give ssh\./),
    ]);
  }, 180_000);

  it("with an encrypted key and its password as secrets of the stack, and the bastion with a key of its own", async () => {
    const [locked, own] = [join(lab.dir, "locked"), join(lab.dir, "own")];
    const { privateKeyFile, ...ssh } = config().ssh;
    writeFileSync(locked, readFileSync(privateKeyFile ?? ""), { mode: 0o600 });
    execFileSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "sesame", "-f", locked]);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", own]);
    await bastion.run("cat >/etc/ssh/lab_keys", { input: readFileSync(`${own}.pub`, "utf8") });
    await stack.configure({ ...config(), ssh });
    const { pulumi } = await findEngine();
    const secret = (key: string, value: string): void => {
      const path = `wazuh-active-response:ssh.${key}`;
      const args = ["config", "set", "--secret", "--path", path, "--stack", "lab", "-C", project];
      const stdio: StdioOptions = ["pipe", "ignore", "inherit"];
      execFileSync(pulumi, args, { input: value, env: process.env, stdio });
    };
    secret("privateKey", readFileSync(locked, "utf8"));
    secret("proxy.privateKey", readFileSync(own, "utf8"));
    secret("privateKeyPassword", "open");
    const wrong = await checked(project);
    expect([wrong.code, wrong.hosts[1]]).toEqual([
      3,
      expect.stringMatching(/ssh\.privateKeyPassword is not the password of the private key$/),
    ]);
    await expect(stack.up()).rejects.toThrow(/decryption password incorrect/);
    secret("privateKeyPassword", "sesame");
    expect(readFileSync(join(project, "Pulumi.lab.yaml"), "utf8")).not.toMatch(
      /PRIVATE KEY|sesame/,
    );
    await stack.up();
    expect(await checked(project)).toMatchObject(CLEAN);
    await bastion.run("cat >/etc/ssh/lab_keys", { input: `${lab.key.publicKey}\n` });
  }, 180_000);

  describe("where only the user's ssh_config knows the way", () => {
    let file: string;
    let direct: ReturnType<typeof config>;
    beforeAll(() => {
      file = sshConfig(lab, lab.dir);
      execFileSync("mount", ["--bind", file, "/etc/ssh/ssh_config"]);
      const ssh = { ...config().ssh };
      delete ssh.proxy;
      direct = { ...config(), ssh };
    });
    afterAll(() => {
      execFileSync("umount", ["/etc/ssh/ssh_config"]);
    });

    it("lint, preview and check say at once that this way is not taken, and what to do", async () => {
      const dir = stackFolder(direct);
      const said = new RegExp(
        "wazuh, hel-1 are reached by ProxyCommand ssh -F \\S+ -W \\S+ \\S+ in your ssh_config, which Pulumi's provider " +
          "does not read; unless the address also answers from here, the connection fails; " +
          "give each host a local port, see docs/access\\.md",
      );
      const lint = await run(["lint", "--dir", dir, "--json"]);
      const found = JSON.parse(lint.stdout) as { findings: { code: string; reason: string }[] };
      expect(found.findings.map(({ code }) => code)).toContain("ssh-config");
      await stack.configure(direct);
      const { diagnostics } = await stack.preview();
      expect(diagnostics.map(({ short }) => short).join("\n")).toMatch(said);
      const { code, stderr } = await checked(dir);
      expect([code, stderr]).toEqual([3, expect.stringMatching(said)]);
    }, 180_000);

    it("the hosts answer at a local port each, with the keys of the hosts behind them", async () => {
      const [master, agent] = [lab.master, lab.host("hel-1")];
      // By the bastion to a host; and, as tsh does it, to the host itself and there to its own port, from its own address.
      await agent.run("sed -i '/^AllowUsers/s/$/ root@127.0.0.1/' /etc/ssh/lab_sshd_config");
      await agent.stopSsh();
      await agent.startSsh();
      const forwards = [
        startForward(file, bastion.address, [`127.0.0.1:22010:${master.address}:22`]),
        startForward(file, agent.address, ["127.0.0.1:22011:127.0.0.1:22"]),
      ];
      const by = (host: (typeof direct)["manager"], port: number) => ({
        ...host,
        host: "127.0.0.1",
        port,
        addresses: [host.host],
      });
      const { manager, agents } = direct;
      const local = {
        ...direct,
        manager: by(manager, 22010),
        agents: agents.map((one) => by(one, 22011)),
      };
      await stack.configure(local);
      await until(
        () => checked(project),
        ({ hosts }) => hosts.every((one) => !one.includes("unreachable")),
      );
      await stack.up();
      expect(await checked(project)).toMatchObject(CLEAN);
      // Behind another port stands another host, and its key is not the pinned one.
      await stack.configure({ ...local, manager: { ...by(manager, 22011) } });
      const { hosts } = await checked(project);
      expect(hosts[0]).toMatch(/^wazuh unreachable: .*host key is not the one that the stack pins/);
      for (const forward of forwards) forward.end();
    }, 180_000);

    it("a key is pinned by what the user's own ssh shows, where a certificate authority vouches for the host", async () => {
      const host = lab.host("hel-1");
      const authority = await certify(host, lab.dir);
      const shown = execFileSync(
        "ssh",
        [
          ...["-o", `UserKnownHostsFile=${authority}`],
          // The bastion's own key is no matter of the authority.
          ...["-o", "HostKeyAlgorithms=ssh-ed25519-cert-v01@openssh.com"],
          host.address,
          "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2",
        ],
        { encoding: "utf8" },
      ).trim();
      expect(shown).toBe(fingerprintOf(host.hostKey));
      const agents = [{ ...config().agents[0], hostKey: "FILL-IN" }];
      const dir = stackFolder({ ...config(), agents: [], agentsFile: "agents.json" });
      writeFileSync(join(dir, "agents.json"), JSON.stringify(agents));
      const { code, stderr } = await run(["trust", "--dir", dir, "hel-1", "--fingerprint", shown]);
      expect([code, stderr]).toEqual([0, ""]);
      const written = JSON.parse(readFileSync(join(dir, "agents.json"), "utf8")) as unknown;
      expect(written).toEqual([{ ...agents[0], hostKey: host.hostKey }]);
    });
  });
});
