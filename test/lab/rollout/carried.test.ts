import { join } from "node:path";

import { DeploymentError, type Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import type { StackInput } from "../../../policy/model/stack";
import { TWO_AGENTS } from "../twoAgents";

const STATE = "/var/lib/wazuh-active-response";

/** What no policy changes leaves the state with the first change, and comes back where a host lacks it. */
describe("a fleet whose hosts keep installer and programs", () => {
  let lab: Lab;
  let stack: Deployment;
  beforeAll(async () => {
    lab = await upLab({ agents: TWO_AGENTS, attacker: false });
    stack = await deployment(join(lab.dir, "stack"), {}, { say: () => undefined });
  });
  afterAll(() => lab.down());

  const configOf = (
    timeout: string,
    repair: Readonly<Record<string, string>> = {},
  ): StackInput => ({
    ...stackConfigOf(lab),
    responses: [{ kind: "block-ip", rules: [5763, 5712], timeout }],
    repair,
  });
  /** By host: which of both its last input names, and how long that is. */
  const sent = async (): Promise<Record<string, { named: string[]; length: number }>> => {
    const { deployment: exported } = (await stack.state()) as {
      deployment: { resources: { urn: string; outputs?: { stdin?: string } }[] };
    };
    return Object.fromEntries(
      exported.resources.flatMap(({ urn, outputs }) => {
        const [, name] = /Command::(?:manager-)?(.*)-apply$/.exec(urn) ?? [];
        const { stdin } = outputs ?? {};
        if (name === undefined || stdin === undefined) return [];
        const all = [...stdin.matchAll(/"(installer|programs)":\{"kept \w{64}":""\}/g)];
        return [[name, { named: all.map(([, what = ""]) => what), length: stdin.length }]];
      }),
    );
  };
  const namedBy = async (): Promise<Record<string, string[]>> =>
    Object.fromEntries(Object.entries(await sent()).map(([name, { named }]) => [name, named]));
  const scripts = (): Promise<string> =>
    lab
      .host("hel-1")
      .run("cat /var/ossec/active-response/bin/*")
      .then(({ stdout }) => stdout);
  const all = ["installer", "programs"];

  it("are sent all of it once, and nothing in a run without a change", async () => {
    await stack.configure(configOf("1h"));
    await stack.up();
    expect(await namedBy()).toEqual({ "hel-1": [], "nbg-1": [], wazuh: [] });
    expect((await stack.preview()).changes).toEqual([]);
    expect((await stack.up()).changes).toEqual([]);
  });

  it("are sent the rest by the next change, and no change is seen after that", async () => {
    const before = await sent();
    const first = await scripts();
    await stack.configure(configOf("2h"));
    await stack.up();
    const after = await sent();
    expect(await namedBy()).toEqual({ "hel-1": all, "nbg-1": all, wazuh: all });
    for (const [name, { length }] of Object.entries(after))
      expect(length).toBeLessThan((before[name]?.length ?? 0) / 4);
    expect((await stack.preview()).changes).toEqual([]);
    expect(await scripts()).toBe(first.replaceAll("SECONDS_ELSE='3600'", "SECONDS_ELSE='7200'"));
  });

  it("refuse by name what an older disk lacks, and are whole again by a repair", async () => {
    const hel = lab.host("hel-1");
    await hel.run(`rm -r ${STATE}; rm /var/ossec/active-response/bin/guarded-block-ip`);
    await stack.configure(configOf("3h"));
    const refused = await stack.up().then(
      () => "",
      (error: unknown) => (error as DeploymentError).message,
    );
    expect(refused).toContain(
      "the installer that this host had kept is gone or another; run active-response check --fix, then pulumi up; nothing was changed",
    );
    // What check --fix writes.
    await stack.configure(configOf("3h", { "hel-1": "2026-12-01T00:00:00Z" }));
    await stack.up();
    expect(await namedBy()).toEqual({ "hel-1": [], "nbg-1": all, wazuh: all });
    expect((await hel.run("ls /var/ossec/active-response/bin/guarded-block-ip")).code).toBe(0);
    expect((await stack.preview()).changes).toEqual([]);
    await stack.configure(configOf("4h", { "hel-1": "2026-12-01T00:00:00Z" }));
    await stack.up();
    expect(await namedBy()).toEqual({ "hel-1": all, "nbg-1": all, wazuh: all });
  });

  it("give back everything at the end", async () => {
    await stack.destroy();
    for (const host of lab.hosts)
      expect(
        (await host.run(`ls ${STATE} /var/ossec/active-response/bin/guarded-block-ip`)).code,
      ).not.toBe(0);
  });
});
