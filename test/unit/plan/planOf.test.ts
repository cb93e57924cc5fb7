import { bundlesOf } from "../../../policy/render/renderFleet";
import { printBundle, printPaths, type Bundle } from "../../../policy/bundle/bundle";
import { constantsOf } from "../../../policy/bundle/carried";
import { packed, sent, unpacked } from "../../../policy/bundle/packed";
import type { SentFiles } from "../../../policy/bundle/sentFiles";
import { hostsOf } from "../../../policy/model/fleet";
import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { Policy } from "../../../policy/model/policy";
import { readDeployed, type Deployed } from "../../../policy/plan/deployed";
import { LineChanges } from "../../../policy/plan/lineChanges";
import { PART } from "../../../policy/plan/hostChange";
import type { Plan } from "../../../policy/plan/plan";
import { planOf } from "../../../policy/plan/planOf";
import { printPlan } from "../../../policy/plan/printPlan";
import { flowsOf } from "../../../policy/plan/flows";
import { summaryOf } from "../../../policy/plan/summaryOf";
import { staleVersions } from "../../../policy/plan/versionsOf";
import { printPlanMarkdown } from "../../../policy/plan/printPlanMarkdown";
import { BLOCK } from "../lint/subject";

const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.1" },
  workers: [],
  agents: ["a", "b", "c", "d", "e"].map((name, i) => ({
    name: `agent-${name}`,
    role: "agent",
    address: `10.0.1.${i + 1}`,
  })),
});
const policy = policyOf({
  whitelist: [{ address: "10.0.0.0/8", name: "private" }],
  rules: [],
  responses: [
    {
      kind: "custom",
      rules: [5763],
      command: "page",
      executable: "page-operator",
      protocol: "own",
      timeout: 60,
      script: "#!/bin/sh\nread -r line\n",
    },
  ],
});

/** What `pulumi stack export` prints after an `up` of a policy; only what this program looks at. */
function exported(one: Policy, hosts = hostsOf(fleet), print = printBundle): unknown {
  const commands = bundlesOf(one, fleet, hosts).flatMap((bundle) => [
    { type: "command:remote:Command", inputs: { stdin: print(bundle) } },
    { type: "command:remote:Command", inputs: { stdin: printPaths(bundle) } },
  ]);
  return {
    version: 3,
    deployment: {
      resources: [
        { type: "pulumi:pulumi:Stack", outputs: { whitelist: one.whitelist } },
        ...commands,
        { type: "command:remote:Command", inputs: { stdin: "no document of ours" } },
        { type: "command:remote:Command", inputs: { create: "true" } },
      ],
    },
  };
}

const plan = (before: Deployed | undefined, after: Policy, on = fleet): Plan =>
  planOf({ before, after: bundlesOf(after, on, hostsOf(on)), policy: after, fleet: on });
const deployed = readDeployed(exported(policy));

describe("a plan", () => {
  it("reads the bundles of the last deployment, and nothing else, out of an export", () => {
    expect([...(deployed?.bundles.keys() ?? [])]).toEqual([
      "wazuh",
      "agent-a",
      "agent-b",
      "agent-c",
      "agent-d",
      "agent-e",
    ]);
    expect(deployed?.whitelist).toEqual(policy.whitelist);
    expect(readDeployed({ deployment: { resources: [] } })).toBeUndefined();
    expect(readDeployed({ version: 3 })).toBeUndefined();
  });

  it("is the same of bundles that named what the hosts had kept", () => {
    const byName = readDeployed(
      exported(policy, hostsOf(fleet), (bundle) => printBundle(bundle, constantsOf(bundle))),
    );
    expect(byName?.bundles).not.toEqual(deployed?.bundles);
    expect(plan(byName, policy)).toEqual(plan(deployed, policy));
    const changed = { ...policy, whitelist: [] };
    expect(plan(byName, changed)).toEqual(plan(deployed, changed));
  });

  it("without a change is empty", () => {
    const same = plan(deployed, policy);
    expect(same.hosts.map(({ change }) => change)).toEqual(Array(6).fill("same"));
    expect(same.rows).toEqual({ added: [], removed: [], agents: 0, lifts: false });
    expect(printPlan(same)).toBe(
      [
        "Hosts",
        "  nothing changes; no connection is opened",
        "Agents",
        "  ar.conf stays: no agent reloads, no timed response is lifted",
        "White list",
        "  same",
        "Rules -> responses -> agents",
        "  5763 -> custom for 1m (page60) -> every agent (5)",
      ].join("\n"),
    );
  });

  it("counts the lines of a program that an upgrade changes, as those of any other file", () => {
    const blocking = policyOf({ ...policy, responses: [BLOCK] });
    const before = exported(blocking) as {
      deployment: { resources: { inputs?: { stdin?: string } }[] };
    };
    for (const { inputs } of before.deployment.resources) {
      if (!inputs?.stdin?.startsWith("{\n")) continue;
      const bundle = JSON.parse(inputs.stdin) as SentFiles;
      const older = unpacked(bundle.programs ?? {}).replace(
        /(guarded-block-ip\.sh\n[^\0]*?)set -f\n/,
        "$1set -f # as it was\n",
      );
      inputs.stdin = JSON.stringify({ ...bundle, programs: sent(packed(older)) });
    }
    const upgrade = plan(readDeployed(before), blocking);
    expect(upgrade.hosts.map(({ files }) => files)).toEqual(
      Array(6).fill([
        {
          path: "/var/ossec/active-response/bin/guarded-block-ip",
          change: "changed",
          added: 1,
          removed: 1,
        },
      ]),
    );
    expect(
      plan(readDeployed(exported(blocking)), blocking).hosts.map(({ change }) => change),
    ).toEqual(Array(6).fill("same"));
  });

  it("says what the agents that the manager knows have of it, within a screen for a thousand of them", () => {
    const enrolled = Array.from({ length: 1000 }, (_, i) => ({
      id: String(i + 1).padStart(3, "0"),
      name: i < 4 ? `agent-${"abcd"[i] ?? ""}` : `stranger_${i}`,
      platform: i % 100 === 99 ? "windows" : "debian",
    }));
    const known = planOf({
      before: deployed,
      after: bundlesOf(policy, fleet, hostsOf(fleet)),
      policy,
      fleet,
      enrolled,
    });
    const lines = printPlan(known).split("\n");
    const at = lines.indexOf("Coverage");
    expect(lines.slice(at)).toEqual([
      "Coverage",
      "  4 of 1000 enrolled agents have every response",
      "  986 not covered (in no stack) by page:",
      "    stranger_4 (005), stranger_5 (006), stranger_6 (007), stranger_7 (008) and 982 more",
      "  10 not covered (runs Windows) by page:",
      "    stranger_99 (100), stranger_199 (200), stranger_299 (300), stranger_399 (400) and 6 more",
      "    left alone: netsh.exe blocks a whole /32 for an IPv6 address, and no white list is asked",
      "  1 of the stack not enrolled:",
      "    agent-e",
    ]);
    expect(lines.length).toBeLessThan(24);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(printPlanMarkdown(known)).toContain(
      "\n**Coverage:** 4 of 1000 enrolled agents have every response.\n\n" +
        "- 986 not covered (in no stack) by page: stranger\\_4 (005), ",
    );
    expect(printPlanMarkdown(known)).toContain(
      " and 6 more (left alone: netsh.exe blocks a whole /32 for an IPv6 address, and no white list is asked)\n",
    );
    expect(known.coverage?.gaps).toHaveLength(996);
    expect(printPlan(plan(deployed, policy))).not.toContain("Coverage");
  });

  it("of a stack that defers says that the managers wait, where rows change and only there", () => {
    const timed = policyOf({
      ...policy,
      responses: policy.responses.map((one) => ({ ...one, timeout: 90 })),
    });
    const input = (after: Policy, before = deployed) =>
      planOf({
        before,
        after: bundlesOf(after, fleet, hostsOf(fleet)),
        policy: after,
        fleet,
        defer: true,
      });
    const waits = input(timed);
    expect([waits.deferred, waits.hosts[0]?.restart]).toEqual([true, "waits"]);
    expect(printPlan(waits)).toContain(
      "wazuh (master): changed, waits for your window\n    ~ /var/ossec/etc/ossec.conf (our part)",
    );
    expect(printPlan(waits)).toContain(
      "  ar.conf would change: the managers wait (rollout.deferArConfChanges), no agent reloads\n    + page90",
    );
    const list = policyOf({
      ...policy,
      whitelist: [{ address: "192.0.2.7", name: "monitor" }],
    });
    expect([input(list).deferred, input(list).hosts[0]?.restart]).toEqual([false, "reload"]);
  });

  it("of another white list restarts the manager, leaves ar.conf alone, and names what comes and goes", () => {
    const after = plan(
      deployed,
      policyOf({ ...policy, whitelist: [{ address: "192.0.2.7", name: "monitor" }] }),
    );
    expect(after.hosts[0]).toEqual({
      host: "wazuh",
      role: "master",
      change: "changed",
      files: [{ path: PART, change: "changed", added: 1, removed: 1 }],
      restart: "reload",
    });
    expect(after.rows.agents).toBe(0);
    expect(after.whitelist).toEqual({
      added: [{ name: "monitor", address: "192.0.2.7" }],
      removed: [{ name: "private", address: "10.0.0.0/8" }],
    });
  });

  it("of another timeout makes every agent reload and lifts timed responses", () => {
    const responses = policy.responses.map(
      (response) => ({ ...response, timeout: 90 }) as typeof response,
    );
    expect(plan(deployed, { ...policy, responses }).rows).toEqual({
      added: ["page90 - page-operator - 90"],
      removed: ["page60 - page-operator - 60"],
      agents: 5,
      lifts: true,
    });
  });

  it("of other rules only is a hot reload, of other scripts no restart at all", () => {
    const withRule = policyOf({
      ...policy,
      rules: [{ id: 100_100, level: 3, description: "x", ifSid: [5760], match: "y" }],
    });
    const rules = plan(deployed, withRule).hosts[0];
    expect([rules?.restart, rules?.files.map(({ change, added }) => [change, added])]).toEqual([
      "hot-reload",
      [["changed", 7]],
    ]);
    const script = policy.responses.map(
      (response) =>
        ({ ...response, script: "#!/bin/sh\nread -r line\nexit 0\n" }) as typeof response,
    );
    const hosts = plan(deployed, { ...policy, responses: script }).hosts;
    expect(hosts.map(({ restart, files }) => [restart, files.length, files[0]?.added])).toEqual(
      Array(6).fill(["none", 1, 1]),
    );
  });

  describe("of hosts of earlier versions", () => {
    const withRule = policyOf({
      ...policy,
      rules: [{ id: 100_100, level: 3, description: "x", ifSid: [5760], match: "y" }],
    });
    const withRow = policyOf({
      ...policy,
      responses: policy.responses.map(
        (response) => ({ ...response, timeout: 90 }) as typeof response,
      ),
    });
    const on = (manager?: string, agents: readonly (string | undefined)[] = []): typeof fleet =>
      fleetOf({
        ...fleet,
        master: { ...fleet.master, ...(manager !== undefined && { version: manager }) },
        agents: fleet.agents.map((agent, i) => {
          const version = agents[i];
          return version === undefined ? agent : { ...agent, version };
        }),
      });
    const told = (before: Deployed | undefined, after: Policy, where: typeof fleet): string[] =>
      printPlan(plan(before, after, where))
        .split("\n")
        .filter((line) => / \(master\): |ar\.conf/.test(line));

    it("says what the manager does instead of a hot reload, by the stack's version", () => {
      const restart = (version: string): (string | undefined)[] => {
        const { restart: word, instead } = plan(deployed, withRule, on(version)).hosts[0] ?? {};
        return [word, instead];
      };
      expect(["4.9.2", "4.12", "4.13.0", "4.14.7"].map(restart)).toEqual([
        ["reload", "restart instead of a hot reload: 4.9"],
        ["reload", "restart instead of a hot reload: 4.12"],
        ["hot-reload", undefined],
        ["hot-reload", undefined],
      ]);
      expect(told(deployed, withRule, on("4.12.0"))).toEqual([
        "  wazuh (master): changed, restart instead of a hot reload: 4.12",
        "  ar.conf stays: no agent reloads, no timed response is lifted",
      ]);
      expect(printPlanMarkdown(plan(deployed, withRule, on("4.12.0")))).toContain(
        "| wazuh (master) | changed | restart instead of a hot reload: 4.12 |",
      );
    });

    it("goes by what a host said at its last apply where the stack says nothing", () => {
      const said = exported(policy) as {
        deployment: { resources: { inputs?: { stdin?: string }; outputs?: object }[] };
      };
      for (const resource of said.deployment.resources)
        if (resource.inputs?.stdin?.includes('"host":"wazuh"'))
          resource.outputs = { stdout: '{"host":"wazuh","wazuh":"4.11.2","files":{}}\n' };
      const before = readDeployed(said);
      expect([...(before?.versions ?? [])]).toEqual([["wazuh", "4.11.2"]]);
      expect(told(before, withRule, fleet)[0]).toBe(
        "  wazuh (master): changed, restart instead of a hot reload: 4.11",
      );
      expect(told(before, withRule, on("4.14.7"))[0]).toBe(
        "  wazuh (master): changed, hot reload of the rules",
      );
    });

    it("says it of a worker, which gets its rules from the master", () => {
      const cluster = fleetOf({
        ...fleet,
        workers: [{ name: "worker-1", role: "worker", address: "10.0.0.2" }],
      });
      const of = (one: Policy): readonly Bundle[] => bundlesOf(one, cluster, hostsOf(cluster));
      const before = { bundles: new Map(of(policy).map((bundle) => [bundle.host, bundle])) };
      const worker = (after: Policy, version?: string): object => {
        const versions = new Map(version === undefined ? [] : [["worker-1", version]]);
        const made = planOf({
          before: { ...before, versions },
          after: of(after),
          policy: after,
          fleet: cluster,
        });
        const { change, restart, instead } = made.hosts[1] ?? {};
        return { change, restart, instead };
      };
      expect([worker(withRule), worker(withRule, "4.12.0"), worker(policy)]).toEqual([
        { change: "again", restart: "hot-reload", instead: undefined },
        { change: "again", restart: "reload", instead: "restart instead of a hot reload: 4.12" },
        { change: "same", restart: "none", instead: undefined },
      ]);
    });

    it("says which agents restart for a new ar.conf", () => {
      const sentence = (agents: readonly string[]): string | undefined =>
        told(deployed, withRow, on(undefined, agents))[1];
      const reloads =
        "  ar.conf changes: every agent (5) reloads; timed responses end early, but blocks of block-ip stay";
      expect(sentence([])).toBe(reloads);
      expect(sentence(["4.14.0", "4.14"])).toBe(reloads);
      expect(sentence(["4.9.0", "4.13.1", "4.14.7"])).toBe(
        `${reloads}; 2 of them run a Wazuh before 4.14: agents restart as a whole instead of a reload`,
      );
      expect(sentence(Array<string>(5).fill("4.12.0"))).toBe(
        `${reloads}; all of them run a Wazuh before 4.14: agents restart as a whole instead of a reload`,
      );
    });

    it("is in the summary of a preview too", () => {
      expect(summaryOf(policy, on("4.12.0", ["4.9.0", "4.12.0", "4.14.7"])).slice(1, 3)).toEqual([
        "wazuh: restart instead of a hot reload: 4.12",
        "agent-a, agent-b: agents restart as a whole instead of a reload: 4.9, 4.12",
      ]);
      expect(summaryOf(policy, on("4.14.0"))).toEqual(summaryOf(policy, fleet));
      const ran = new Map([["wazuh", "4.11.2"]]);
      expect(summaryOf(policy, fleet, ran)[1]).toBe("wazuh: restart instead of a hot reload: 4.11");
      expect(summaryOf(policy, on("4.14.7"), ran)).toEqual(summaryOf(policy, fleet));
    });

    it("names a version of the stack that is not what the host said", () => {
      const ran = new Map([
        ["wazuh", "4.12.0"],
        ["agent-a", "4.12.0"],
        ["agent-b", "not a version"],
        ["agent-c", "4.13.1"],
      ]);
      expect(staleVersions(on("4.12", ["4.12.1", "4.9.0", "4.14"]), ran)).toEqual([
        "agent-a: the stack says version 4.12.1, and the host said 4.12.0 at its last apply; correct it, or leave it out",
        "agent-c: the stack says version 4.14, and the host said 4.13.1 at its last apply; correct it, or leave it out",
      ]);
      expect(staleVersions(fleet, ran)).toEqual([]);
      expect(staleVersions(on("4.12.0"), undefined)).toEqual([]);
    });
  });

  it("names hosts that are new and that leave", () => {
    const smaller = { ...fleet, agents: fleet.agents.slice(1) };
    const before = readDeployed(exported(policy, hostsOf(smaller)));
    expect(
      plan(before, policy)
        .hosts.map(({ host, change }) => `${host} ${change}`)
        .slice(0, 3),
    ).toEqual(["wazuh same", "agent-a new", "agent-b same"]);
    expect(plan(deployed, policy, smaller).hosts.at(-1)).toMatchObject({
      host: "agent-a",
      change: "removed",
    });
  });

  it("tells an apply that only brings another installer or mends drift from one that changes files", () => {
    const bundles = bundlesOf(policy, fleet, hostsOf(fleet), { "agent-b": "2026-11-25" });
    const after = planOf({ before: deployed, after: bundles, policy, fleet });
    expect(after.hosts.map(({ change }) => change)).toEqual([
      "same",
      "same",
      "again",
      "same",
      "same",
      "same",
    ]);
  });

  it("sees a file whose rights alone change", () => {
    const bundles = new Map(deployed?.bundles);
    const old = bundles.get("agent-a");
    if (!old) throw new Error("agent-a");
    const files = Object.fromEntries(
      Object.entries(old.files).map(([path, file]) => [path, { ...file, mode: "0755" }]),
    );
    bundles.set("agent-a", { ...old, files });
    expect(plan({ bundles }, policy).hosts[1]?.files).toEqual([
      {
        path: "/var/ossec/active-response/bin/page-operator",
        change: "changed",
        added: 0,
        removed: 0,
        owner: ["root:wazuh 0755", "root:wazuh 0750"],
      },
    ]);
  });

  it("takes the white list out of the manager's part where the state has no outputs", () => {
    const before = deployed ? { bundles: deployed.bundles } : undefined;
    expect(plan(before, policy).whitelist).toEqual({ added: [], removed: [] });
    expect(plan(before, { ...policy, whitelist: [] }).whitelist.removed).toEqual([
      { name: "10.0.0.0/8", address: "10.0.0.0/8" },
    ]);
  });

  it("compares each pair of texts once, however many hosts share it", () => {
    const lines = new LineChanges();
    const agents = Array.from({ length: 1000 }, (_, i) => ({
      name: `agent-${i}`,
      role: "agent" as const,
      address: `10.2.${i >> 8}.${i & 255}`,
    }));
    const many = fleetOf({ ...fleet, agents });
    planOf(
      { before: undefined, after: bundlesOf(policy, many, hostsOf(many)), policy, fleet: many },
      lines,
    );
    expect(lines.compared).toBe(3);
  });
});

describe("the summary inside a program", () => {
  it("tells hosts, rows, white list, and each way from rules to agents", () => {
    const on = { agents: ["agent-b"] };
    const responses = [
      ...policy.responses,
      { kind: "block-ip" as const, rules: [], groups: ["web_scan"], level: 10, timeout: 0, on },
      { kind: "isolate-host" as const, allow: [], releaseAfter: 7200 },
    ];
    expect(summaryOf(policyOf({ ...policy, responses }), fleet)).toEqual([
      "1 manager node(s), 5 agent(s), 1 white list entries, 2 rows in ar.conf",
      "5763 -> custom for 1m (page60) -> every agent (5)",
      "group web_scan and level 10 and above -> block-ip for ever (firewall-drop0) -> agent-b of 5 agents",
      "by hand -> isolate-host, released after 2h -> every agent (5)",
    ]);
  });
});

describe("a stack that observes", () => {
  it("says that everything but an isolation is only logged", () => {
    const responses = [...policy.responses, { kind: "isolate-host" as const, allow: [] }];
    const observing = policyOf({ ...policy, responses, mode: "observe" });
    expect(flowsOf(observing, fleet).map(({ response }) => response)).toEqual([
      "custom for 1m (page60), only logged",
      "isolate-host",
    ]);
  });
});

describe("what is printed", () => {
  const first = plan(undefined, policy);

  it("fits one screen: hosts of one change are told as one", () => {
    expect(printPlan(first)).toBe(
      [
        "Hosts",
        "  wazuh (master): new, all daemons restart",
        "    + /var/ossec/active-response/bin/page-operator +2",
        "    + /var/ossec/etc/ossec.conf (our part) +17",
        "    + /var/ossec/etc/rules/zz_active_response.xml +28",
        "  agent-a, agent-b, agent-c and 2 more (5) (agent): new, no restart",
        "    + /var/ossec/active-response/bin/page-operator +2",
        "Agents",
        "  ar.conf changes: every agent (5) reloads",
        "    + page60 - page-operator - 60",
        "White list",
        "  + private 10.0.0.0/8",
        "Rules -> responses -> agents",
        "  5763 -> custom for 1m (page60) -> every agent (5)",
      ].join("\n"),
    );
  });

  it("is Markdown for a pull request, in which names cannot break the table", () => {
    const odd = plan(
      undefined,
      policyOf({ ...policy, whitelist: [{ address: "192.0.2.7", name: "a|b_c" }] }),
    );
    const text = printPlanMarkdown(odd);
    expect(text).toContain("| wazuh (master) | new | all daemons restart |");
    expect(text).toContain("- :heavy_plus_sign: a\\|b\\_c `192.0.2.7`");
    expect(text).toContain("```diff\n+ page60 - page-operator - 60\n```");
    expect(text).toContain("| 5763 | custom for 1m (page60) | every agent (5) |");
  });
});
