import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { engineEnvironment } from "../../../tools/engine/engineEnvironment";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import type { Plan } from "../../../policy/plan/plan";
import { askEnrolled } from "../../../ssh/askEnrolled";
import { slowness } from "../../slowness";
import type { Ended } from "../../unit/cli/run";
import { until } from "../wazuh/until";
import { runProgram } from "./runProgram";

const OSSEC = "/var/ossec";
/** In no stack, both. */
const STRANGER = "by-hand";
const WINDOWS = "desk";

describe("plan, on the state that an up left", () => {
  let lab: Lab;
  let stack: Deployment;
  let dir: string;
  let environment: Record<string, string>;

  const configOf = (coverage: "ask" | "none") => {
    const all = stackConfigOf(lab, { rollout: { coverage } });
    return { ...all, agents: all.agents.filter(({ name }) => name.startsWith("hel-")) };
  };

  beforeAll(async () => {
    const names = ["hel-1", "hel-2", STRANGER, WINDOWS];
    lab = await upLab({
      agents: names.map((name) => ({ name, location: "hel1" })),
      attacker: false,
    });
    const folder = join(lab.dir, "stack");
    stack = await deployment(folder, configOf("ask"), { say: () => undefined });
    await stack.up();
    dir = join(folder, "project");
    environment = engineEnvironment({ folder });
    await Promise.all([
      restart("hel-2", `sed -i 's,<active-response>,&<disabled>yes</disabled>,' etc/ossec.conf`),
      restart(WINDOWS, `echo '{"platform":"windows"}' >var/lab/os.json`),
    ]);
    const { ssh, manager } = configOf("ask");
    await until(
      () => askEnrolled(ssh, manager, () => undefined),
      (known) =>
        known.some(({ name, disabled }) => name === "hel-2" && disabled === true) &&
        known.some(({ name, platform }) => name === WINDOWS && platform === "windows"),
    );
  }, 180_000);
  afterAll(() => lab.down());

  /** Changes an agent, which is then started anew. */
  const restart = async (name: string, change: string): Promise<void> => {
    const command = `cd ${OSSEC} && ${change} && bin/wazuh-control restart >/dev/null 2>&1`;
    const { code, stderr } = await lab.host(name).run(command);
    if (code !== 0) throw new Error(`${name}: ${stderr}`);
  };
  const program = (...args: string[]): Promise<Ended> =>
    runProgram([...args, "--dir", dir], environment);
  const plan = async (...args: string[]): Promise<Plan & { readonly said: string }> => {
    const { code, stdout, stderr } = await program("plan", "--json", ...args);
    expect(code).toBe(0);
    return { ...(JSON.parse(stdout) as Plan), said: stderr };
  };
  const sessions = (): Promise<number[]> =>
    Promise.all(lab.hosts.map((host) => host.sshConnections()));
  /** SSH sessions on each host, managers first, while something is done. */
  const during = async <T>(work: () => Promise<T>): Promise<[T, number[]]> => {
    const before = await sessions();
    const done = await work();
    return [done, (await sessions()).map((count, i) => count - (before[i] ?? 0))];
  };
  const NAMED = [
    /^responses\[0\]: hel-2 \(002\), desk \(004\) are not covered by firewall-drop \(1 disabled in its ossec\.conf, 1 runs Windows\)/,
    /^responses\[0\]\.timeout: by-hand \(003\) runs the stock firewall-drop in its place \(in no stack\): for 10m instead of 1h/,
    /^responses\[1\]: hel-2 \(002\), by-hand \(003\), desk \(004\) are not covered by kill-malicious-process \(1 disabled/,
  ];

  it("nothing is left to do, and the manager, asked as the stack wants it, knows whom that leaves out", async () => {
    const [{ first, hosts, rows, whitelist, coverage, said }, opened] = await during(() => plan());
    expect(opened).toEqual([1, 0, 0, 0, 0]);
    expect({ first, changes: hosts.map(({ host, change }) => `${host} ${change}`) }).toEqual({
      first: false,
      changes: ["wazuh same", "hel-1 same", "hel-2 same"],
    });
    expect([rows.added, rows.removed, whitelist.added, whitelist.removed]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(coverage?.covered).toBe(1);
    expect(coverage?.gaps.map(({ agent, cause, state }) => [agent, cause, state])).toEqual([
      ["hel-2", "disabled", "blank"],
      [STRANGER, "stranger", "blank"],
      [WINDOWS, "windows", "blank"],
    ]);
    for (const words of NAMED)
      expect(said).toMatch(new RegExp(`warning: ${words.source.slice(1)}`));
  }, 180_000);

  it("the preview asks as well, once, and says the same in its summary and its warnings", async () => {
    const [{ counts, diagnostics }, opened] = await during(() => stack.preview());
    expect([Object.keys(counts), opened]).toEqual([["same"], [1, 0, 0, 0, 0]]);
    const warnings = diagnostics.filter(({ severity }) => severity === "warning");
    for (const words of NAMED)
      expect(warnings.filter(({ text }) => words.test(text))).toHaveLength(1);
    expect(warnings.map(({ text }) => text)).toContain(
      [
        "coverage: 1 of 4 enrolled agents have every response",
        "1 not covered (disabled in its ossec.conf) by firewall-drop, kill-malicious-process:",
        "  hel-2 (002)",
        "1 not covered (in no stack) by kill-malicious-process:",
        "  by-hand (003)",
        "1 not covered (runs Windows) by firewall-drop, kill-malicious-process:",
        "  desk (004)",
        "  left alone: netsh.exe blocks a whole /32 for an IPv6 address, and no white list is asked",
      ].join("\n"),
    );
    await stack.configure(configOf("none"));
    const [quiet, none] = await during(() => stack.preview());
    expect(none).toEqual([0, 0, 0, 0, 0]);
    expect(quiet.diagnostics.filter(({ text }) => /coverage|by-hand/.test(text))).toEqual([]);
  }, 180_000);

  it("lint asks when it is told to, and names them", async () => {
    const { code, stdout } = await program("lint", "--enrolled", "--json");
    const { findings } = JSON.parse(stdout) as { findings: { code: string; path: string }[] };
    expect([
      code,
      findings.filter(({ code: of }) => of.startsWith("enrolled-")).map(({ path }) => path),
    ]).toEqual([1, ["responses[0]", "responses[0].timeout", "responses[1]"]]);
  }, 180_000);

  it("a manager that cannot be reached is a warning, and neither plan nor preview hangs on it", async () => {
    await lab.master.stopSsh();
    const unknown =
      /which agents are enrolled is not known: wazuh \(.*\): no SSH listens there \(ECONNREFUSED\)/;
    const { coverage, said, hosts } = await plan("--enrolled");
    expect([coverage, hosts.length, said]).toEqual([undefined, 3, expect.stringMatching(unknown)]);
    await stack.configure(configOf("ask"));
    const { counts, diagnostics, seconds } = await stack.preview();
    await lab.master.startSsh();
    expect([Object.keys(counts), seconds < 30 * slowness()]).toEqual([["same"], true]);
    expect(diagnostics.filter(({ text }) => unknown.test(text))).toEqual([
      expect.objectContaining({ severity: "warning" }),
    ]);
  }, 180_000);

  it("another timeout is a new row of ar.conf, and every agent reloads", async () => {
    const file = join(dir, "Pulumi.lab.yaml");
    const text = readFileSync(file, "utf8");
    const other = text.replace(/timeout: \S+/, "timeout: 1234");
    expect(other).not.toBe(text);
    writeFileSync(file, other);
    const { hosts, rows, coverage } = await plan("--no-enrolled");
    expect(coverage).toBeUndefined();
    expect(rows.added.some((row) => row.startsWith("firewall-drop1234 - guarded-block-ip"))).toBe(
      true,
    );
    expect([rows.agents, rows.lifts]).toEqual([2, true]);
    expect(hosts.find(({ role }) => role === "master")).toMatchObject({
      change: "changed",
      restart: "reload",
    });
  }, 180_000);
});
