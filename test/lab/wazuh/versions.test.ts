import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { bundleOf, printBundle } from "../../../policy/bundle/bundle";
import type { Host } from "../../../policy/model/fleet";
import { fleetOf, hostOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenPolicy } from "../../../policy/model/written";
import { renderHost } from "../../../policy/render/renderHost";
import { HOME, must } from "./onHost";
import { until } from "./until";

/** A mixed fleet: each host does what the source of its version says (lab/wazuh/README.md). */
const VERSIONS = { wazuh: "4.12.0", "hel-1": "4.9.2", "nbg-1": "4.14.7" } as const;

const written = (more: Partial<WrittenPolicy> = {}): WrittenPolicy => ({
  whitelist: [{ address: "100.64.0.0/10", name: "headscale" }],
  responses: [{ kind: "block-ip", rules: [5712, 5763], timeout: 60 }],
  rules: [],
  ...more,
});

let lab: Lab;

function inFleet({ name, role, address, location }: LabHost): Host {
  return hostOf({
    name,
    role: role as Host["role"],
    address,
    ...(location === undefined ? {} : { location }),
  });
}

async function apply(host: LabHost, policy = written()): Promise<object> {
  const fleet = fleetOf({
    master: inFleet(lab.master),
    workers: [],
    agents: lab.agents.map(inFleet),
  });
  const bundle = printBundle(
    bundleOf(inFleet(host), renderHost(policyOf(policy), fleet, inFleet(host))),
  );
  const { restart, wazuh } = JSON.parse(await must(host, bootstrap("apply", false), bundle)) as {
    restart: string;
    wazuh: string;
  };
  return { restart, wazuh };
}

const pidOf = (host: LabHost, daemon: string): Promise<string> =>
  must(host, `cat ${HOME}/var/run/${daemon}-*.pid`);
const reloaded = async (agent: LabHost): Promise<void> => {
  await until(() => hasReloaded(agent, lab.master), Boolean);
};

beforeAll(async () => {
  lab = await upLab({
    agents: [
      { name: "hel-1", location: "hel1" },
      { name: "nbg-1", location: "nbg1" },
    ],
    attacker: false,
    versions: VERSIONS,
  });
}, 180_000);

afterAll(async () => {
  await lab.down();
});

it("is rolled out; each host says its version", async () => {
  for (const agent of lab.agents)
    expect(await apply(agent)).toEqual({
      restart: "none",
      wazuh: VERSIONS[agent.name as keyof typeof VERSIONS],
    });
  expect(await apply(lab.master)).toEqual({ restart: "reload", wazuh: "4.12.0" });
  expect(await apply(lab.master)).toEqual({ restart: "none", wazuh: "4.12.0" });
});

it("has agents that restart for the new ar.conf, and agents that reload", async () => {
  const said = async (agent: LabHost): Promise<string[]> => {
    await until(
      () => must(agent, `cat ${HOME}/etc/shared/ar.conf`),
      (text) => text.includes("firewall-drop60 - guarded-block-ip - 60"),
    );
    await reloaded(agent);
    const log = await must(agent, `cat ${HOME}/logs/ossec.log`);
    return [...log.matchAll(/Agent is (\w+) due to shared configuration changes\./g)].map(
      ([, verb = ""]) => verb,
    );
  };
  expect(await said(lab.host("hel-1"))).toEqual(["restarting"]);
  expect(await said(lab.host("nbg-1"))).toEqual(["reloading"]);
});

it("blocks on agents of each version, and its blocks outlive what changed rules restart", async () => {
  const blocked = (agent: LabHost): Promise<boolean> =>
    must(agent, "nft list ruleset").then((text) => text.includes("203.0.113.66"));
  for (const agent of lab.agents) {
    await agent.failedLogins({ from: "203.0.113.66", count: 8 });
    await until(() => blocked(agent), Boolean);
  }
  const before = {
    execd: await pidOf(lab.master, "wazuh-execd"),
    analysisd: await pidOf(lab.master, "wazuh-analysisd"),
  };
  const rules = [{ id: 100_100, level: 3, description: "mine", ifSid: [5760], match: "nobody" }];
  expect(await apply(lab.master, written({ rules }))).toEqual({
    restart: "reload",
    wazuh: "4.12.0",
  });
  expect(await pidOf(lab.master, "wazuh-execd")).toBe(before.execd);
  expect(await pidOf(lab.master, "wazuh-analysisd")).not.toBe(before.analysisd);
  expect(await Promise.all(lab.agents.map(blocked))).toEqual([true, true]);
});
