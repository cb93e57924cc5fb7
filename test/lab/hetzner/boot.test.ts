import { HetznerApi } from "../../../lab/hetzner/api";
import { hasCloudInit } from "../../../lab/hetzner/boot/cloudInitFiles";
import { labMachines, ownFirstBoot, type FirstBoot } from "../../../lab/hetzner/boot/labMachine";
import { realFirstBoot } from "../../../lab/hetzner/boot/realCloudInit";
import { newKeyPair } from "../../../lab/keys";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { renderCloudInit } from "../../../policy/cloudInit/cloudInit";
import { awaitSetUp } from "../../../policy/cloudInit/setUpMark";
import { runOn } from "../../../ssh/onHost";

const TOKEN = "the-token";
const ways: [string, FirstBoot][] = [
  ["by the lab's own steps", ownFirstBoot()],
  ...(hasCloudInit()
    ? [["by cloud-init's own modules", realFirstBoot] as [string, FirstBoot]]
    : []),
];

describe.each(ways)("a server's first boot with the program's user data, %s", (_, firstBoot) => {
  let lab: Lab;
  let host: LabHost;
  let api: HetznerApi;
  const hostKey = newKeyPair();
  const password = "it's a $(secret)";

  beforeAll(async () => {
    lab = await upLab({ agents: [{ name: "nbg-1", location: "nbg1" }], attacker: false });
    host = lab.host("nbg-1");
    api = await HetznerApi.start({ token: TOKEN, machineOf: labMachines([host], firstBoot) });
  }, 180_000);
  afterAll(async () => {
    await api.stop();
    await lab.down();
  });

  const ask = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${api.endpoint}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify(body),
    });
    const said: unknown = await answer.json();
    expect([answer.status, said]).toEqual([201, said]);
    return said;
  };

  it("is entered with the keys that it was given, and set up as the user data says", async () => {
    expect(host.hostKey).not.toBe(hostKey.publicKey);
    const userData = renderCloudInit({
      ...{ name: "nbg-1", manager: "10.0.0.2", wazuhVersion: "4.14.7" },
      ...{ enrolmentPassword: password, hostKey, packages: ["jq"], audit: true },
    });
    await ask("/ssh_keys", { name: "ops", public_key: lab.key.publicKey });
    const ssh_keys = api.project.sshKeys.map(({ id }) => id);
    const ordered = { name: "nbg-1", server_type: "cx23", image: "debian-12", ssh_keys };
    await ask("/servers", { ...ordered, location: "nbg1", user_data: userData });

    // As the program does: over SSH, with the pinned key, until cloud-init is done and our mark is there.
    const over = (command: string): ReturnType<typeof runOn> =>
      runOn(
        { user: "root", privateKey: lab.key.privateKey },
        { name: "nbg-1", host: host.address, hostKey: hostKey.publicKey },
        command,
        "",
        60,
      );
    let said: Awaited<ReturnType<typeof over>> | undefined;
    while (!said) said = await over(awaitSetUp()).catch(() => undefined);
    expect([said.code, said.stderr, said.stdout]).toEqual([0, "", ""]);

    expect(await host.read("/etc/hostname")).toBe("nbg-1\n");
    expect(await host.read("/var/ossec/etc/authd.pass")).toBe(`${password}\n`);
    const calls = (await host.read("/var/log/lab-first-boot")).trim().split("\n");
    expect(calls.filter((line) => /^apt-get .*install/.test(line))).toEqual([
      expect.stringMatching(/ auditd ca-certificates curl gnupg jq nftables$/),
      "apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends wazuh-agent=4.14.7-1 (WAZUH_MANAGER=10.0.0.2 WAZUH_AGENT_NAME=nbg-1)",
    ]);
    expect(calls).toContain("augenrules --load");
    const { stdout } = await host.run(
      "stat -c '%a %U:%G %n' /etc/ssh/ssh_host_* /var/ossec/etc/authd.pass /etc/wazuh-active-response-metadata.nft; " +
        "ls /var/lib/wazuh-active-response; nft list table inet wazuh_active_response_metadata | grep -c 169.254.169.254",
    );
    expect(stdout.trim().split("\n")).toEqual([
      "600 root:root /etc/ssh/ssh_host_ed25519_key",
      "600 root:root /etc/ssh/ssh_host_ed25519_key.pub",
      "640 root:wazuh /var/ossec/etc/authd.pass",
      "644 root:root /etc/wazuh-active-response-metadata.nft",
      ...["set-up", "set-up-agent.sh", "2"],
    ]);
    expect(await host.read("/var/log/cloud-init-output.log")).toContain("set-up-agent: done\n");
  }, 120_000);
});
