import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { fingerprintOf } from "../../../../cli/verbs/trust/fingerprint";
import { pinnedHosts } from "../../../../cli/verbs/trust/pinnedHosts";
import { withHostKeys } from "../../../../cli/verbs/trust/withHostKeys";
import { UNKNOWN_ADDRESS } from "../../../../policy/model/fleet";

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
const at = (written: Record<string, unknown>, more: readonly unknown[] = [], dir = "/none") => ({
  file: "Pulumi.prod.yaml",
  dir,
  written,
  raw: { ...written, agents: [...(written["agents"] as unknown[]), ...more] },
});
const shown = ({ hosts }: ReturnType<typeof pinnedHosts>) =>
  hosts.map(({ host: { name, host }, place, pinned }) => [
    name,
    host,
    basename(place.file),
    place.path.join("."),
    pinned,
  ]);
const STACK = "Pulumi.prod.yaml";
const PREFIX = "config.wazuh-active-response:";

describe("hosts whose key is to be pinned", () => {
  it("are those without one, or with one to fill in; the bastion first", () => {
    expect(shown(pinnedHosts(at(RAW)))).toEqual([
      ["bastion", "10.0.0.9", STACK, `${PREFIX}ssh.proxy`, false],
      ["wazuh", "10.0.0.2", STACK, `${PREFIX}manager`, true],
      ["gitlab", "10.0.0.3", STACK, `${PREFIX}agents.0`, false],
    ]);
  });

  it("are those too whose key only stands for one, as in an example", () => {
    const manager = { ...RAW.manager, hostKey: "ssh-ed25519 AAAA..." };
    expect(shown(pinnedHosts(at({ ...RAW, manager })))[1]?.at(-1)).toBe(false);
  });

  it("are those of the agentsFile too, each at its place there", () => {
    const dir = mkdtempSync(join(tmpdir(), "trust-"));
    const more = [{ name: "hel-1", host: "10.0.0.4" }];
    writeFileSync(join(dir, "more.yaml"), JSON.stringify(more));
    const { hosts } = pinnedHosts(at({ ...RAW, agentsFile: "more.yaml" }, more, dir));
    expect(hosts.at(-1)).toEqual({
      host: { name: "hel-1", host: "10.0.0.4", hostKey: "FILL-IN" },
      place: { file: join(dir, "more.yaml"), path: [0] },
      pinned: false,
    });
    rmSync(dir, { recursive: true });
  });

  it("are Hetzner servers that exist, where the last rollout found them; not those that the program makes", () => {
    const made = { kind: "create", name: "new-1", type: "cx23", location: "hel1", sshKeys: ["a"] };
    const servers = [made, { kind: "existing", name: "web-1" }];
    const raw = at({ ...RAW, hetzner: { servers } });
    const place = [STACK, `${PREFIX}hetzner.servers.1`, false];
    expect(shown(pinnedHosts(raw)).at(-1)).toEqual(["web-1", UNKNOWN_ADDRESS, ...place]);
    const known = new Map([["web-1", { name: "web-1", host: "203.0.113.9", hostKey: KEY }]]);
    expect(shown(pinnedHosts(raw, known)).at(-1)).toEqual(["web-1", "203.0.113.9", ...place]);
    expect(shown(pinnedHosts(raw)).map(([name]) => name)).not.toContain("new-1");
  });

  it("are refused with what else is wrong in the file", () => {
    expect(() => pinnedHosts(at({ ...RAW, manager: { host: "10.0.0.2" } }))).toThrow(
      /^trust needs ssh and the hosts in the stack file: manager\.name: /,
    );
  });
});

describe("keys that were trusted", () => {
  const ours = (...path: (string | number)[]) => [
    "config",
    `wazuh-active-response:${String(path[0])}`,
    ...path.slice(1),
  ];

  it("get into the file, and everything else stays", () => {
    const written = withHostKeys(TEXT, [
      { path: ours("ssh", "proxy"), key: KEY },
      { path: ours("agents", 0), key: `${KEY.slice(0, -1)}3` },
    ]);
    expect(written).toBe(
      TEXT.replace("host: 10.0.0.9 }", `host: 10.0.0.9, hostKey: ${KEY} }`).replace(
        "FILL-IN: run trust",
        `${KEY.slice(0, -1)}3`,
      ),
    );
  });

  it("leave a file of JSON a file of JSON", () => {
    const agents = [{ name: "hel-1", host: "10.0.0.4" }];
    const written = withHostKeys(JSON.stringify(agents), [{ path: [0], key: KEY }]);
    expect(JSON.parse(written)).toEqual([{ ...agents[0], hostKey: KEY }]);
  });

  it("are not written where the file has no such host", () => {
    expect(() => withHostKeys("a: 1\n", [{ path: ours("manager"), key: KEY }])).toThrow(
      "config.wazuh-active-response:manager is not a mapping in the file; write the host there in full",
    );
  });
});

test("a fingerprint is the one that ssh-keygen -l prints", () => {
  // ssh-keygen -lf of this key.
  expect(fingerprintOf(`${KEY} a comment`)).toBe(
    "SHA256:qqzc8vqM+5/889PPIJ1bS+I8ufhtNm6D+CSr2KYnVks",
  );
});
