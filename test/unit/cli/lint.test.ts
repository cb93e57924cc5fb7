import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { STOCK_LISTS } from "../../../policy/wazuh/stock/stockLists";
import { run, runProgram } from "./run";

const ORACLE = join(__dirname, "../../oracle");
const file = (name: string): string => join(ORACLE, name);

describe("lint of files", () => {
  test.each([
    ["00-ok-ar.conf", 1, ": 0 errors, 1 warning, 1 note\n"],
    ["03-rulesid-nonexist.conf", 1, ": 0 errors, 1 warning\n"],
    ["04-unknown-command.conf", 2, ": 1 error, 0 warnings, 1 note\n"],
  ])("%s exits %d, and the last line sums up", async (name, code, end) => {
    const ended = await run(["lint", file(name)]);
    expect(ended.code).toBe(code);
    expect(ended.stdout.endsWith(`${file(name)}${end}`)).toBe(true);
    expect(ended.stderr).toBe("");
  });

  test("place, severity, reason on one line, what to write below; no colour into a pipe", async () => {
    const { stdout } = await run(["lint", file("05h-timeout-text.conf")]);
    expect(stdout).toContain(
      `${file("05h-timeout-text.conf")}:248:5: error: <timeout>10m</timeout> is read as 10 seconds\n` +
        "    -> write seconds, digits only: 600 is 10m [timeout]\n",
    );
    expect(stdout).not.toContain("\u001b");
  });

  test("--json: counts and findings with line and column", async () => {
    const { stdout, code } = await run(["lint", "--json", file("02b-whitelist-badcidr.conf")]);
    const { errors, warnings, findings } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ code, errors, warnings }).toEqual({ code: 2, errors: 1, warnings: 0 });
    expect(findings).toEqual([
      expect.objectContaining({
        code: "whitelist-refused",
        path: file("02b-whitelist-badcidr.conf"),
        line: 192,
        column: 5,
      }),
    ]);
  });

  test("several files, and standard input", async () => {
    const both = await run(["lint", file("00-ok-ar.conf"), file("06e-empty-file.conf")]);
    expect(both.code).toBe(2);
    expect(both.stdout).toMatch(/2 files: 1 error, 1 warning, 1 note\n$/);
    const piped = await runProgram(["lint", "-"], readFileSync(file("00-ok-ar.conf"), "utf8"));
    expect(piped.code).toBe(1);
    expect(piped.stdout).toMatch(/^-:247:5: note: /m);
  });

  test("--wazuh: what that version does not know; by default that of the wazuh-control beside it", async () => {
    const dir = mkdtempSync(join(tmpdir(), "wazuh-"));
    const conf = join(dir, "etc/ossec.conf");
    mkdirSync(join(dir, "etc/rules"), { recursive: true });
    mkdirSync(join(dir, "bin"));
    writeFileSync(
      conf,
      "<ossec_config><remote><connection>secure</connection></remote><anti_tampering><package_uninstallation>no</package_uninstallation></anti_tampering></ossec_config>\n",
    );
    const unknown = async (...more: string[]): Promise<boolean> =>
      (await run(["lint", ...more, conf])).stdout.includes(
        "is not a section that Wazuh knows before 4.10.0",
      );
    expect([await unknown(), await unknown("--wazuh", "4.9.2")]).toEqual([false, true]);
    writeFileSync(join(dir, "bin/wazuh-control"), '#!/bin/sh\nVERSION="v4.9.0"\n');
    expect([await unknown(), await unknown("--wazuh", "4.12")]).toEqual([true, false]);
    expect(await run(["lint", "--wazuh", "4.8.2", conf])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining(
        '--wazuh: "4.8.2" is not a version of 4.9 to 4.14; write it as 4.12.0',
      ) as string,
    });
    expect(await run(["lint", "--wazuh", "4.12.0"])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining(
        "--wazuh is for files; in a stack write the version of each host",
      ) as string,
    });
    rmSync(dir, { recursive: true });
  });

  test("--script: one script alone, with the exit codes of all; nothing else beside it", async () => {
    const dir = mkdtempSync(join(tmpdir(), "script-"));
    const script = join(dir, "ban");
    writeFileSync(script, "#!/bin/sh\nread -r line\necho hi\n");
    expect(await run(["lint", "--script", script])).toEqual({
      code: 0,
      stdout: `${script}: clean\n`,
      stderr: "",
    });
    const timed = await run(["lint", "--script", script, "--timed"]);
    expect([timed.code, timed.stdout.split("\n").slice(0, 1)]).toEqual([
      1,
      [
        `${script}:3:1: warning: line 3 (echo hi prints before check_keys) makes wazuh-execd take the script's name for its key: a second address gets abort, and nothing is done for it`,
      ],
    ]);
    const piped = await runProgram(["lint", "--script", "-", "--json"], "#!/bin/sh\ncat\n");
    expect([piped.code, JSON.parse(piped.stdout)]).toMatchObject([
      2,
      { what: "-", errors: 1, findings: [{ code: "reads-to-end", path: "-", line: 2 }] },
    ]);
    expect(await run(["lint", "--script", script, "--stack", "prod"])).toEqual({
      code: 64,
      stdout: "",
      stderr:
        "active-response: give --script alone: a script is checked by itself, without a stack, an ossec.conf or rules\n",
    });
    expect((await run(["lint", "--timed"])).stderr).toBe(
      "active-response: --timed means nothing without --script\n",
    );
    rmSync(dir, { recursive: true });
  });

  test("a file that is not there is wrong use", async () => {
    expect(await run(["lint", "/nowhere/ossec.conf"])).toEqual({
      code: 64,
      stdout: "",
      stderr:
        'active-response: "/nowhere/ossec.conf" cannot be read (ENOENT); give the path of an ossec.conf, or - for standard input\n',
    });
  });

  test("rules and lists beside etc/ossec.conf are known", async () => {
    const etc = join(mkdtempSync(join(tmpdir(), "wazuh-")), "etc");
    mkdirSync(join(etc, "rules"), { recursive: true });
    writeFileSync(join(etc, "ossec.conf"), readFileSync(file("03-rulesid-nonexist.conf"), "utf8"));
    for (const list of STOCK_LISTS) {
      mkdirSync(dirname(join(etc, "..", list)), { recursive: true });
      writeFileSync(join(etc, "..", list), "");
    }
    expect((await run(["lint", join(etc, "ossec.conf")])).code).toBe(1);
    writeFileSync(
      join(etc, "rules/local_rules.xml"),
      '<var name="LEVEL">10</var>\n<group name="local,"><rule id="999999" level="$LEVEL"><description>d</description></rule></group>',
    );
    expect(await run(["lint", join(etc, "ossec.conf")])).toEqual({
      code: 0,
      stdout: `${join(etc, "ossec.conf")}: clean\n`,
      stderr: "",
    });
    for (const list of STOCK_LISTS) rmSync(join(etc, "..", list));
    const missing = await run(["lint", join(etc, "ossec.conf")]);
    expect(missing.stdout.match(/is not a file: Wazuh warns/g)).toHaveLength(6);
  });
});

test("lint of a stack: the policy's findings", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stack-"));
  const stack = readFileSync(join(__dirname, "../../../Pulumi.prod.yaml"), "utf8");
  writeFileSync(join(folder, "Pulumi.prod.yaml"), stack.replace("[5763, 5712,", "[5763, 999999,"));
  const { code, stdout } = await run(["lint", "--dir", folder]);
  expect(code).toBe(2);
  expect(stdout).toContain(
    "responses[0].rules[1]: error: 999999 is neither a rule of Wazuh 4.14.7",
  );
  expect(stdout).toMatch(/^stack prod: 1 error, \d+ warnings, \d+ notes\n$/m);
});

/** A stack whose lint has one warning that stands, or not, by what it accepts. */
function acceptingStack(accept: string): string {
  const folder = mkdtempSync(join(tmpdir(), "stack-"));
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";
  const keys = {
    ssh: { user: "root", agentSocketPath: "/run/agent" },
    manager: { name: "wazuh", host: "10.0.0.1", hostKey: key },
    agents: [],
    whitelist: { common: [{ address: "100.64.0.0/10", name: "tailnet" }] },
    responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
  };
  const lines = Object.entries(keys).map(
    ([name, value]) => `  wazuh-active-response:${name}: ${JSON.stringify(value)}\n`,
  );
  const lint = accept === "" ? "" : `  wazuh-active-response:lint: { accept: [${accept}] }\n`;
  writeFileSync(join(folder, "Pulumi.x.yaml"), `config:\n${lines.join("")}${lint}`);
  return folder;
}

describe("what a stack accepts", () => {
  const HALF = '{ code: half-a-brute-force, reason: "5712 is fail2ban\'s", until: "2999-12-31" }';

  it("does not count, is one line, and is shown with --accepted", async () => {
    const bare = await run(["lint", "--dir", acceptingStack("")]);
    expect(bare.code).toBe(1);
    expect(bare.stdout).toMatch(/^stack x: 0 errors, 1 warning, \d notes\n$/m);
    const folder = acceptingStack(HALF);
    const { code, stdout } = await run(["lint", "--dir", folder]);
    expect(code).toBe(0);
    expect(stdout).not.toContain("half-a-brute-force");
    expect(stdout).toMatch(
      /^stack x: clean, \d notes\n1 finding accepted; --accepted shows them\n$/m,
    );
    const shown = await run(["lint", "--accepted", "--dir", folder]);
    expect(shown.stdout).toContain(
      "[half-a-brute-force]\n    accepted, until 2999-12-31: 5712 is fail2ban's\n",
    );
  });

  it("is apart in --json, with its reason", async () => {
    const { stdout, code } = await run(["lint", "--json", "--dir", acceptingStack(HALF)]);
    const told = JSON.parse(stdout) as Record<"findings" | "accepted", Record<string, unknown>[]>;
    expect(code).toBe(0);
    expect(told).toMatchObject({ errors: 0, warnings: 0 });
    expect(told.findings.map(({ code: one }) => one)).not.toContain("half-a-brute-force");
    expect(told.accepted).toMatchObject([
      {
        code: "half-a-brute-force",
        accepted: { reason: "5712 is fail2ban's", until: "2999-12-31" },
      },
    ]);
  });

  it("warns of what accepts nothing, and refuses what accepts an error", async () => {
    const stale = acceptingStack(`${HALF}, { code: whitelist-wide, reason: gone }`);
    expect((await run(["lint", "--dir", stale])).code).toBe(1);
    const error = acceptingStack(`${HALF}, { code: unknown-rule, reason: later }`);
    expect((await run(["lint", "--dir", error])).code).toBe(2);
    const planned = await run(["plan", "--no-enrolled", "--dir", error]);
    expect(planned.code).toBe(2);
    expect(planned.stderr).toContain(
      "1 finding accepted; active-response lint --accepted shows them\n",
    );
    expect(planned.stderr).not.toContain("half-a-brute-force");
  });
});

describe("lint --explain", () => {
  it("says what a code means", async () => {
    const { code, stdout } = await run(["lint", "--explain", "rule-twice"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^rule-twice: warning, in a stack\n {2}A rule is twice in the list/);
  });

  it("names those that are near an unknown one", async () => {
    expect(await run(["lint", "--explain", "rule-twise"])).toEqual({
      code: 64,
      stdout: "",
      stderr:
        'active-response: --explain: "rule-twise" is not the code of a check; write one of rule-twice\n',
    });
    expect((await run(["lint", "--explain", "qqqqqqqq"])).stderr).toBe(
      'active-response: --explain: "qqqqqqqq" is not the code of a check; docs/checks.md lists them all\n',
    );
  });
});

test("lint and plan of a stack in which values are refused: what is wrong with the rest comes in the same run", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stack-"));
  const stack = readFileSync(join(__dirname, "../../../Pulumi.prod.yaml"), "utf8")
    .replace("timeout: 1h", "timeout: an hour")
    .replace("host: gitlab.", "hots: gitlab.")
    .replace("kinsing]", "kinsing, sshd]");
  writeFileSync(join(folder, "Pulumi.prod.yaml"), stack);
  const paths = ["agents[0].host", "agents[0].hots", "responses[0].timeout"];
  const all = [...paths, "responses[1].processes[8]"];
  const linted = await run(["lint", "--dir", folder, "--json"]);
  const { findings } = JSON.parse(linted.stdout) as { findings: Record<string, string>[] };
  expect(linted.code).toBe(2);
  expect(findings.filter(({ severity }) => severity === "error").map(({ path }) => path)).toEqual(
    all,
  );
  const planned = await run(["plan", "--dir", folder, "--no-enrolled"]);
  expect(planned.code).toBe(64);
  const lines = planned.stderr.replace("active-response: ", "").split("\n");
  expect(
    lines.filter((line) => !/^(?:warning:.*)?$/.test(line)).map((line) => line.split(":")[0]),
  ).toEqual(all);
});
