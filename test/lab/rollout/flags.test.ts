import { join } from "node:path";

import type { StackInput } from "../../../policy/model/stack";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import type { Deployment } from "../../../lab/demo/deployment";
import { deployment } from "../../../lab/deploy";
import { breakHost, mendHost } from "../../../lab/faults";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { TWO_AGENTS } from "../twoAgents";
import { upAlone } from "../upAlone";

const CONF = "/var/ossec/etc/ossec.conf";
const KILLER = "/var/ossec/active-response/bin/kill-malicious-process.sh";
const ALL = "3 of 3 have what the stack says";
const NOT_FIRST = (lines: string, agents: number): string =>
  `before hook "fleet-agents-first" failed: nothing of it was touched: ${agents} agent(s), by their last ` +
  "reports, have not the executables that it is about to name; run pulumi up without --target and --exclude, or name those " +
  `that may lag in rollout.skip:\n${lines}`;

describe("flags of the engine that leave hosts out, or go on after a failure", () => {
  let lab: Lab;
  let stack: Deployment;

  beforeAll(async () => {
    lab = await upLab({ agents: TWO_AGENTS, attacker: false });
    stack = await deployment(join(lab.dir, "stack"), {}, { say: () => undefined });
  }, 600_000);
  afterAll(() => lab.down());

  const BLOCK = { kind: "block-ip" as const, rules: [5763, 5712] };
  const KILL = { kind: "kill-process" as const, rules: [100050], processes: ["xmrig"] };
  const configOf = (
    responses: NonNullable<StackInput["responses"]>,
    rollout: StackInput["rollout"] = {},
  ): StackInput => {
    const common = [{ address: "100.64.0.0/10", name: "headscale" }];
    return stackConfigOf(lab, {
      responses,
      whitelist: { common },
      rollout: { parallel: 1, ...rollout },
    });
  };
  const first = (): StackInput => configOf([{ ...BLOCK, timeout: "1h" }]);
  const both = (rollout?: StackInput["rollout"]): StackInput =>
    configOf([{ ...BLOCK, timeout: "1h" }, KILL], rollout);
  const alone = (config: StackInput, flags: Parameters<typeof upAlone>[2]): Promise<string> =>
    upAlone(join(lab.dir, "stack"), config, flags);
  const said = async (): Promise<unknown[]> => {
    const { hosts } = await stack.outputs();
    return [hosts, (await stack.published())["policyDigest"]];
  };
  const has = async (path: string): Promise<string[]> => {
    const found = await Promise.all(
      lab.hosts.map(async (host) =>
        (await host.run(`test -e ${path}`)).code === 0 ? host.name : "",
      ),
    );
    return found.filter((name) => name !== "");
  };

  it("publish nothing unknown after --continue-on-error, and the next up heals", async () => {
    await breakHost(lab.host("nbg-1"), "refuses");
    const failed = await alone(first(), { continueOnError: true });
    expect(failed).toContain("nbg-1-apply: after 1 failed attempts: dial tcp");
    expect(await said()).toEqual([
      "1 of 3 have what the stack says; behind: nbg-1, wazuh",
      undefined,
    ]);
    expect(JSON.stringify(await stack.outputs())).not.toContain("04da6b54");
    expect(Object.keys((await stack.published())["rollouts"] as object)).toEqual(["hel-1"]);

    await mendHost(lab.host("nbg-1"), "refuses");
    await stack.configure(first());
    const { changes, diagnostics } = await stack.up();
    expect(diagnostics).toEqual([]);
    expect(changes.map(({ name }) => name)).not.toContain("hel-1-apply");
    expect((await said())[0]).toBe(ALL);
    expect((await stack.preview()).changes).toEqual([]);
  }, 600_000);

  it("publish what the hosts report where a later apply fails, and heal too", async () => {
    const before = await said();
    await breakHost(lab.host("hel-1"), "refuses");
    await alone(configOf([{ ...BLOCK, timeout: "3h" }]), { continueOnError: true });
    const [hosts, digest] = await said();
    expect(hosts).toBe("0 of 3 have what the stack says; behind: hel-1, nbg-1, wazuh");
    expect(digest).toBe(before[1]);
    await mendHost(lab.host("hel-1"), "refuses");
    await stack.configure(first());
    await stack.up();
    expect(await said()).toEqual(before);
    expect((await stack.preview()).changes).toEqual([]);
  }, 600_000);

  it("touch no manager whose agents were left out: said at preview, and by up", async () => {
    const before = await said();
    const conf = await lab.host("wazuh").read(CONF);
    await stack.configure(both());
    const lacking = "hel-1: kill-malicious-process.sh\nnbg-1: kill-malicious-process.sh";
    const target = ["**manager-wazuh-apply"];
    await expect(stack.preview({ target })).rejects.toThrow(NOT_FIRST(lacking, 2));
    expect(await alone(both(), { target })).toBe(`manager-wazuh-apply: ${NOT_FIRST(lacking, 2)}`);
    const exclude = ["**nbg-1-apply"];
    expect(await alone(both(), { exclude })).toBe(
      `manager-wazuh-apply: ${NOT_FIRST("nbg-1: kill-malicious-process.sh", 1)}`,
    );
    expect([await has(KILLER), await lab.host("wazuh").read(CONF)]).toEqual([["hel-1"], conf]);
    // A run that touches no host publishes no other policy.
    await stack.up({ target: ["**WazuhFleet::fleet"] });
    expect((await said())[1]).toBe(before[1]);
    expect((await said())[0]).toBe("1 of 3 have what the stack says; behind: nbg-1, wazuh");
    await stack.up();
    expect((await said())[0]).toBe(ALL);
    expect((await said())[1]).not.toBe(before[1]);
    expect((await stack.preview()).changes).toEqual([]);
  }, 600_000);

  it("take nothing away while the manager may name it", async () => {
    await stack.configure(first());
    const target = ["**hel-1-prune"];
    expect(await alone(first(), { target })).toBe(
      'hel-1-prune: before hook "fleet-managers-first" failed: nothing was taken away: wazuh, by the last report, may still ' +
        "name it; run pulumi up without --target and --exclude",
    );
    expect(await has(KILLER)).toEqual(["wazuh", "hel-1", "nbg-1"]);
    await stack.up();
    expect(await has(KILLER)).toEqual([]);
  }, 600_000);

  it("leave nothing behind of a run that failed half way, of which the outputs know nothing", async () => {
    const steps = async (): Promise<string[]> => {
      const { deployment: left } = (await stack.state()) as {
        deployment: { resources: { urn: string }[] };
      };
      return left.resources.flatMap(({ urn }) => /[^:]+-prune$/.exec(urn)?.[0] ?? []);
    };
    await stack.configure(configOf([{ ...BLOCK, timeout: "2h" }]));
    // The steps of the last removal stay in the state, and do nothing.
    expect((await stack.up()).changes.filter(({ name }) => /-prune$/.test(name))).toEqual([]);
    const before = ["hel-1-prune", "manager-wazuh-prune", "nbg-1-prune"];
    expect((await steps()).sort()).toEqual(before);

    await breakHost(lab.host("nbg-1"), "refuses");
    expect(await alone(both(), {})).toContain("nbg-1-apply: after 1 failed attempts: dial tcp");
    await mendHost(lab.host("nbg-1"), "refuses");
    expect(await has(KILLER)).toEqual(["hel-1"]);
    await stack.configure(configOf([{ ...BLOCK, timeout: "2h" }]));
    const { changes, diff } = await stack.preview();
    expect(changes.map(({ name, op }) => [name, op])).toEqual([
      ["hel-1-apply", "update"],
      ["hel-1-prune", "update"],
    ]);
    expect(diff).toContain(KILLER);
    await stack.up();
    expect(await has(KILLER)).toEqual([]);
    expect((await steps()).sort()).toEqual(before);
    expect((await stack.preview()).changes).toEqual([]);
  }, 600_000);

  it("touch the manager where its owner says who may lag, and where only a white list lags", async () => {
    const target = ["**manager-wazuh-apply"];
    await stack.configure(both({ skip: ["hel-1", "nbg-1"] }));
    await stack.up({ target });
    expect(await lab.host("wazuh").read(CONF)).toContain("kill-malicious-process");
    await stack.configure(both());
    await stack.up();
    expect((await said())[0]).toBe(ALL);
    const common = [{ address: "100.64.0.0/11", name: "headscale" }];
    await stack.configure({ ...both(), whitelist: { common } });
    const { changes } = await stack.up({ target });
    expect(changes.map(({ name }) => name)).toEqual(["manager-wazuh-apply"]);
    await stack.up();
    expect((await stack.preview()).changes).toEqual([]);
  }, 600_000);

  it("announce another operator's key, which Pulumi takes for a change of every host", async () => {
    const config = both();
    await stack.configure({
      ...config,
      ssh: { ...config.ssh, privateKeyFile: undefined, privateKey: "another" },
    });
    const { diagnostics } = await stack.preview();
    expect(diagnostics.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^ssh\.privateKey: not what the last rollout logged in with, so Pulumi sees another connection/,
      ),
    ]);
  }, 600_000);
});
