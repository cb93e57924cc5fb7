import { join } from "node:path";

import { DeploymentError, type Deployment } from "../../lab/demo/deployment";
import { stackConfigOf } from "../../lab/demo/stackConfigOf";
import { deployment, type DeployOptions } from "../../lab/deploy";
import { breakHost, mendHost } from "../../lab/faults";
import { upLab } from "../../lab/lab";
import type { Lab } from "../../lab/labTypes";
import type { StackInput } from "../../policy/model/stack";
import { upAlone } from "../lab/upAlone";

const AGENTS = Number(process.env["NIGHTLY_AGENTS"] ?? 20);
const LIST = "/var/ossec/active-response/guarded-block-ip.nft";
/** Limit of each, in milliseconds, on a busy machine. */
const LIMIT = 900_000;

describe(`what an engine's state lives through, on ${AGENTS} agents`, () => {
  let lab: Lab;
  let dir: string;
  let stack: Deployment;
  const figures: string[] = [];

  const open = (folder: string, options: DeployOptions = {}): Promise<Deployment> =>
    deployment(folder, configOf("198.51.100.1"), { say: () => undefined, ...options });
  /** One address of the white list tells the policies apart: it is in a file of every host. */
  const configOf = (address: string): StackInput =>
    stackConfigOf(lab, {
      whitelist: { common: [{ address, name: "one", reason: "tells policies apart" }] },
      responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
    });
  /** Runs, and notes how long it took. */
  const timed = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
    const began = Date.now();
    try {
      return await run();
    } finally {
      figures.push(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
    }
  };
  const unchanged = async (of: Deployment): Promise<void> => {
    const { changes, diagnostics } = await of.preview();
    expect(changes).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  };
  const sessions = async (): Promise<number> => {
    const each = await Promise.all(lab.hosts.map((host) => host.sshConnections()));
    return each.reduce((sum, one) => sum + one, 0);
  };

  beforeAll(async () => {
    lab = await upLab({ agentCount: AGENTS, attacker: false, daemons: "managers" });
    dir = join(lab.dir, "nightly");
    stack = await open(dir);
    await timed("up, first", () => stack.up());
    await unchanged(stack);
  }, LIMIT);
  afterAll(async () => {
    process.stdout.write(`${figures.map((line) => `nightly: ${line}`).join("\n")}\n`);
    await lab.down();
  });

  it(
    "goes without checkpoints, 40 at a time",
    async () => {
      const environment = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
      const fast = await open(dir, { environment, parallel: 40 });
      await fast.configure(configOf("198.51.100.2"));
      const { changes } = await timed("up without checkpoints, --parallel 40", () => fast.up());
      expect(changes.map(({ op }) => op)).toEqual(changes.map(() => "update"));
      expect(changes.length).toBeGreaterThan(AGENTS);
      await unchanged(fast);

      // One that failed has written no step of what it did: the next finds it done, host by host.
      const last = lab.host(`agent-${String(AGENTS).padStart(3, "0")}`);
      await breakHost(last, "refuses");
      await fast.configure(configOf("198.51.100.3"));
      await expect(timed("up without checkpoints, one agent off", () => fast.up())).rejects.toThrow(
        DeploymentError,
      );
      await mendHost(last, "refuses");
      await fast.configure(configOf("198.51.100.3"));
      await fast.up();
      for (const host of lab.agents) expect(await host.read(LIST)).toContain("198.51.100.3");
      await unchanged(fast);
    },
    LIMIT,
  );

  it(
    "is refreshed, with the program and without, and nothing changes",
    async () => {
      const before = await sessions();
      await timed("refresh", () => stack.refresh());
      await timed("refresh --run-program", () => stack.refresh(true));
      expect(await sessions()).toBe(before);
      await stack.configure(configOf("198.51.100.3"));
      await unchanged(stack);
    },
    LIMIT,
  );

  it(
    "is exported and imported",
    async () => {
      const state = await timed("stack export", () => stack.state());
      await stack.configure(configOf("198.51.100.4"));
      await stack.up();
      // An old state over newer hosts: the next up brings both together, and no file is lost.
      await timed("stack import", () => stack.restore(state));
      await stack.configure(configOf("198.51.100.3"));
      await unchanged(stack);
      await stack.configure(configOf("198.51.100.4"));
      const { changes } = await stack.up();
      expect(changes.length).toBeGreaterThan(AGENTS);
      for (const host of lab.agents) expect(await host.read(LIST)).toContain("198.51.100.4");
      await unchanged(stack);
    },
    LIMIT,
  );

  it(
    "moves to another backend",
    async () => {
      const moved = await open(join(lab.dir, "elsewhere"));
      await moved.configure(configOf("198.51.100.4"));
      await moved.restore(await stack.state());
      const before = await sessions();
      await unchanged(moved);
      const { changes } = await timed("up, on another backend", () => moved.up());
      expect(changes).toEqual([]);
      expect(await sessions()).toBe(before);
      expect(await upAlone(join(lab.dir, "elsewhere"), configOf("198.51.100.4"))).toBe("");
    },
    LIMIT,
  );
});
