import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { NewServer } from "../../../policy/cloudInit/newServer";
import { renderSetUp } from "../../../policy/cloudInit/cloudInit";

const SERVER: NewServer = {
  name: "runner-1",
  manager: "10.0.0.2",
  wazuhVersion: "4.14.7",
  enrolmentPassword: "it's a $(secret)",
  hostKey: { privateKey: "", publicKey: "" },
  packages: [],
  audit: true,
};

describe("set-up-agent.sh, with real gpg and stand-ins for apt, curl and systemd", () => {
  const folder = mkdtempSync(join(tmpdir(), "set-up-agent-"));
  const gpgHome = join(folder, "gpg");
  const fingerprints: string[] = [];

  const gpg = (...args: string[]): string =>
    execFileSync("gpg", ["--homedir", gpgHome, "--batch", "--quiet", ...args], {
      encoding: "utf8",
    });

  beforeAll(() => {
    mkdirSync(gpgHome, { mode: 0o700 });
    mkdirSync(join(folder, "disk"));
    for (const who of ["ours@example.org", "stranger@example.org"]) {
      gpg("--passphrase", "", "--quick-generate-key", who, "ed25519", "sign", "never");
      const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg("--with-colons", "--list-keys", who));
      fingerprints.push(fingerprint?.[1] ?? "");
    }
  });

  afterAll(() => {
    spawnSync("gpgconf", ["--homedir", gpgHome, "--kill", "all"]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the set-up where `keys` are what the repository hands out; `after` shows what it wrote. */
  function setUp(
    keys: readonly string[],
    after: string,
    server: NewServer = SERVER,
  ): { status: number | null; out: string; calls: string } {
    writeFileSync(join(folder, "key"), gpg("--armor", "--export", ...keys));
    writeFileSync(join(folder, "calls"), "");
    writeFileSync(join(folder, "password"), `${SERVER.enrolmentPassword ?? ""}\n`, { mode: 0o600 });
    const script = renderSetUp(
      server,
      join(folder, "password"),
      {
        repository: "https://example.org/apt/",
        keyUrl: "https://example.org/key",
        fingerprint: fingerprints[0] ?? "",
      },
      join(folder, "mark"),
    );
    writeFileSync(join(folder, "set-up.sh"), script);
    const { status, stdout, stderr } = spawnSync(
      "sh",
      [
        join(__dirname, "aside.sh"),
        folder,
        "sh",
        "-c",
        `sh "${folder}/set-up.sh"; code=$?; ${after}; exit $code`,
      ],
      { encoding: "utf8" },
    );
    return { status, out: stdout + stderr, calls: readFileSync(join(folder, "calls"), "utf8") };
  }

  it("installs the manager's version, pins the key to the repository, hands the password over, watches programs", () => {
    const { status, out, calls } = setUp(
      ["ours@example.org"],
      "cat /etc/apt/sources.list.d/wazuh.list /var/ossec/etc/authd.pass /var/ossec/etc/ossec.conf /etc/audit/rules.d/*; " +
        "stat -c '%a %U:%G' /var/ossec/etc/authd.pass; gpg --show-keys --with-colons /usr/share/keyrings/wazuh.gpg | grep -c ^pub; " +
        `[ ! -e ${folder}/password ] && echo password gone; [ -f ${folder}/mark ] && echo marked`,
    );
    expect(out).toContain("set-up-agent: done");
    expect(status).toBe(0);
    expect(calls.split("\n")).toEqual([
      "apt-get -o DPkg::Lock::Timeout=600 update (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends wazuh-agent=4.14.7-1 (WAZUH_MANAGER=10.0.0.2 WAZUH_AGENT_NAME=runner-1)",
      "apt-mark hold wazuh-agent (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "augenrules --load (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "systemctl daemon-reload (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "systemctl enable wazuh-agent (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "systemctl restart wazuh-agent (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "",
    ]);
    expect(out).toContain(
      "deb [signed-by=/usr/share/keyrings/wazuh.gpg] https://example.org/apt/ stable main\nit's a $(secret)\n",
    );
    expect(out).toContain("<location>/var/log/audit/audit.log</location>");
    expect(out).toContain("-F arch=b64 -S execve -S execveat -k audit-wazuh-c");
    expect(out).toMatch(/^640 root:wazuh\n1\npassword gone\nmarked$/m);
  });

  it("installs it by dnf on the RHEL family, from a repository that is off otherwise", () => {
    rmSync(join(folder, "mark"), { force: true });
    const { status, out, calls } = setUp(
      ["ours@example.org"],
      "cat /etc/yum.repos.d/wazuh.repo /var/ossec/etc/authd.pass; cmp /etc/pki/rpm-gpg/RPM-GPG-KEY-WAZUH " +
        `${folder}/key && echo the key; ls /etc/apt/sources.list.d/wazuh.list; [ -f ${folder}/mark ] && echo marked`,
      { ...SERVER, family: "rhel" },
    );
    expect(status).toBe(0);
    expect(calls.split("\n")).toEqual([
      "rpm --import /etc/pki/rpm-gpg/RPM-GPG-KEY-WAZUH (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "dnf install -y --enablerepo=wazuh wazuh-agent-4.14.7-1 (WAZUH_MANAGER=10.0.0.2 WAZUH_AGENT_NAME=runner-1)",
      "augenrules --load (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "systemctl daemon-reload (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "systemctl enable wazuh-agent (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "systemctl restart wazuh-agent (WAZUH_MANAGER= WAZUH_AGENT_NAME=)",
      "",
    ]);
    expect(out).toContain(
      "[wazuh]\nname=Wazuh\nbaseurl=https://example.org/apt/\ngpgcheck=1\n" +
        "gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-WAZUH\nenabled=0\nit's a $(secret)\nthe key\nmarked\n",
    );
    expect(out).toContain("cannot access '/etc/apt/sources.list.d/wazuh.list'");
  });

  it.each([
    ["another key", ["stranger@example.org"]],
    ["a second key beside the pinned one", ["ours@example.org", "stranger@example.org"]],
  ])("installs nothing where the repository has %s", (_, keys) => {
    rmSync(join(folder, "mark"), { force: true });
    const { status, out, calls } = setUp(keys, "ls /etc/apt/sources.list.d/wazuh.list");
    expect(existsSync(join(folder, "mark"))).toBe(false);
    expect(out).toContain("set-up-agent: REFUSED: https://example.org/key holds the key(s)");
    expect(status).toBe(3);
    expect(calls).toBe("");
    expect(out).toContain("cannot access '/etc/apt/sources.list.d/wazuh.list'");
  });
});
