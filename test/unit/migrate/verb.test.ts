import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../cli/run";
import { FAILED_LOGIN } from "./policies";

const ORACLE = join(__dirname, "../../oracle/00-ok-ar.conf");
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

const folder = (): string => mkdtempSync(join(tmpdir(), "war-migrate-verb-"));

/** A project with one stack of these responses, in YAML. */
function project(responses: string): string {
  const dir = folder();
  writeFileSync(
    join(dir, "Pulumi.mine.yaml"),
    `config:
  wazuh-active-response:ssh: { user: root }
  wazuh-active-response:manager: { name: wazuh, host: 10.0.0.2, hostKey: "${KEY}" }
  wazuh-active-response:agents:
    - { name: gitlab, host: 10.0.0.3, hostKey: "${KEY}", version: 4.14.7 }
  wazuh-active-response:whitelist:
    common:
      - { address: 10.0.0.0/24, name: office, reason: how we get in }
  wazuh-active-response:responses:
${responses}
`,
  );
  return dir;
}

const WHOLE = `    - { kind: block-ip, rules: [5763, 5712], timeout: 1h, findings: { rules: [${FAILED_LOGIN}] } }`;

describe("migrate of a stack", () => {
  it("is exit 0 where all can be said; the same as JSON", async () => {
    const dir = project(WHOLE);
    const text = await run(["migrate", "--dir", dir]);
    expect(text.code).toBe(0);
    expect(text.stderr).toBe("");
    expect(text.stdout).toMatch(/^stack mine in Wazuh 5 \(beta: tried on stand-ins/);
    expect(text.stdout).not.toContain("Cannot be said");
    expect(text.stdout).toContain(
      `  monitor    each minute, wazuh-findings-v5-system-activity: wazuh.rule.id:"${FAILED_LOGIN}" AND NOT source.ip:("10.0.0.0/24")\n`,
    );
    expect(text.stdout).toContain("Agents below version 5, which get nothing\n  gitlab\n");
    const { code, stdout } = await run(["migrate", "--dir", dir, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      what: "stack mine",
      beta: true,
      impossible: [],
      below5: ["gitlab"],
      responses: [{ path: "responses[0]", channel: { config_id: "ar-firewall-drop" } }],
    });
  });

  it("is exit 2 where something cannot be said; what is alike is said once", async () => {
    const dir = project(
      "    - { kind: kill-process, rules: [100050], processes: [a] }\n    - { kind: kill-process, rules: [100050], processes: [b], command: kill-b }",
    );
    const { code, stdout } = await run(["migrate", "--dir", dir]);
    expect(code).toBe(2);
    expect(stdout).toContain(
      "\nCannot be said\n  responses[0].findings, responses[1].findings: not given, and no list says which rule of Wazuh 5 stands for one of 4.14\n    -> write findings: { rules: [UUID] } or { query: ... }\n\n",
    );
  });

  it("of the example says all of it", async () => {
    const { code, stdout } = await run([
      "migrate",
      "--dir",
      join(__dirname, "../../../examples/wazuh5"),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "wazuh-findings-v5-system-activity: (process.name:(xmrig OR kdevtmpfsi))\n",
    );
  });

  it("is exit 64 for findings that are not valid", async () => {
    const { code, stderr } = await run([
      "migrate",
      "--dir",
      project(WHOLE.replace(FAILED_LOGIN, '"5763"')),
    ]);
    expect(code).toBe(64);
    expect(stderr).toBe(
      'active-response: responses[0].findings.rules[0]: "5763" is the id of a rule of Wazuh 4; rules of Wazuh 5 have UUIDs; write the UUID that findings have in wazuh.rule.id [finding-rule]\n',
    );
  });
});

describe("migrate of a file", () => {
  it("says what becomes of it, what cannot, and what is left over", async () => {
    const { code, stdout } = await run(["migrate", ORACLE]);
    expect(code).toBe(2);
    expect(stdout).toContain("\nresponse 1: block-ip at rule 5763, for 10m\n");
    expect(stdout).toContain(
      "  fatal      <command> (line 197): gone: a channel of the indexer names the executable\n",
    );
    expect(stdout).toContain(
      "Left out of the file\n  line 193: <white_list>^localhost.localdomain$</white_list> is the name of a host;",
    );
  });

  it("without a response is exit 1, one that Wazuh cannot read exit 2, and none exit 64", async () => {
    const empty = join(folder(), "ossec.conf");
    writeFileSync(empty, "<ossec_config>\n  <alerts></alerts>\n</ossec_config>\n");
    expect(await run(["migrate", empty])).toEqual({
      code: 1,
      stderr: "",
      stdout: `${empty} in Wazuh 5 (beta: tried on stand-ins, not on a released Wazuh 5)\n\nThere is no response that could be migrated.\n\nMust not stand in wazuh-manager.conf\n  fatal      <alerts> (line 2): gone, without anything in its place\n`,
    });
    const broken = join(__dirname, "../../oracle/01-global-closed-by-ar.conf");
    expect(await run(["migrate", broken])).toEqual({
      code: 2,
      stdout: "",
      stderr: `${broken}:195:3: error: </active-response> comes while <global> of line 191 is still open; write </global> before it\n`,
    });
    expect((await run(["migrate", `${empty}.not`])).code).toBe(64);
  });

  it("loses no pattern of the white list silently, and a screen shows the first twenty", async () => {
    const odd = join(folder(), "ossec.conf");
    const text = (entries: string): string =>
      readFileSync(ORACLE, "utf8").replace("<white_list>", `${entries}\n<white_list>`);
    const entry = (i: number): string => `<white_list>2001:db8::${i}</white_list>\n`;
    writeFileSync(odd, text(Array.from({ length: 30 }, (_, i) => entry(i + 1)).join("")));
    const { code, stdout } = await run(["migrate", odd]);
    expect(code).toBe(2);
    expect(stdout).toContain(
      "<white_list>2001:db8::1</white_list> is a pattern; entries are addresses and networks\n    -> write each address that it stands for, an IPv6 address between ^ and $\n",
    );
    // The response without findings is the first of them.
    expect(stdout).toContain("\n  and 11 more, by --json\n");
    writeFileSync(odd, text("<white_list>^2001:db8::1$</white_list>"));
    expect((await run(["migrate", odd])).stdout).toContain(' OR "2001:db8::1")');
  });

  it("takes a block that does not run in 4.14 for nothing that is lost", async () => {
    const { code, stdout } = await run(["migrate", join(ORACLE, "../04-unknown-command.conf")]);
    expect(code).toBe(1);
    expect(stdout).toContain("<active-response> is refused by Wazuh, or left out\n");
    expect(stdout).not.toContain("Cannot be said");
  });

  it("shows no sign of the file that a terminal would obey", async () => {
    const odd = join(folder(), "ossec.conf");
    const text = readFileSync(ORACLE, "utf8").replace(
      "<rules_id>5763",
      "<rules_group>a\u001b[2J</rules_group><rules_id>5763",
    );
    writeFileSync(odd, text);
    const { stdout } = await run(["migrate", odd]);
    expect(stdout).not.toContain("\u001b");
  });

  it("takes one of a stack, a file, and only words that can be an address", async () => {
    expect((await run(["migrate", ORACLE, "--stack", "a"])).stderr).toBe(
      "active-response: give --stack or a file, not both\n",
    );
    expect((await run(["migrate", ORACLE, "--manager", "a b"])).stderr).toBe(
      'active-response: --manager: "a b" is not an address or a name\n',
    );
    expect((await run(["migrate", "--manager", "10.0.0.2"])).stderr).toBe(
      "active-response: --manager: goes with a file; a stack names its manager itself\n",
    );
  });
});

describe("migrate --out", () => {
  it("writes channels, monitors and the script, anew at each run", async () => {
    const out = join(folder(), "five");
    const migrate = (dir: string): ReturnType<typeof run> =>
      run(["migrate", "--dir", dir, "--out", out]);
    expect((await migrate(project(WHOLE))).stdout).toMatch(
      /: channels and monitors of 1 response, \d+ files for agents, install\.sh, indexer\.sh/,
    );
    expect(readdirSync(join(out, "channels"))).toEqual(["ar-firewall-drop.json"]);
    await migrate(project(WHOLE.replace("timeout: 1h", "timeout: 1h, command: other_")));
    expect(readdirSync(join(out, "channels"))).toEqual(["ar-other_.json"]);
    expect(readdirSync(join(out, "monitors"))).toEqual(["ar-other_.json"]);
  });

  it("lists for install.sh where each script goes, whose it is, and what brings it into force", async () => {
    const out = join(folder(), "five");
    await run(["migrate", "--dir", project(WHOLE), "--out", out]);
    const lines = readFileSync(join(out, "scripts.tsv"), "utf8").trimEnd().split("\n");
    const home = "/var/ossec/active-response";
    expect(lines.map((line) => line.replace(/[0-9a-f]{64}/, "SUM").split("\t"))).toEqual([
      [
        `${home}/guarded-block-ip.nft`,
        "root",
        "wazuh",
        "0640",
        "SUM",
        "-",
        `nft -f ${home}/guarded-block-ip.nft`,
      ],
      [
        "/etc/systemd/system/wazuh-active-response-tables.service",
        "root",
        "root",
        "0644",
        "SUM",
        "systemctl",
        `${home}/guarded-tables started`,
      ],
      [
        "/etc/systemd/system/wazuh-active-response-watch.service",
        "root",
        "root",
        "0644",
        "SUM",
        "systemctl",
        `${home}/guarded-tables started`,
      ],
      [`${home}/bin/custom-unblock`, "root", "wazuh", "0750", "SUM", "-", "-"],
      [`${home}/bin/guarded-block-ip`, "root", "wazuh", "0750", "SUM", "-", "-"],
      [`${home}/guarded-block-ip.awk`, "root", "wazuh", "0640", "SUM", "-", "-"],
      [
        `${home}/guarded-tables`,
        "root",
        "wazuh",
        "0750",
        "SUM",
        "-",
        `${home}/guarded-tables started`,
      ],
    ]);
    const sums = lines.map((line) => line.split("\t").slice(0, 5));
    for (const [path = "", , , , sum] of sums) {
      const content = readFileSync(join(out, "scripts", path));
      expect(createHash("sha256").update(content).digest("hex")).toBe(sum);
    }
    // A file without --manager has no scripts, and so no program that installs them.
    const bare = join(folder(), "five");
    expect((await run(["migrate", ORACLE, "--out", bare])).stdout).toMatch(
      / 0 files for agents, indexer\.sh; no scripts: for a file they need --manager ADDRESS\n$/,
    );
    expect(readdirSync(bare)).toEqual(["channels", "indexer.sh", "manifest.json", "monitors"]);
  });

  it("is said of steps and of a network, too", async () => {
    const { stdout } = await run([
      "migrate",
      "--dir",
      project(
        `    - { kind: block-ip, rules: [5763], escalate: [10m, 6h, 0], network: { ipv4: /24 }, findings: { rules: [${FAILED_LOGIN}] } }`,
      ),
    ]);
    expect(stdout).toContain(
      "responses[0]: block-ip at rule 5763, for 10m, then for 6h, then for ever\n  channel    firewall-drop: guarded-block-ip, stateful 600s, local\n",
    );
  });

  it("loses nothing: not what somebody filled in, and no folder that is not its own", async () => {
    const out = join(folder(), "five");
    await run(["migrate", ORACLE, "--out", out]);
    const file = join(out, "monitors/ar-firewall-drop.json");
    const filled = readFileSync(file, "utf8").replace("FILL-IN", FAILED_LOGIN);
    writeFileSync(file, filled);
    const again = await run(["migrate", ORACLE, "--out", out]);
    expect([again.code, again.stderr]).toEqual([
      64,
      `active-response: --out: monitors/ar-firewall-drop.json in ${out} was changed since migrate wrote it; give a new folder, and nothing of that is lost\n`,
    ]);
    expect(readFileSync(file, "utf8")).toBe(filled);
    const other = folder();
    mkdirSync(join(other, "channels"));
    expect((await run(["migrate", ORACLE, "--out", other])).stderr).toBe(
      `active-response: --out: ${other} holds other files; give a new folder, or one that migrate wrote before\n`,
    );
    expect((await run(["migrate", ORACLE, "--out", ORACLE])).stderr).toMatch(
      /^active-response: --out: .*00-ok-ar\.conf cannot be used: ENOTDIR/,
    );
  });

  it("removes nothing outside of its folder, whatever its manifest says", async () => {
    const root = folder();
    const out = join(root, "five");
    await run(["migrate", ORACLE, "--out", out]);
    const precious = join(root, "precious");
    writeFileSync(precious, "x");
    const sha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    writeFileSync(
      join(out, "manifest.json"),
      JSON.stringify({ "../precious": { sha256 }, "channels/../../precious": { sha256 } }),
    );
    expect((await run(["migrate", ORACLE, "--out", out])).code).toBe(2);
    expect(readFileSync(precious, "utf8")).toBe("x");
  });
});
