import { hostKeyFindings } from "../../../config/hostKeyFindings";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const ECDSA =
  "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBK4PXcsLEWlbMPxK1ZMC7L5gyrJDxWkJ0lDlNVwAsMLS9XtvOoAXMXsfGCxyOFqXl8KsHCOuCpaAOZ4mEN0HzVk=";
const of = (hostKey: unknown): string[] =>
  hostKeyFindings({ agents: [{ name: "gitlab", hostKey }] }).map(
    ({ severity, path, reason, instead }) => `${severity} ${path}: ${reason}; ${instead}`,
  );
const ASK = "run active-response trust, which shows the host's key and asks";
const OWN =
  "write the host's own ed25519 key: docs/access.md says how to get it over a connection that the authority vouches for";
const CUT = `is not a complete key: it was cut short, or is a placeholder; ${ASK}`;

describe("a host key", () => {
  it.each([KEY, `${KEY} root@gitlab`, `${KEY}\n`, ECDSA, "FILL-IN", "FILL-IN: from the console"])(
    "is taken: %j",
    (line) => {
      expect(of(line)).toEqual([]);
    },
  );

  it.each([
    ["ssh-ed25519 AAAA...", CUT],
    ["ssh-ed25519 AAAA", CUT],
    ["ssh-ed25519", CUT],
    [KEY.slice(0, -4), CUT],
    [`${KEY.slice(0, -1)}!`, CUT],
    [KEY.replace("ssh-ed25519", "ecdsa-sha2-nistp256"), CUT],
    [
      `10.0.0.3 ${KEY}`,
      `does not begin with a key type, as a line of authorized_keys does; ${ASK}`,
    ],
    [
      "ssh-rsa AAAAB3NzaC1yc2E=",
      `cannot be compared: today's sshd signs with another name of the same key; ${ASK}`,
    ],
    [
      `@cert-authority *.golemtrust.am ${KEY}`,
      `names a certificate authority; Pulumi's provider compares one key per host and does not read certificates; ${OWN}`,
    ],
    [
      `cert-authority ${KEY}`,
      `names a certificate authority; Pulumi's provider compares one key per host and does not read certificates; ${OWN}`,
    ],
    [
      "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQ=",
      `is a certificate, which changes with each renewal; the provider compares keys; ${OWN}`,
    ],
  ])("is refused: %j", (line, wanted) => {
    expect(of(line)).toEqual([`error agents[0].hostKey: ${wanted}`]);
  });

  it("is looked for wherever one stands, and only there", () => {
    const found = hostKeyFindings({
      ssh: { proxy: { hostKey: "x" }, privateKey: "ssh-ed25519 AAAA" },
      manager: { hostKey: KEY },
      hetzner: { servers: [{}, { hostKey: "ssh-ed25519 AAAA" }] },
    });
    expect(found.map(({ path, value }) => [path, value])).toEqual([
      ["ssh.proxy.hostKey", '"x"'],
      ["hetzner.servers[1].hostKey", '"ssh-ed25519 AAAA"'],
    ]);
  });
});
