import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { engineEnvironment } from "../../../engine/engineEnvironment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import type { Plan } from "../../../policy/plan/plan";

// As a user runs it: a child sees the engine's variables, this process does not hand them on.
const PROGRAM = join(__dirname, "../../../bin/active-response.js");

describe("plan, on the state that an up left", () => {
  let lab: Lab;
  let dir: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    lab = await upLab({ agentCount: 1, daemons: "managers", attacker: false });
    const folder = join(lab.dir, "stack");
    const stack = await deployment(folder, stackConfigOf(lab), { say: () => undefined });
    await stack.up();
    dir = join(folder, "project");
    environment = engineEnvironment({ folder });
  }, 180_000);
  afterAll(() => lab.down());

  const plan = async (): Promise<Plan> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [PROGRAM, "plan", "--dir", dir, "--json"],
      { env: { ...process.env, ...environment } },
    );
    return JSON.parse(stdout) as Plan;
  };

  it("nothing is left to do", async () => {
    const { first, hosts, rows, whitelist } = await plan();
    expect({ first, changes: hosts.map(({ host, change }) => `${host} ${change}`) }).toEqual({
      first: false,
      changes: lab.hosts.map(({ name }) => `${name} same`),
    });
    expect([rows.added, rows.removed, whitelist.added, whitelist.removed]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  }, 60_000);

  it("another timeout is a new row of ar.conf, and every agent reloads", async () => {
    const file = join(dir, "Pulumi.lab.yaml");
    const text = readFileSync(file, "utf8");
    const other = text.replace(/timeout: \S+/, "timeout: 1234");
    expect(other).not.toBe(text);
    writeFileSync(file, other);
    const { hosts, rows } = await plan();
    expect(rows.added.some((row) => row.startsWith("firewall-drop1234 - block-ip"))).toBe(true);
    expect([rows.agents, rows.lifts]).toEqual([1, true]);
    expect(hosts.find(({ role }) => role === "master")).toMatchObject({
      change: "changed",
      restart: "reload",
    });
  }, 60_000);
});
