import { fingerprintOf } from "../../../cli/trust/fingerprint";
import { pinnedHosts, withHostKeys } from "../../../cli/trust/pinnedHosts";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";
const TEXT = `# ours
config:
  wazuh-active-response:ssh: { user: root, proxy: { host: 10.0.0.9 } }
  wazuh-active-response:manager: { name: wazuh, host: 10.0.0.2, hostKey: "${KEY}" }
  wazuh-active-response:agents:
    # the first
    - name: gitlab
      host: 10.0.0.3
      hostKey: "FILL-IN: run trust"
  other:key: 1
`;
const RAW = {
  ssh: { user: "root", proxy: { host: "10.0.0.9" } },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.3", hostKey: "FILL-IN: run trust" }],
};

describe("hosts whose key is to be pinned", () => {
  it("are those without one, or with one to fill in; the bastion first", () => {
    expect(
      pinnedHosts(RAW).hosts.map(({ host: { name, host }, path, pinned }) => [
        name,
        host,
        path.join("."),
        pinned,
      ]),
    ).toEqual([
      ["bastion", "10.0.0.9", "ssh.proxy", false],
      ["wazuh", "10.0.0.2", "manager", true],
      ["gitlab", "10.0.0.3", "agents.0", false],
    ]);
  });

  it("are refused with what else is wrong in the file", () => {
    expect(() => pinnedHosts({ ...RAW, manager: { host: "10.0.0.2" } })).toThrow(
      /^trust needs ssh and the hosts in the stack file: manager\.name: /,
    );
  });

  it("get their keys into the file, and everything else stays", () => {
    const written = withHostKeys(TEXT, [
      { path: ["ssh", "proxy"], key: KEY },
      { path: ["agents", 0], key: `${KEY.slice(0, -1)}3` },
    ]);
    expect(written).toBe(
      TEXT.replace("host: 10.0.0.9 }", `host: 10.0.0.9, hostKey: ${KEY} }`).replace(
        "FILL-IN: run trust",
        `${KEY.slice(0, -1)}3`,
      ),
    );
  });

  it("are not written where the file has no config", () => {
    expect(() => withHostKeys("a: 1\n", [])).toThrow("the stack file has no config");
  });
});

test("a fingerprint is the one that ssh-keygen -l prints", () => {
  // ssh-keygen -lf of this key.
  expect(fingerprintOf(`${KEY} a comment`)).toBe(
    "SHA256:qqzc8vqM+5/889PPIJ1bS+I8ufhtNm6D+CSr2KYnVks",
  );
});
