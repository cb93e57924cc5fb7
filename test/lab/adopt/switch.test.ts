import { existsSync, readFileSync } from "node:fs";

import type { HostCheck } from "../../../cli/lib/checkHosts";
import { journalFile } from "../../../cli/lib/journal/journal";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Attacker, Lab, LabHost } from "../../../lab/labTypes";
import type { Observed } from "../../../policy/plan/readObserved";
import { slowness } from "../../slowness";
import { run } from "../../unit/cli/run";
import { until } from "../wazuh/until";
import { TWO_AGENTS } from "../twoAgents";
import { rollOut, stackFolder } from "./fleet";

const LOG = "/var/ossec/logs/active-responses.log";
const FIRST = "203.0.113.66";
const SECOND = "203.0.113.67";
const THIRD = "198.51.100.23";

describe("a fleet of two agents", () => {
  let lab: Lab;
  let agent: LabHost;
  let attacker: Attacker;
  let dir: string;

  beforeAll(async () => {
    lab = await upLab({
      agents: TWO_AGENTS,
    });
    agent = lab.host("hel-1");
    attacker = lab.attacker as Attacker;
    dir = stackFolder(stackConfigOf(lab));
    for (const [host, { code, stderr }] of await rollOut(dir))
      if (code !== 0) throw new Error(`${host}: ${stderr}`);
    await until(() => hasReloaded(agent, lab.master), Boolean);
  }, 180_000);
  afterAll(async () => {
    await lab.down();
  });

  const fail = (from: string): Promise<void> => agent.failedLogins({ from, count: 10 });
  const logs = (words: RegExp): Promise<string> =>
    until(
      () => agent.read(LOG),
      (text) => words.test(text),
    );
  const reached = (from: string, wanted: boolean): Promise<boolean> =>
    until(
      () => attacker.reaches(agent, from),
      (answer) => answer === wanted,
    );

  it("lets everybody through once the glass is broken, within seconds, and leaves traces", async () => {
    await fail(FIRST);
    expect(await reached(FIRST, false)).toBe(false);
    const start = Date.now();
    const off = await run(["off", "--dir", dir, "--reason", 'blocks the "payment" provider']);
    expect([off.code, off.stdout]).toEqual([0, "off: 3 of 3 hosts\n"]);
    expect(await attacker.reaches(agent, FIRST)).toBe(true);
    expect(Date.now() - start).toBeLessThan(10_000 * slowness());

    await fail(SECOND);
    await logs(
      /"decision":"off","subject":"203\.0\.113\.67","why":"would have blocked it for 3600s; switched off: [^"]*blocks the payment provider"/,
    );
    expect(await attacker.reaches(agent, SECOND)).toBe(true);

    expect(await lab.master.read("/var/ossec/logs/ossec.log")).toMatch(
      /responses switched off: .*payment provider/,
    );
    expect(await agent.read(LOG)).toMatch(/bin\/switch: .*"decision":"off"/);
    expect(await agent.log()).toMatch(/responses switched off/);
    expect(
      JSON.parse(readFileSync(journalFile({ dir, name: "lab" }), "utf8").trim()),
    ).toMatchObject({
      verb: "off",
      done: ["wazuh", "hel-1", "nbg-1"],
      failed: [],
    });
    const check = await run(["check", "--dir", dir, "--json"]);
    expect(
      (JSON.parse(check.stdout) as HostCheck[]).map(({ drift }) => drift.map(({ what }) => what)),
    ).toEqual([["off"], ["off"], ["off"]]);
  }, 180_000);

  it("stays off through a rollout that loads the table again", async () => {
    const { whitelist, ...rest } = stackConfigOf(lab);
    const more = stackFolder({
      ...rest,
      whitelist: { ...whitelist, office: [{ address: "192.0.2.200", name: "office" }] },
    });
    expect([...(await rollOut(more)).values()].map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(
      (await agent.run("nft list set inet wazuh_active_response whitelist4")).stdout,
    ).toContain("192.0.2.200");
    expect(await attacker.reaches(agent, FIRST)).toBe(true);
  }, 180_000);

  it("has back exactly what was when it is switched on", async () => {
    const on = await run(["on", "--dir", dir]);
    expect([on.code, on.stdout]).toEqual([0, "on: 3 of 3 hosts\n"]);
    expect(await attacker.reaches(agent, FIRST)).toBe(false);
    expect(await attacker.reaches(agent, SECOND)).toBe(true);
    expect((await agent.run("ls /var/ossec/active-response")).stdout).not.toMatch(/off/);
    await fail(SECOND);
    expect(await reached(SECOND, false)).toBe(false);
    expect(existsSync(journalFile({ dir, name: "lab" }))).toBe(true);
  }, 180_000);

  it("names the host that it could not switch", async () => {
    await lab.host("nbg-1").stopSsh();
    const { code, stdout } = await run(["off", "--dir", dir, "--reason", "x"]);
    await lab.host("nbg-1").startSsh();
    expect(code).toBe(3);
    expect(stdout).toMatch(/^off: 2 of 3 hosts\nNOT switched off: nbg-1: nbg-1 \(.*\)/);
    expect((await run(["on", "--dir", dir])).code).toBe(0);
  }, 180_000);

  it("only says what it would do in a stack that observes", async () => {
    const observing = stackFolder({ ...stackConfigOf(lab), mode: "observe" });
    expect([...(await rollOut(observing)).values()].map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await lab.master.read("/var/ossec/etc/shared/ar.conf")).not.toContain(
      "- firewall-drop -",
    );
    // What comes before the agent has it, and while it reloads for it, is nobody's.
    await until(() => hasReloaded(agent, lab.master), Boolean);
    await fail(THIRD);
    await logs(
      /"decision":"observed","subject":"198\.51\.100\.23","why":"would have blocked it for 3600s","rule":"5763"/,
    );
    expect(await attacker.reaches(agent, THIRD)).toBe(true);
    const { code, stdout } = await run(["observed", "--dir", observing, "--json"]);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Observed[])[0]).toMatchObject({
      rule: "5763",
      host: "hel-1",
      subject: THIRD,
      what: "blocked it for 3600s",
    });
    expect((await run(["observed", "--dir", observing])).stdout).toMatch(
      /5763 .*hel-1 .*198\.51\.100\.23 .*blocked it for/,
    );
  }, 180_000);
});
