import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { bundleOf, printBundle } from "../../../policy/bundle/bundle";
import type { Host } from "../../../policy/model/fleet";
import { fleetOf, hostOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { renderHost } from "../../../policy/render/renderHost";
import { startOf } from "../startOf";
import { HOME, must } from "./onHost";
import { until } from "./until";

/** How long a block lasts: long enough to be seen on a busy machine, where a look takes a second. */
const SECONDS = 10;

/** What we render and install, run by the stand-ins as Wazuh would run it. */
const POLICY = policyOf({
  whitelist: [{ address: "100.64.0.0/10", name: "headscale" }],
  responses: [
    { kind: "block-ip", rules: [5712, 5763], timeout: SECONDS },
    { kind: "kill-process", rules: [100_050], processes: ["totally-not-malware"] },
  ],
  rules: [],
});

let lab: Lab;
let agent: LabHost;

function inFleet({ name, role, address, location }: LabHost): Host {
  return hostOf({
    name,
    role: role as Host["role"],
    address,
    ...(location === undefined ? {} : { location }),
  });
}

async function apply(host: LabHost): Promise<{ restart: string }> {
  const fleet = fleetOf({
    master: inFleet(lab.master),
    workers: [],
    agents: lab.agents.map(inFleet),
  });
  const bundle = printBundle(bundleOf(inFleet(host), renderHost(POLICY, fleet, inFleet(host))));
  return JSON.parse(await must(host, bootstrap("apply", false), bundle)) as { restart: string };
}

const decisions = (): Promise<string> =>
  must(
    agent,
    `sed -n 's/.*"decision":"\\([^"]*\\)","subject":"\\([^"]*\\)".*/\\1 \\2/p' ${HOME}/logs/active-responses.log`,
  );

beforeAll(async () => {
  lab = await upLab({ agents: [{ name: "hel-1", location: "hel1" }], attacker: false });
  [agent = lab.master] = lab.agents;
}, 180_000);

afterAll(async () => {
  await lab.down();
});

it("is installed by one reload of the manager, and not at all by a second run", async () => {
  expect((await apply(agent)).restart).toBe("none");
  expect((await apply(lab.master)).restart).toBe("reload");
  expect((await apply(lab.master)).restart).toBe("none");
  await until(() => hasReloaded(agent, lab.master), Boolean);
  expect(await agent.read(`${HOME}/etc/shared/ar.conf`)).toContain(
    `firewall-drop${SECONDS} - guarded-block-ip - ${SECONDS}`,
  );
});

it("blocks in the kernel, and logs what the stock rules know as a block and its end", async () => {
  await agent.failedLogins({ from: "203.0.113.66", count: 8 });
  await until(
    () => must(agent, "nft list ruleset"),
    (text) => text.includes("203.0.113.66"),
  );
  const ended = (ids: readonly string[]): boolean => ids.includes("652");
  const rules = async (): Promise<string[]> =>
    (await lab.master.alerts()).map(({ rule }) => rule.id);
  expect(await until(rules, (ids) => ids.includes("651") && ended(ids))).toContain("5763");
  expect(await must(agent, "nft list ruleset")).not.toContain("203.0.113.66");
});

it("kills the listed program that auditd reports, although execd closes standard error", async () => {
  const program = "/tmp/totally-not-malware";
  await must(agent, `cp /bin/sleep ${program}`);
  const pid = (await must(agent, startOf(`${program} 300`))).trim();
  const line = `type=SYSCALL msg=audit(1800000000.1:77): arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=${pid} comm="totally-not-mal" exe="${program}" key="audit-wazuh-c"\n`;
  await must(agent, "cat >>/var/log/audit/audit.log", line);
  await until(decisions, (text) => text.includes("killed totally-not-malware"));
  expect((await agent.run(`kill -0 ${pid}`)).code).not.toBe(0);
});
