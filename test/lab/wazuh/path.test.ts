import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { TWO_AGENTS } from "../twoAgents";
import { addRoot, askAnalysisd, HOME, installResponse, marks, must, tellExecd } from "./onHost";
import { until } from "./until";

const BLOCK = `<global><white_list>95.216.0.0/16</white_list></global>
<command><name>mark</name><executable>mark</executable><timeout_allowed>yes</timeout_allowed></command>
<active-response><disabled>no</disabled><command>mark</command><location>local</location><rules_id>5712,5763</rules_id><timeout>2</timeout></active-response>`;
const OVERWRITE = (id: number, parent: number): string =>
  `<rule id="${id}" level="10" frequency="8" timeframe="120" overwrite="yes"><if_matched_sid>${parent}</if_matched_sid><same_source_ip /><description>x</description></rule>`;

let lab: Lab;
let master: LabHost;
let first: LabHost;
let second: LabHost;

beforeAll(async () => {
  lab = await upLab({
    agents: TWO_AGENTS,
    workers: ["wazuh-2"],
    attacker: false,
  });
  master = lab.master;
  first = lab.host("hel-1");
  second = lab.host("nbg-1");
}, 180_000);

afterAll(async () => {
  await lab.down();
});

const rowOf = (host: LabHost) => (): Promise<string> =>
  must(host, `grep mark ${HOME}/etc/shared/ar.conf || true`);

it("lists both agents as active", async () => {
  const list = await until(
    () => must(master, `${HOME}/bin/agent_control -l`),
    (text) => (text.match(/, Active$/gm) ?? []).length === 2,
  );
  expect(list).toContain("ID: 001, Name: hel-1, IP: any, Active");
});

it("brings a new response from the manager to the agent that is attacked, and reverts it", async () => {
  await installResponse(first, "mark");
  await addRoot(master, BLOCK);
  const execd = await must(master, `cat ${HOME}/var/run/wazuh-execd-*.pid`);
  await must(master, `${HOME}/bin/wazuh-control reload`);
  expect(await must(master, `cat ${HOME}/var/run/wazuh-execd-*.pid`)).toBe(execd);
  expect(await until(rowOf(first), (row) => row !== "")).toBe("mark2 - mark - 2\n");
  for (const agent of [first, second]) await until(() => hasReloaded(agent, master), Boolean);
  await first.failedLogins({ from: "203.0.113.66", count: 8 });
  expect(
    await until(
      () => marks(first),
      (lines) => lines.length >= 2,
    ),
  ).toEqual(["add 203.0.113.66", "delete 203.0.113.66"]);
  expect(await marks(second)).toEqual([]);
});

it("keeps a rule silent for every agent and address while its ignore window is open", async () => {
  const before = (await master.alerts()).length;
  await second.failedLogins({ from: "203.0.113.67", count: 8 });
  const alerts = await until(
    () => master.alerts(),
    (all) => all.length >= before + 8,
  );
  expect(alerts.slice(before).map(({ rule }) => rule.id)).toEqual(Array(8).fill("5760"));
});

it("loads rules without a restart (white-listed address not blocked, two others blocked), and keeps the old ones where the new ones are no XML", async () => {
  const file = `${HOME}/etc/rules/zz_test.xml`;
  await must(master, `cat >${file}`, "<group name='x,'><rule");
  expect(await askAnalysisd(master, "reload-ruleset")).toMatchObject({ error: 1 });
  await must(
    master,
    `cat >${file}`,
    `<group name="syslog,sshd,">${OVERWRITE(5763, 5760)}${OVERWRITE(5712, 5710)}</group>`,
  );
  expect(await askAnalysisd(master, "reload-ruleset")).toMatchObject({ error: 0 });
  await first.failedLogins({ from: "95.216.10.10", count: 8 });
  await first.failedLogins({ from: "203.0.113.70", count: 8 });
  await first.failedLogins({ from: "203.0.113.71", count: 8, user: "oracle", existing: false });
  const added = async (): Promise<string[]> =>
    (await marks(first)).filter((line) => line.startsWith("add "));
  // The first may be over before the second comes.
  expect(await until(added, (lines) => lines.length >= 3)).toEqual([
    "add 203.0.113.66",
    "add 203.0.113.70",
    "add 203.0.113.71",
  ]);
});

it("hands the master's rules to the worker, whose agent_control refuses", async () => {
  const worker = lab.host("wazuh-2");
  await until(
    () => must(worker, `cat ${HOME}/etc/rules/zz_test.xml 2>/dev/null || true`),
    (text) => text.includes("5712"),
  );
  await until(
    () => must(worker, `cat ${HOME}/logs/ossec.log`),
    (log) => log.includes("Ruleset reloaded successfully"),
  );
  expect(await must(worker, `${HOME}/bin/agent_control -l`)).toContain(
    "not available in worker nodes",
  );
});

it("runs nothing for a script that came later, until execd reads ar.conf again", async () => {
  const block = `${HOME}/bin/agent_control -b 203.0.113.80 -f mark2 -u ${second.id}`;
  const execd = `cat ${HOME}/var/run/wazuh-execd-*.pid`;
  await must(master, block);
  await until(
    () => must(second, `cat ${HOME}/logs/ossec.log`),
    (log) => log.includes("not present: 'active-response/bin/mark'"),
  );
  const before = await must(second, execd);
  await installResponse(second, "mark");
  await tellExecd(second, "no-such-name", "");
  await until(
    () => must(second, `cat ${HOME}/logs/ossec.log`),
    (log) => log.includes("ERROR: (1311): Invalid command name 'no-such-name' provided."),
  );
  expect(await marks(second)).toEqual([]);
  await must(master, block);
  expect(
    await until(
      () => marks(second),
      (lines) => lines.length >= 1,
    ),
  ).toEqual(["add 203.0.113.80"]);
  expect(await must(second, execd)).toBe(before);
});

it("runs scripts in Wazuh's home, with its group, a closed standard error and next to no environment", async () => {
  const probe = `#!/bin/sh\n{ pwd; id -gn; env | cut -d= -f1 | sort | tr '\\n' ' '; [ -e /proc/self/fd/2 ] && echo open || echo closed; } >/tmp/probe\n`;
  await installResponse(first, "probe", probe);
  await tellExecd(first, "!probe", "");
  const said = await until(
    () => must(first, "cat /tmp/probe 2>/dev/null || true"),
    (text) => text.includes("d\n"),
  );
  expect(said).toBe(`${HOME}\nwazuh\nPATH PWD closed\n`);
});

it("lifts every block when the agent reloads", async () => {
  await addRoot(
    master,
    "<command><name>other</name><executable>mark</executable></command>\n<active-response><command>mark</command><location>local</location><timeout>600</timeout></active-response>",
  );
  // The command stands in the root below; its own one comes first here.
  await must(
    master,
    `perl -0pi -e 's#<command><name>other.*?</command>#<command><name>mark</name><executable>mark</executable><timeout_allowed>yes</timeout_allowed></command>#' ${HOME}/etc/ossec.conf`,
  );
  await must(master, `${HOME}/bin/wazuh-control reload`);
  await until(rowOf(first), (row) => row.includes("mark600"));
  await must(first, "rm -f /tmp/marks");
  // The agent reloads for its new ar.conf, too, some time after it got it, and lifts what was blocked before.
  await until(() => hasReloaded(first, master), Boolean);
  await tellExecd(first, "mark600", "203.0.113.90");
  const ofThis = async (): Promise<string[]> =>
    (await marks(first)).filter((line) => line.endsWith(" 203.0.113.90"));
  await until(ofThis, (lines) => lines.length === 1);
  await must(first, `${HOME}/bin/wazuh-control reload`);
  expect(await ofThis()).toEqual(["add 203.0.113.90", "delete 203.0.113.90"]);
});
