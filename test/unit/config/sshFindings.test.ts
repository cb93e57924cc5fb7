import { sshFindings } from "../../../config/sshFindings";

const of = (ssh: Parameters<typeof sshFindings>[0]["ssh"]): string[] =>
  sshFindings({ ssh }).map(({ path, value, reason }) => `${path}: ${value} ${reason}`);
const proxy = { host: "198.51.100.7", hostKey: "x" };

describe("how hosts are logged in to", () => {
  it.each([
    {},
    { privateKeyFile: "~/.ssh/id" },
    { agentSocketPath: "/run/agent", proxy: { ...proxy, privateKeyFile: "~/.ssh/bastion" } },
  ])("by one way is fine: %j", (ssh) => {
    expect(of(ssh)).toEqual([]);
  });

  it("by two is refused, since one of them is silently not taken", () => {
    const key = { privateKey: "secret" };
    expect(
      of({ ...key, privateKeyFile: "a", agentSocketPath: "/a", proxy: { ...proxy, ...key } }),
    ).toEqual([
      "ssh.privateKeyFile: (given) is not read: privateKey is given too",
      "ssh.agentSocketPath: (given) is never asked where there is a private key: Pulumi's provider tries the key alone",
    ]);
    expect(of({ proxy: { ...proxy, ...key, privateKeyFile: "a" } })).toEqual([
      "ssh.proxy.privateKeyFile: (given) is not read: privateKey is given too",
    ]);
  });
});
