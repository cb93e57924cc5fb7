import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { startOf } from "../startOf";
import { TWO_AGENTS } from "../twoAgents";
import { ssh } from "./ssh";

describe("a lab with a bastion and a user with sudo", () => {
  let lab: Lab;
  let bastion: LabHost;
  let hel: LabHost;
  let nbg: LabHost;

  beforeAll(async () => {
    lab = await upLab({ agents: TWO_AGENTS, daemons: false, bastion: true, sudoUser: true });
    if (lab.bastion === undefined) throw new Error("no bastion");
    bastion = lab.bastion;
    hel = lab.host("hel-1");
    nbg = lab.host("nbg-1");
  });

  afterAll(() => lab.down());

  it("counts at sshd what came in, and lets nobody in but through the bastion", async () => {
    const direct = await ssh(lab, hel, "root", "true");
    expect(direct.stderr.trim()).toMatch(/^root@10\.77\.\d+\.11: Permission denied/);
    expect(await hel.sshConnections()).toBe(0);
    const through = await ssh(lab, hel, "root", "hostname; id -u", bastion);
    expect(through).toEqual({ code: 0, stdout: "hel-1\n0\n", stderr: "" });
    expect(await hel.sshConnections()).toBe(1);
    expect(await bastion.sshConnections()).toBe(1);
    expect(await nbg.sshConnections()).toBe(0);
  });

  it("has the key that its sshd shows where docs send people to compare it", async () => {
    expect(await hel.read("/etc/ssh/ssh_host_ed25519_key.pub")).toBe(`${hel.hostKey}\n`);
  });

  it("becomes root without a password as deploy, who is nobody otherwise", async () => {
    const outcome = await ssh(
      lab,
      hel,
      "deploy",
      "id -un; sudo -n id -un; cat /etc/shadow",
      bastion,
    );
    expect(outcome.stdout).toBe("deploy\nroot\n");
    expect(outcome.stderr).toBe("cat: /etc/shadow: Permission denied\n");
  });

  it("runs commands inside as the user that is asked for, with input", async () => {
    expect(await hel.run("id -un; pwd; cat; exit 3", { user: "deploy", input: "word" })).toEqual({
      code: 3,
      stdout: "deploy\n/\nword",
      stderr: "",
    });
    await expect(hel.read("/no/such")).rejects.toThrow(
      "hel-1: cat -- /no/such: exit 1: cat: /no/such: No such file or directory",
    );
  });

  it("keeps every host's files, firewall and processes to itself", async () => {
    await hel.run("echo mine >/etc/mine; nft add table inet mine");
    await hel.run(startOf("/bin/sleep 77"));
    const seen = "cat /etc/mine; nft list tables; ps -eo args | grep '^/bin/sleep 77'";
    expect((await hel.run(seen)).stdout).toBe("mine\ntable inet mine\n/bin/sleep 77\n");
    expect((await nbg.run(seen)).stdout).toBe("");
  });

  it("is off to SSH while its server is stopped", async () => {
    const from = "203.0.113.66";
    await nbg.stopSsh();
    expect(await lab.attacker?.reaches(nbg, from)).toBe(false);
    await nbg.startSsh();
    expect(await lab.attacker?.reaches(nbg, from)).toBe(true);
  });

  it("names the hosts there are", () => {
    expect(() => lab.host("gitlab")).toThrow(
      'host "gitlab" is not in the lab; there are wazuh, hel-1, nbg-1',
    );
  });
});

describe("the attacker", () => {
  let lab: Lab;
  let hel: LabHost;

  beforeAll(async () => {
    lab = await upLab({ agents: TWO_AGENTS, daemons: false });
    hel = lab.host("hel-1");
  });

  afterAll(() => lab.down());

  it("reaches hosts from every address, until one host alone drops one address", async () => {
    const { attacker } = lab;
    if (attacker === undefined) throw new Error("no attacker");
    const reached = async (host: LabHost): Promise<string[]> => {
      const answers = await Promise.all(
        attacker.addresses.map((from) => attacker.reaches(host, from)),
      );
      return attacker.addresses.filter((_, index) => answers[index] === true);
    };
    expect(await reached(hel)).toEqual(attacker.addresses);
    const dropped = ["203.0.113.66", "2001:db8::66"];
    const rules = [
      "add table inet lab",
      "add chain inet lab input { type filter hook input priority 0; }",
      `add rule inet lab input ip saddr ${dropped[0] ?? ""} drop`,
      `add rule inet lab input ip6 saddr ${dropped[1] ?? ""} drop`,
    ].join("\n");
    expect(await hel.run("nft -f -", { input: rules })).toMatchObject({ code: 0, stderr: "" });
    expect(await reached(hel)).toEqual(
      attacker.addresses.filter((from) => !dropped.includes(from)),
    );
    expect(await reached(lab.host("nbg-1"))).toEqual(attacker.addresses);
    await expect(attacker.reaches(hel, "198.51.100.1")).rejects.toThrow(
      "attacker: 198.51.100.1 to hel-1:22: 198.51.100.1: Cannot assign requested address",
    );
  });

  it("fails to log in, and the failures that are only written down read the same as sshd's own", async () => {
    const { attacker } = lab;
    const nbg = lab.host("nbg-1");
    const from = "192.0.2.99";
    expect(await attacker?.bruteForce(hel, { from, count: 2 })).toBe(2);
    expect(await attacker?.bruteForce(hel, { from, count: 1, user: "oracle" })).toBe(1);
    await nbg.failedLogins({ from, count: 2 });
    await nbg.failedLogins({ from, count: 1, user: "oracle", existing: false });
    await hel.log();
    const real = plain(await hel.read("/var/log/auth.log"), from);
    expect(real).toHaveLength(7);
    expect(plain(await nbg.read("/var/log/auth.log"), from)).toEqual(real);
  });

  it("stops when it is not answered any more", async () => {
    await hel.run("nft add rule inet lab input ip saddr 203.0.113.67 drop");
    const tried = await lab.attacker?.bruteForce(hel, { from: "203.0.113.67", count: 3 });
    expect(tried).toBe(0);
  });
});

describe("two labs in one run", () => {
  it("have networks of their own; one stays when the other goes, and its number is free again", async () => {
    const options = { agents: TWO_AGENTS.slice(0, 1), daemons: false, attacker: false };
    const [one, other] = await Promise.all([upLab(options), upLab(options)]);
    const networks = [one, other].map(({ master }) => master.address.split(".")[2]);
    expect(new Set(networks).size).toBe(2);
    await one.down();
    expect((await ssh(other, other.host("hel-1"), "root", "hostname")).stdout).toBe("hel-1\n");
    const again = await upLab(options);
    expect(again.dir).toBe(one.dir);
    expect((await ssh(again, again.master, "root", "hostname")).stdout).toBe("wazuh\n");
    await Promise.all([again.down(), other.down()]);
  });
});

/** What is said about failed logins from an address, without what differs from connection to connection: time, host, process, port. */
function plain(log: string, from: string): string[] {
  return log
    .split("\n")
    .filter((line) => line.includes(from) && /Invalid|Failed|\[preauth\]/.test(line))
    .map((line) => line.replace(/^.* sshd(-session)?\[\d+\]: /, "").replace(/port \d+/, "port N"));
}
