import * as pulumi from "@pulumi/pulumi";

import { ActiveResponsePolicy } from "../../../components/activeResponsePolicy";
import type { WazuhFleetArgs } from "../../../components/fleetArgs";
import { WazuhFleet } from "../../../components/wazuhFleet";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { fleetOf } from "../../../policy/model/parseFleet";
import { logged } from "./logged";
import { record, settled, valueOf, type Recording } from "./recorded";
import { COMMAND, REPORT } from "./runProgram";

const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [{ name: "hel-1", role: "agent", address: "10.0.0.11" }],
});

/** The fleet and one agent and a worker more, for those tests that want them. */
const two = fleetOf({
  ...fleet,
  workers: [{ name: "w1", role: "worker", address: "10.0.0.3" }],
  agents: [...fleet.agents, { name: "hel-2", role: "agent", address: "10.0.0.12" }],
});

async function rollOut(
  more: () => Partial<WazuhFleetArgs> = () => ({}),
  hear: (made: WazuhFleet) => void = () => undefined,
  report = REPORT,
): Promise<Recording> {
  const recording = await record({
    outputs: (type) => (type === COMMAND ? { stdout: report } : {}),
  });
  const policy = new ActiveResponsePolicy("policy", {
    policy: { whitelist: [], responses: [], rules: [] },
    fleet: two,
    today: "2026-01-01",
  });
  const connection = { host: "10.0.0.11", hostKey: "ssh-ed25519 AAAA" };
  const made = new WazuhFleet(
    "fleet",
    {
      fleet,
      policy,
      connections: new Map([
        ["wazuh", connection],
        ["hel-1", connection],
        ["hel-2", connection],
        ["w1", connection],
      ]),
      ...more(),
    },
    { transformations: recording.transformations },
  );
  hear(made);
  await settled();
  return recording;
}

const optsOf = ({ placed }: Recording, name: string): pulumi.CustomResourceOptions => {
  const found = placed.find((one) => one.name === name);
  if (!found) throw new Error(`nothing is called ${name}`);
  return found.opts;
};

describe("WazuhFleet", () => {
  let said: string[];
  beforeEach(() => {
    said = logged();
  });
  afterEach(() => jest.restoreAllMocks());

  it("leaves scripts that are no longer named where they are, as long as another stack's manager names them", async () => {
    expect(optsOf(await rollOut(() => ({ prune: false })), "hel-1-prune").ignoreChanges).toEqual([
      "*",
    ]);
    expect(optsOf(await rollOut(), "hel-1-prune").ignoreChanges).toBeUndefined();
  });

  it("rolls out agents alone where the manager lives in another stack", async () => {
    const recording = await rollOut(() => ({ fleet: { workers: [], agents: fleet.agents } }));
    const commands = recording.resources.filter(({ type }) => type === COMMAND);
    expect(commands.map(({ name }) => name).sort()).toEqual(["hel-1-apply", "hel-1-prune"]);
  });

  it("does the canary first, then the agents, the master, the workers, and takes away last", async () => {
    const { placed } = await rollOut(() => ({ fleet: two, canary: "hel-2" }));
    const after = placed.flatMap(({ name, opts: { dependsOn } }): [string, string[]][] => {
      if (!Array.isArray(dependsOn)) return [];
      return [[name, (dependsOn as unknown as { __name: string }[]).map((one) => one.__name)]];
    });
    const nodes = ["manager-wazuh-apply", "manager-w1-apply"];
    expect(Object.fromEntries(after)).toEqual({
      "hel-2-apply": [],
      "hel-1-apply": ["hel-2-apply"],
      manager: ["hel-1-apply"],
      "manager-wazuh-apply": [],
      "manager-w1-apply": ["manager-wazuh-apply"],
      "manager-wazuh-prune": nodes,
      "manager-w1-prune": nodes,
      "hel-1-prune": nodes,
      "hel-2-prune": nodes,
    });
  });

  it("prunes in lanes, as it rolls out: never more connections at a time than the stack says", async () => {
    const { placed } = await rollOut(() => ({ fleet: two, parallel: 1 }));
    const after = (name: string): unknown[] => {
      const prune = placed.find((one) => one.name === `${name}-prune`);
      return (prune?.opts.dependsOn as unknown as { __name: string }[]).map((one) => one.__name);
    };
    expect([after("hel-1"), after("hel-2")]).toEqual([
      ["manager-wazuh-apply", "manager-w1-apply"],
      ["hel-1-prune"],
    ]);
  });

  it("has a step that takes away only where files leave, and one that is there already where they may not leave yet", async () => {
    const removals = new Map([
      ["hel-1", { runs: true, hasStep: false, leaving: ["/gone"], since: "when digest" }],
      ["wazuh", { runs: false, hasStep: true }],
    ]);
    const recording = await rollOut(() => ({ fleet: two, removals }));
    const steps = (of: Recording): string[] =>
      of.resources.map(({ name }) => name).filter((name) => name.endsWith("-prune"));
    expect(steps(recording).sort()).toEqual(["hel-1-prune", "manager-wazuh-prune"]);
    const inputs = recording.resources.find(({ name }) => name === "hel-1-prune")?.inputs;
    expect(inputs?.["create"]).toBe(bootstrap("prune", false));
    expect(inputs?.["update"]).toBe(bootstrap("prune", false));
    expect(inputs?.["delete"]).toBeUndefined();
    expect(JSON.parse(inputs?.["stdin"] as string)).toMatchObject({
      host: "hel-1",
      leaving: ["/gone"],
      since: "when digest",
    });
    expect(optsOf(recording, "hel-1-prune").hooks).toMatchObject({
      beforeCreate: [expect.anything()],
      beforeUpdate: [expect.anything()],
    });
    expect(optsOf(recording, "manager-wazuh-prune").ignoreChanges).toEqual(["*"]);

    // In a location whose manager still names them.
    expect(steps(await rollOut(() => ({ fleet: two, removals, prune: false })))).toEqual([
      "manager-wazuh-prune",
    ]);
  });

  it("warns of what a host has of an earlier rollout, where this run has no step for it", async () => {
    const report = JSON.stringify({ files: {}, restart: "none", left: ["/old", "/older"] });
    await rollOut(() => ({ removals: new Map() }), undefined, report);
    expect(said.filter((line) => line.startsWith("warn"))).toEqual(
      ["hel-1", "manager-wazuh"].map(
        (name) =>
          `warn: ${name}: still has /old, /older, of an earlier rollout, which nothing names; the next pulumi up takes it away`,
      ),
    );
  });

  it("is one resource for a host's state, and takes over what an older version had inside a component", async () => {
    const recording = await rollOut();
    const made = recording.resources.map(({ name }) => name).filter((name) => /hel-1/.test(name));
    expect(made.sort()).toEqual(["hel-1-apply", "hel-1-prune"]);
    const [alias] = optsOf(recording, "hel-1-apply").aliases as pulumi.Output<string>[];
    expect(alias && (await valueOf(alias))).toBe(
      "urn:pulumi:test::wazuh-active-response::wazuh-active-response:index:WazuhFleet$" +
        "wazuh-active-response:index:HostState$command:remote:Command::hel-1-apply",
    );
  });

  it("waits for a server of the program's own, and lets what lives on it go with it", async () => {
    const made = await rollOut(() => {
      const server = new pulumi.ComponentResource("test:index:Server", "server");
      const ready = new pulumi.ComponentResource("test:index:Ready", "ready");
      return { servers: new Map([["hel-1", { server, ready: [ready] }]]) };
    });
    const named = (value: unknown): string | undefined =>
      (value as { __name?: string } | undefined)?.__name;
    const { dependsOn } = optsOf(made, "hel-1-apply");
    expect(named(optsOf(made, "hel-1-apply").deletedWith)).toBe("server");
    expect(named(optsOf(made, "hel-1-prune").deletedWith)).toBe("server");
    expect((dependsOn as unknown[]).map(named)).toEqual(["ready"]);
  });

  it("sends the id of the server that holds a host with its bundle, and counts it in no digest", async () => {
    const note = { now: { policy: "0123456789ab", commit: "none", operator: "ann" }, last: {} };
    const rolled = async (ids: readonly (readonly [string, string])[]): Promise<unknown[]> => {
      let fleetOf: WazuhFleet | undefined;
      const serverIds = new Map(ids.map(([name, id]) => [name, pulumi.output(id)]));
      const { resources } = await rollOut(
        () => ({ note, serverIds }),
        (made) => (fleetOf = made),
      );
      const stdin = (name: string): unknown =>
        JSON.parse(resources.find((one) => one.name === name)?.inputs["stdin"] as string);
      const server = (name: string): unknown => (stdin(name) as { server?: string }).server;
      const rollouts = fleetOf && (await valueOf(fleetOf.rollouts));
      return [
        server("hel-1-apply"),
        server("hel-1-prune"),
        server("manager-wazuh-apply"),
        rollouts,
      ];
    };
    const [plain, seven] = [await rolled([]), await rolled([["hel-1", "7"]])];
    expect(plain.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(seven.slice(0, 3)).toEqual(["7", undefined, undefined]);
    expect(seven[3]).toEqual(plain[3]);
    expect(Object.keys(plain[3] as object)).toEqual(["hel-1", "wazuh"]);
  });

  it("leaves an agent that is passed over alone, and one that is gone unmourned", async () => {
    const recording = await rollOut(() => ({
      passedOver: { reasons: new Map([["hel-1", "is off"]]), gone: new Set<string>() },
    }));
    const apply = recording.resources.find(({ name }) => name === "hel-1-apply");
    expect(apply?.inputs["create"]).toBeUndefined();
    expect(apply?.inputs["update"]).toMatch(/^setsid -fw sh -c '/);
    expect(optsOf(recording, "hel-1-apply")).toMatchObject({ ignoreChanges: ["*"] });
    expect(optsOf(recording, "hel-1-apply").retainOnDelete).toBeUndefined();
    expect(optsOf(recording, "hel-1-prune")).toMatchObject({ ignoreChanges: ["*"] });
    // The manager goes on.
    expect(optsOf(recording, "manager-wazuh-apply").ignoreChanges).toBeUndefined();

    const gone = await rollOut(() => ({
      passedOver: { reasons: new Map([["hel-1", "is gone"]]), gone: new Set(["hel-1"]) },
    }));
    expect(optsOf(gone, "hel-1-apply")).toMatchObject({
      ignoreChanges: ["*"],
      retainOnDelete: true,
    });
    expect(optsOf(gone, "hel-1-prune")).toMatchObject({ retainOnDelete: true });
    expect(said.filter((line) => line.startsWith("warn"))).toEqual([
      "warn: hel-1 is off; it is passed over, and left as it is",
      "warn: hel-1 is gone; it is passed over, and left as it is",
    ]);
  });
});
