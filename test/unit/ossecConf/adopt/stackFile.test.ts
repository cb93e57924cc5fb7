import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../../cli/run";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const STACK = `# Golem Trust, production
config:
  wazuh-active-response:ssh: {}
  wazuh-active-response:manager: # the master
    name: wazuh
    host: 192.0.2.10
    hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa
  wazuh-active-response:whitelist:
    common:
      - { address: 127.0.0.1, name: loopback } # the host itself
  wazuh-active-response:responses:
    # by hand only
    - kind: isolate-host
      allow: [{ to: 192.0.2.0/24, reason: the office }]
`;

const CONF = `<ossec_config>
  <global>
    <white_list>127.0.0.1</white_list>
    <white_list>192.0.2.77</white_list>
    <white_list>host.example.org</white_list>
  </global>
  <command>
    <name>firewall-drop</name>
    <executable>firewall-drop</executable>
    <timeout_allowed>yes</timeout_allowed>
  </command>
  <active-response>
    <command>firewall-drop</command>
    <location>local</location>
    <rules_id>5763</rules_id>
    <timeout>600</timeout>
  </active-response>
  <active-response>
    <command>firewall-drop</command>
    <location>local</location>
    <rules_id>100234</rules_id>
    <timeout>60</timeout>
  </active-response>
</ossec_config>
`;

describe("active-response adopt", () => {
  let dir: string;
  const file = (): string => join(dir, "Pulumi.prod.yaml");
  const adopt = (...more: string[]): ReturnType<typeof run> =>
    run(["adopt", "--dir", dir, "--file", join(dir, "ossec.conf"), ...more]);

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "adopt-"));
    writeFileSync(file(), STACK);
    writeFileSync(join(dir, "ossec.conf"), CONF);
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it("says what goes and what stays, and writes nothing without --write", async () => {
    const { code, stdout } = await adopt("--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      {
        manager: "wazuh",
        texts: [
          "    <white_list>127.0.0.1</white_list>\n",
          "    <white_list>192.0.2.77</white_list>\n",
          expect.stringContaining("<rules_id>5763</rules_id>") as string,
        ],
        responses: [{ line: 12, what: "block-ip firewall-drop: rules 5763; 600 s" }],
        whitelist: [
          { line: 3, what: "127.0.0.1" },
          { line: 4, what: "192.0.2.77" },
        ],
        stays: [
          expect.objectContaining({ line: 5 }) as object,
          {
            line: 18,
            column: 3,
            what: "<active-response>",
            reason: expect.stringMatching(
              /^\(100234\) is neither a rule of Wazuh 4\.14\.7/,
            ) as string,
          },
        ],
        windows: [],
        lost: [],
        gained: ["address 192.0.2.10/32"],
        sameArConf: true,
      },
    ]);
    expect(readFileSync(file(), "utf8")).toBe(STACK);
  });

  it("sees the agents of agentsFile, and leaves them there", async () => {
    const more = JSON.stringify([{ name: "hel-1", host: "192.0.2.11", hostKey: KEY }]);
    writeFileSync(join(dir, "more.json"), more);
    writeFileSync(file(), `${STACK}  wazuh-active-response:agentsFile: more.json\n`);
    const { stdout } = await adopt("--json", "--write");
    expect(stdout).toContain("address 192.0.2.11/32");
    expect(readFileSync(file(), "utf8")).toContain("wazuh-active-response:agents: []\n");
    expect(readFileSync(join(dir, "more.json"), "utf8")).toBe(more);
  });

  it("writes it into the stack file behind what stands there, comments kept, once", async () => {
    const { code, stdout } = await adopt("--write");
    expect(code).toBe(1);
    expect(stdout).toMatch(/Written to .*Pulumi\.prod\.yaml\. Next: pulumi preview --diff/);
    expect(
      Math.max(
        ...stdout
          .split("\n")
          .slice(0, 12)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
    const written = readFileSync(file(), "utf8");
    for (const comment of [
      "# Golem Trust, production",
      "# the master",
      "# the host itself",
      "# by hand only",
    ])
      expect(written).toContain(comment);
    expect(written.slice(written.indexOf("  wazuh-active-response:responses:"))).toBe(
      `  wazuh-active-response:responses:
    # by hand only
    - kind: isolate-host
      allow: [ { to: 192.0.2.0/24, reason: the office } ]
    - kind: block-ip
      rules:
        - 5763
      timeout: 600
      backend: iptables
  wazuh-active-response:agents: []
  wazuh-active-response:adopt:
    wazuh:
      - |2
            <white_list>127.0.0.1</white_list>
      - |2
            <white_list>192.0.2.77</white_list>
      - |2
          <active-response>
            <command>firewall-drop</command>
            <location>local</location>
            <rules_id>5763</rules_id>
            <timeout>600</timeout>
          </active-response>
`,
    );
    expect((await run(["lint", "--dir", dir])).code).toBe(1);
  });

  it("says what the stack file needs", async () => {
    writeFileSync(file(), "config: {}\n");
    const { code, stderr } = await adopt();
    expect([code, stderr]).toEqual([
      64,
      expect.stringMatching(
        /^active-response: adopt needs ssh and manager in the stack file: /,
      ) as string,
    ]);
  });

  it("names the place where Wazuh itself cannot read the file", async () => {
    writeFileSync(join(dir, "ossec.conf"), "<ossec_config>\n  <global>\n</ossec_config>\n");
    const { code, stderr } = await adopt();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ossec\.conf:3:\d+: error: .*<global>/);
  });
});
