import { readFileSync } from "node:fs";
import { join } from "node:path";

import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { run } from "../../unit/cli/run";
import { until } from "../wazuh/until";
import { rollOut, stackFolder } from "./fleet";

const CONF = "/var/ossec/etc/ossec.conf";
const AR_CONF = "/var/ossec/etc/shared/ar.conf";

/** Bound by hand, in a root of its own at the end of a stock file; one response to a rule of the manager's own. */
const BY_HAND = `<ossec_config>
  <global>
    <white_list>95.216.0.0/16</white_list>
  </global>
  <active-response>
    <command>firewall-drop</command>
    <location>local</location>
    <rules_id>5763,5712</rules_id>
    <timeout>600</timeout>
  </active-response>
  <active-response>
    <command>host-deny</command>
    <location>local</location>
    <rules_id>100777</rules_id>
    <timeout>60</timeout>
  </active-response>
</ossec_config>
`;
const LOCAL_RULES = `<group name="local,">
  <rule id="100777" level="5">
    <if_sid>5716</if_sid>
    <description>a rule of the manager's own</description>
  </rule>
</group>
`;

describe("a fleet that was managed by hand", () => {
  let lab: Lab;
  let dir: string;
  let before: string;
  let rows: string;

  beforeAll(async () => {
    lab = await upLab({ agents: [{ name: "hel-1", location: "hel1" }] });
    const { ssh, manager, agents } = stackConfigOf(lab);
    dir = stackFolder({ ssh, manager, agents });
    await lab.master.run(`cat >>${CONF}`, { input: BY_HAND });
    await lab.master.run("cat >/var/ossec/etc/rules/local_rules.xml", { input: LOCAL_RULES });
    await lab.master.run("/var/ossec/bin/wazuh-control reload >/dev/null 2>&1");
    before = await lab.master.read(CONF);
    rows = await lab.master.read(AR_CONF);
    // The agent gets it and reloads for it: only what starts after this is ours.
    await until(() => hasReloaded(lab.host("hel-1"), lab.master), Boolean);
  }, 180_000);
  afterAll(async () => {
    await lab.down();
  });

  it("is taken over: what was bound is in the stack, with the manager's own rule by its id", async () => {
    const { code, stdout, stderr } = await run(["adopt", "--dir", dir, "--write"]);
    expect(stderr).not.toMatch(/error/);
    expect(stdout).toContain("ar.conf stays as it is: no agent reloads, no block is lifted.");
    // A name on the stock white list stays.
    expect(stdout).toMatch(/localhost\.localdomain.*stays: is the name of a host/s);
    expect(code).toBe(1);
    const stack = readFileSync(join(dir, "Pulumi.lab.yaml"), "utf8");
    expect(stack).toContain("# the lab\n");
    expect(stack).toContain("managerRules:\n    - 100777\n");
  });

  it("is rolled out in one transaction that reloads no agent and changes nothing that is loaded", async () => {
    const starts = async (): Promise<number> =>
      (await lab.host("hel-1").read("/var/ossec/logs/ossec.log")).split("execd: INFO: Started")
        .length;
    const before = await starts();
    const results = await rollOut(dir);
    expect([...results].map(([host, { code }]) => [host, code])).toEqual([
      ["hel-1", 0],
      ["wazuh", 0],
    ]);
    expect(results.get("wazuh")?.stderr).toMatch(
      /adopted 2 text\(s\) .* are loaded as before, \d+ more are new\n$/,
    );
    expect(await lab.master.read(AR_CONF)).toBe(rows);
    const conf = await lab.master.read(CONF);
    expect(conf.slice(conf.indexOf(": end -->"))).not.toContain("<rules_id>");
    const check = await run(["check", "--dir", dir, "--json"]);
    expect(JSON.parse(check.stdout)).toMatchObject([{ drift: [] }, { drift: [] }]);
    expect(await starts()).toBe(before);
  });

  it("is adopted: a second look finds nothing but what stays", async () => {
    const { stdout } = await run(["adopt", "--dir", dir, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject([{ responses: [], whitelist: [], texts: [] }]);
  });

  it("responds as before", async () => {
    await lab.host("hel-1").failedLogins({ from: "203.0.113.66", count: 10 });
    const log = await until(
      () => lab.host("hel-1").read("/var/ossec/logs/active-responses.log"),
      (text) => /firewall-drop: .*"command":"add".*203\.0\.113\.66/.test(text),
    );
    expect(log).toContain("203.0.113.66");
  });

  it("is as it was, to the byte, when the stack is destroyed", async () => {
    for (const { code } of (await rollOut(dir, "remove")).values()) expect(code).toBe(0);
    expect(await lab.master.read(CONF)).toBe(before);
    expect(await lab.master.read(AR_CONF)).toBe(rows);
  });
});
