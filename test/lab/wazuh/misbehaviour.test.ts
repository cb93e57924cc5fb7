import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { addRoot, askAnalysisd, HOME, installResponse, marks, must, tellExecd } from "./onHost";
import { until } from "./until";

const CONTROL = `${HOME}/bin/wazuh-control`;
const AR_CONF = `${HOME}/etc/shared/ar.conf`;

let lab: Lab;
let master: LabHost;
let agent: LabHost;
let original: string;

function block(name: string, timeout: number): string {
  return `<command><name>${name}</name><executable>mark</executable><timeout_allowed>yes</timeout_allowed></command>
<active-response><disabled>no</disabled><command>${name}</command><location>local</location><rules_id>5763</rules_id><timeout>${timeout}</timeout></active-response>`;
}

const pids = (): Promise<string> => must(master, `cd ${HOME}/var/run && echo *.pid`);
const loaded = async (): Promise<string> =>
  JSON.stringify((await askAnalysisd(master, "getconfig", "active_response")).data);

beforeAll(async () => {
  lab = await upLab({ agents: [{ name: "hel-1", location: "hel1" }], attacker: false });
  master = lab.master;
  agent = lab.host("hel-1");
  original = await master.read(`${HOME}/etc/ossec.conf`);
}, 180_000);

afterEach(async () => {
  await must(master, `cat >${HOME}/etc/ossec.conf`, original);
});

afterAll(async () => {
  await lab.down();
});

it("refuses to reload a file that a daemon refuses, and keeps its daemons", async () => {
  const before = await pids();
  await addRoot(master, block("mark", 5).replace("<location>local", "<location>nowhere"));
  const { code, stdout } = await master.run(`${CONTROL} reload`);
  expect([code, stdout]).toEqual([1, "wazuh-analysisd: Configuration error. Exiting\n"]);
  expect(await pids()).toBe(before);
});

it("tests a copied tree without a touch of the live one", async () => {
  const live = await must(master, `cat ${AR_CONF}; stat -c %y ${AR_CONF}`);
  await must(master, `rm -rf /tmp/tree && cp -a ${HOME} /tmp/tree && rm -f /tmp/tree/queue/*/*`);
  const conf = `<ossec_config>${block("mark", 5)}</ossec_config>\n${original}`;
  await must(master, "cat >/tmp/tree/etc/ossec.conf", conf);
  await must(
    master,
    `for d in $(sed -n 's/^DAEMONS="\\(.*\\)"/\\1/p' /tmp/tree/bin/wazuh-control); do /tmp/tree/bin/$d -t || exit 1; done; /tmp/tree/bin/wazuh-logtest-legacy -t`,
  );
  expect(
    await must(
      master,
      "tail -n 1 /tmp/tree/etc/shared/ar.conf; stat -c '%U:%G %a' /tmp/tree/etc/shared/ar.conf",
    ),
  ).toBe("mark5 - mark - 5\nwazuh:wazuh 640\n");
  expect(await must(master, `cat ${AR_CONF}; stat -c %y ${AR_CONF}`)).toBe(live);
});

it("hands a tested candidate's ar.conf to the agents although it is not in force", async () => {
  await must(
    master,
    "cat >/tmp/candidate.conf",
    `<ossec_config>${block("candidate", 5)}</ossec_config>\n${original}`,
  );
  await must(master, `${HOME}/bin/wazuh-analysisd -t -c /tmp/candidate.conf`);
  await until(
    () => must(agent, `cat ${AR_CONF}`),
    (text) => text.includes("candidate5"),
  );
  expect(await loaded()).not.toContain("candidate");
});

it("runs a response of its own events on the manager", async () => {
  await installResponse(master, "mark");
  await addRoot(master, block("mark", 1));
  await must(master, `${CONTROL} reload`);
  await master.failedLogins({ from: "203.0.113.66", count: 8 });
  expect(
    await until(
      () => marks(master),
      (lines) => lines.length >= 2,
    ),
  ).toEqual(["add 203.0.113.66", "delete 203.0.113.66"]);
});

it("fails to start as often as a test asks for, and starts then", async () => {
  await must(master, `echo 1 >${HOME}/var/lab/restart-fails`);
  const { code, stdout } = await master.run(`${CONTROL} restart`);
  expect([code, stdout.split("\n").at(-2)]).toEqual([
    1,
    "wazuh-analysisd did not start correctly.",
  ]);
  expect((await master.run(`${CONTROL} status`)).stdout).toContain(
    "wazuh-analysisd not running...",
  );
  await must(master, `${CONTROL} start`);
  expect((await master.run(`${CONTROL} status`)).stdout).toContain("wazuh-analysisd is running...");
});

it("comes up with what it had before, where a test asks for it", async () => {
  await must(master, `echo 1 >${HOME}/var/lab/comes-up-old`);
  await addRoot(master, block("mark", 77));
  await must(master, `${CONTROL} reload`);
  expect(await loaded()).not.toContain("77");
  await must(master, `${CONTROL} reload`);
  expect(await loaded()).toContain('"timeout":77');
});

it("hangs at a start, where a test asks for it; its lock does not outlive it", async () => {
  await must(master, `echo 1 >${HOME}/var/lab/restart-hangs`);
  // It hangs from the moment on when it has counted that down; stopping the daemons takes as long as it takes.
  const hangs = `${CONTROL} restart >/dev/null 2>&1 & until ! [ -e ${HOME}/var/lab/restart-hangs ]; do kill -0 $! || exit; sleep 0.05; done
    timeout 2 tail --pid=$! -f /dev/null; code=$?; kill $!; exit $code`;
  expect((await master.run(hangs)).code).toBe(124);
  await must(master, `${CONTROL} start`);
});

it("dies when 62 blocks are read a second time", async () => {
  const blocks = Array.from({ length: 62 }, (_, index) => block(`name-${index}-`, 5));
  await addRoot(master, blocks.join("\n"));
  await must(master, `${CONTROL} reload`);
  await until(() => hasReloaded(agent, master), Boolean);
  expect(await must(agent, `grep -c name- ${AR_CONF}`)).toBe("62\n");
  await tellExecd(agent, "unknown", "");
  await until(
    () => must(agent, `cat ${HOME}/logs/ossec.log`),
    (log) => log.includes("(1311): Invalid command name 'unknown'"),
  );
  await tellExecd(agent, "unknown", "");
  expect(
    (
      await until(
        () => agent.run(`kill -0 $(cat ${HOME}/var/run/wazuh-execd-*.pid)`),
        ({ code }) => code !== 0,
      )
    ).code,
  ).toBe(1);
});

it("reads no queue where the agent's own file disables responses", async () => {
  await must(
    agent,
    `sed -i 's#<disabled>no</disabled>\\(.*\\)#<disabled>no</disabled>#; /<active-response>/,/<.active-response>/s/no</yes</' ${HOME}/etc/ossec.conf && ${CONTROL} restart`,
  );
  // The file of the run before is left behind; who sends to it is refused.
  expect((await agent.run(`test -S ${HOME}/queue/alerts/execq`)).code).toBe(0);
  expect(await must(agent, "ss -xHa")).not.toContain("queue/alerts/execq");
  expect(await must(agent, `${CONTROL} status`)).toContain("wazuh-execd is running...");
  expect(await agent.read(`${HOME}/logs/ossec.log`)).toContain(
    "wazuh-execd: INFO: (1350): Active response disabled.",
  );
});
