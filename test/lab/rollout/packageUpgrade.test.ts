import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import type { HostCheck } from "../../../cli/lib/checkHosts";
import { deployment } from "../../../lab/deploy";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { keepPackage, takeSteps } from "../../../lab/packageUpgrade";
import type { StackInput } from "../../../policy/model/stack";
import { run } from "../../unit/cli/run";
import { stackFolder } from "../adopt/fleet";
import { TWO_AGENTS } from "../twoAgents";
import { upAlone } from "../upAlone";
import { HOME, must } from "../wazuh/onHost";
import { until } from "../wazuh/until";

/** What Wazuh's packages do to a host, and what is left of a policy: docs/upgrade-wazuh.md. */
describe("Wazuh is upgraded by its package under a live policy", () => {
  let lab: Lab;
  let stack: Deployment;
  let config: StackInput;
  let dir: string;
  const NEW = "v4.14.8";
  const hel = (): LabHost => lab.host("hel-1");

  beforeAll(async () => {
    lab = await upLab({ agents: TWO_AGENTS });
    await Promise.all(lab.hosts.map((host) => keepPackage(host, NEW)));
    config = stackConfigOf(lab);
    dir = stackFolder(config);
    stack = await deployment(join(lab.dir, "stack"), config, { say: () => undefined });
    await stack.up();
    await Promise.all(lab.agents.map(reloaded));
  }, 180_000);
  afterAll(() => lab.down());

  const reloaded = async (agent: LabHost): Promise<void> => {
    await until(() => hasReloaded(agent, lab.master), Boolean);
  };
  const versionOf = (host: LabHost): Promise<string> =>
    must(host, `sed -n 's/^VERSION="\\(.*\\)"$/\\1/p' ${HOME}/bin/wazuh-control`);
  const blocked = async (host: LabHost, address: string): Promise<boolean> =>
    (await must(host, "nft list ruleset")).includes(address);
  const isBlocked = async (address: string): Promise<void> => {
    await hel().failedLogins({ from: address, count: 10 });
    await until(() => blocked(hel(), address), Boolean);
  };
  const checked = async (...more: string[]): Promise<{ code: number; drift: object }> => {
    const { code, stdout } = await run(["check", "--dir", dir, "--json", ...more]);
    const hosts = JSON.parse(stdout) as HostCheck[];
    return {
      code,
      drift: Object.fromEntries(
        hosts.map(({ host, drift }) => [host, drift.map(({ what }) => what)]),
      ),
    };
  };
  const CLEAN = { code: 0, drift: { wazuh: [], "hel-1": [], "nbg-1": [] } };
  /** Owner and mode of all that is ours, and of what the package has. */
  const owners = (host: LabHost): Promise<string> =>
    must(
      host,
      `cd ${HOME} && stat -c '%U:%G %a %n' etc etc/* etc/rules/* active-response/bin active-response/bin/* 2>/dev/null | grep -v -e '/shared$' -e 'ossec.conf.new$' || :`,
    );

  it("manager first, then an agent: nothing of the policy is lost, and blocks outlive it", async () => {
    await isBlocked("203.0.113.66");
    const hosts = [lab.master, hel()];
    const before = await Promise.all(hosts.map(owners));
    const conf = await lab.master.read(`${HOME}/etc/ossec.conf`);
    const rows = await lab.master.read(`${HOME}/etc/shared/ar.conf`);
    for (const host of hosts) await takeSteps(host, "unpack", "configure");
    expect(await Promise.all(hosts.map(versionOf))).toEqual([`${NEW}\n`, `${NEW}\n`]);
    expect(await Promise.all(hosts.map(owners))).toEqual(before);
    // A root of its own at the end, where the file said nothing of an indexer: ours at the top is not touched.
    const after = await lab.master.read(`${HOME}/etc/ossec.conf`);
    expect(after.startsWith(conf)).toBe(true);
    expect(after.slice(conf.length)).toContain("<indexer>");
    expect(await lab.master.read(`${HOME}/etc/shared/ar.conf`)).toBe(rows);
    expect(await blocked(hel(), "203.0.113.66")).toBe(true);
    await Promise.all(lab.agents.map(reloaded));
    await until(
      () => checked(),
      ({ code }) => code === 0,
    );
    expect(await checked()).toEqual(CLEAN);
    await isBlocked("203.0.113.67");
    expect((await stack.up()).changes).toEqual([]);
  }, 300_000);

  it("between its files and their configuration the installer touches nothing, and check says why", async () => {
    await takeSteps(lab.master, "unpack");
    const stock = await lab.master.read(`${HOME}/etc/ossec.conf`);
    expect(stock).not.toContain("wazuh-active-response");
    const { stdout } = await run(["check", "--dir", dir, "--json"]);
    const drift = (JSON.parse(stdout) as HostCheck[])[0]?.drift ?? [];
    expect(drift.find(({ what }) => what === "upgrading")?.detail).toBe(
      `the package of Wazuh is half done here: its old ossec.conf waits in ${HOME}/packages_files/manager_config_files, and comes back at its end; let it end (dpkg --configure -a), then check again`,
    );
    await must(lab.master, `${HOME}/bin/wazuh-control start`);
    const said = await upAlone(join(lab.dir, "stack"), { ...config, whitelist: {} });
    expect(said).toContain(
      `the package of Wazuh is half done: its old ossec.conf waits in ${HOME}/packages_files/manager_config_files and would replace what is written now; let it end (dpkg --configure -a), then run again`,
    );
    expect(await lab.master.read(`${HOME}/etc/ossec.conf`)).toBe(stock);
    await takeSteps(lab.master, "configure");
    await must(lab.master, `${HOME}/bin/wazuh-control restart`);
    await stack.configure(config);
    await stack.up();
    await Promise.all(lab.agents.map(reloaded));
    await until(
      () => checked(),
      ({ code }) => code === 0,
    );
  }, 300_000);

  it("a removal and an installation take the manager's part: check names it, one up mends it", async () => {
    await takeSteps(lab.master, "remove", "install", "configure");
    await must(
      lab.master,
      `cp ${HOME}/etc/client.keys.save ${HOME}/etc/client.keys && ${HOME}/bin/wazuh-control start`,
    );
    await Promise.all(lab.agents.map(reloaded));
    const found = await checked("--fix");
    expect(found).toMatchObject({
      code: 2,
      drift: {
        wazuh: expect.arrayContaining(["part", "missing"]) as object,
        // Whose manager no longer names the responses.
        "hel-1": ["ar.conf", "ar.conf", "ar.conf"],
        "nbg-1": ["ar.conf", "ar.conf", "ar.conf"],
      },
    });
    const file = parse(readFileSync(join(dir, "Pulumi.lab.yaml"), "utf8")) as {
      config: Record<string, StackInput["repair"]>;
    };
    const repair = file.config["wazuh-active-response:repair"];
    expect(Object.keys(repair ?? {})).toEqual(["wazuh", "hel-1", "nbg-1"]);
    await stack.configure({ ...config, ...(repair && { repair }) });
    await stack.up();
    await Promise.all(lab.agents.map(reloaded));
    await until(
      () => checked(),
      ({ code }) => code === 0,
    );
    expect(await checked()).toEqual(CLEAN);
  }, 300_000);
});
