import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { slowness } from "../../slowness";
import { upOperatorLab } from "../../../lab/operator/operatorLab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { run } from "../../unit/cli/run";
import { HOME, must } from "../wazuh/onHost";
import { until } from "../wazuh/until";

interface Report {
  readonly outcome: string;
  readonly steps: readonly {
    readonly step: string;
    readonly outcome: string;
    readonly detail: string;
  }[];
}

let lab: Lab;
let dir: string;
let agent: LabHost;

const BIN = join(__dirname, "../../../bin/active-response.js");
const SCRIPT = `${HOME}/active-response/bin/guarded-block-ip`;
const blocked = async (): Promise<string[]> =>
  (await must(agent, "nft list ruleset")).match(/203\.0\.113\.\d+/g) ?? [];
const leftOver = (): Promise<string> =>
  must(agent, "ls -d /root/active-response-drill.* 2>/dev/null; pidof totally-not-malware; true");
/** Seconds for what is to fail, where the rest has to be done in them too. */
const little = (): string => String(Math.ceil(4 * slowness()));
const drill = async (...more: string[]): Promise<{ code: number; report: Report }> => {
  const { code, stdout, stderr } = await run(["drill", "--dir", dir, "--json", ...more]);
  if (stdout === "") throw new Error(stderr);
  return { code, report: JSON.parse(stdout) as Report };
};
const outcomes = ({ steps }: Report): Record<string, string> =>
  Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]));

beforeAll(async () => {
  const up = await upOperatorLab();
  ({ lab, dir } = up);
  Object.assign(process.env, up.environment);
  agent = lab.host("hel-1");
}, 180_000);

afterAll(async () => {
  await lab.down();
});

it("passes on a host that is in order, reports every step, and leaves nothing behind", async () => {
  const junit = join(dir, "drill.xml");
  const { code, report } = await drill("--junit", junit);
  expect(outcomes(report)).toEqual({
    "a foreign address is blocked": "passed",
    "white list: headscale": "passed",
    "white list: loopback": "passed",
    "white list: operator": "passed",
    "white list: hel-monitor": "passed",
    "two foreign addresses after white-listed ones": "passed",
    "a user with a strange name": "noted",
    "a listed process is ended": "passed",
    "the log lines came back": "passed",
    "cleaned up": "passed",
  });
  expect([code, report.outcome]).toEqual([0, "passed"]);
  expect([await blocked(), await leftOver()]).toEqual([[], ""]);
  const xml = readFileSync(junit, "utf8");
  expect(xml).toMatch(
    /<testsuite name="active-response drill lab hel-1" .*tests="10" .*failures="0"/,
  );
  expect(xml.match(/<testcase classname="drill.hel-1" name="[^"]+" time="[\d.]+"/g)).toHaveLength(
    10,
  );
});

it("finds out a script that does nothing, and plays the rest", async () => {
  await must(
    agent,
    `mv ${SCRIPT} /tmp/kept && printf '#!/bin/sh\\nexit 1\\n' >${SCRIPT} && chmod 0750 ${SCRIPT}`,
  );
  const { code, report } = await drill("--within", little());
  await must(agent, `mv /tmp/kept ${SCRIPT}`);
  expect([code, report.outcome]).toEqual([2, "failed"]);
  expect(outcomes(report)).toMatchObject({
    "a foreign address is blocked": "failed",
    "two foreign addresses after white-listed ones": "failed",
    "a listed process is ended": "passed",
    "cleaned up": "noted",
  });
  expect(report.steps[0]?.detail).toMatch(/although rule 5763 fired on the manager/);
});

it("says what it does not find: a rule that does not fire proves nothing about the white list", async () => {
  const pid = `${HOME}/var/run/wazuh-logcollector-*.pid`;
  await must(agent, `kill $(cat ${pid})`);
  await until(
    () => agent.run(`ls ${pid}`),
    ({ code }) => code !== 0,
  );
  const { report } = await drill("--within", "1");
  await must(agent, `${HOME}/bin/wazuh-logcollector`);
  expect(outcomes(report)).toMatchObject({
    "a foreign address is blocked": "failed",
    "white list: headscale": "failed",
    "a listed process is ended": "failed",
    "cleaned up": "noted",
  });
  expect(report.steps.at(-1)?.detail).toContain("203.0.113.241");
  expect(report.steps[0]?.detail).toMatch(
    /rule 5763 did not fire; does the agent read its auth log/,
  );
  expect(await leftOver()).toBe("");
});

it("touches no block that was there before", async () => {
  await must(
    agent,
    "nft add element inet wazuh_active_response blocked4 '{ 203.0.113.241 timeout 60s }'",
  );
  const { code, stderr } = await run(["drill", "--dir", dir]);
  expect([code, stderr]).toEqual([
    64,
    "active-response: 203.0.113.241 is blocked on hel-1 already; unblock it first (active-response unblock), or write another --from; nothing was done\n",
  ]);
  await must(agent, "nft delete element inet wazuh_active_response blocked4 '{ 203.0.113.241 }'");
});

it("waits for nothing where the responses are switched off", async () => {
  await must(agent, `echo 'somebody: harm' >${HOME}/active-response/off`);
  const { code, stderr } = await run(["drill", "--dir", dir]);
  await must(agent, `rm ${HOME}/active-response/off`);
  expect([code, stderr]).toEqual([
    64,
    "active-response: responses are switched off on hel-1 (somebody: harm); bring them back first (active-response on); nothing was done\n",
  ]);
});

it("Ctrl-C in the middle: takes back what it did, exit 130", async () => {
  // The kill step cannot end: the blocks of the earlier steps and the process are there.
  const killer = `${HOME}/active-response/bin/kill-malicious-process.sh`;
  await must(agent, `mv ${killer} /tmp/killer`);
  const child = spawn(process.execPath, [BIN, "drill", "--dir", dir, "--json"]);
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await until(leftOver, (text) => /\d/.test(text.split("\n").at(-2) ?? ""), 60);
  expect((await blocked()).length).toBeGreaterThan(0);
  child.kill("SIGINT");
  const code = await ended;
  await must(agent, `mv /tmp/killer ${killer}`);
  expect([code, (JSON.parse(said) as Report).outcome]).toEqual([130, "interrupted"]);
  expect([await blocked(), await leftOver()]).toEqual([[], ""]);
}, 180_000);

describe("drill --quick", () => {
  const alerts = (): Promise<string> =>
    must(lab.master, `grep -cE '"drill"|custom-unblock' ${HOME}/logs/alerts/alerts.json || :`);
  // Alerts of blocks that the drills before have lifted.
  let lifted: string;
  const quick = (within = "60") => drill("--quick", "--agent", "hel-1", "--within", within);

  it("sends one message through the manager and gets its answer within seconds, without an alert", async () => {
    lifted = await alerts();
    const { code, report } = await quick();
    expect([code, report.outcome]).toEqual([0, "passed"]);
    expect(report.steps.map(({ step, outcome, detail }) => [step, outcome, detail])).toEqual([
      ["a message went through the manager", "passed", "by the API"],
      ["wazuh-execd on the agent ran it", "passed", "its answer is in active-responses.log"],
    ]);
    expect(await blocked()).toEqual([]);
  });

  it("tells an agent that hears nothing after its execd crashed and was started again", async () => {
    await must(
      agent,
      `kill -9 $(cat ${HOME}/var/run/wazuh-execd-*.pid); ${HOME}/bin/wazuh-control start`,
    );
    const { code, report } = await quick("3");
    await must(agent, `${HOME}/bin/wazuh-control restart`);
    expect([code, report.outcome]).toEqual([2, "failed"]);
    expect(report.steps.at(-1)).toMatchObject({
      outcome: "failed",
      detail:
        "no answer within 3 s: no response reaches this agent; active-response check shows whether wazuh-execd receives from wazuh-agentd; systemctl restart wazuh-agent there reconnects the two",
    });
    await until(quick, (again) => again.code === 0);
    expect((await quick()).code).toBe(0);
    // By now the lines of the first have been at the manager for seconds.
    expect(await alerts()).toBe(lifted);
  });
});
