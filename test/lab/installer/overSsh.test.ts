import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";

import type { HostCheck } from "../../../cli/lib/checkHosts";
import { runOn } from "../../../ssh/onHost";
import { parseStack } from "../../../config/parseStack";
import type { StackInput } from "../../../policy/model/stack";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { bootstrap, type Mode } from "../../../policy/bundle/bootstrap";
import { printBundle, printSecret, type Bundle } from "../../../policy/bundle/bundle";
import { hostsOf } from "../../../policy/model/fleet";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { run, type Ended } from "../../unit/cli/run";
import { TWO_AGENTS } from "../twoAgents";

const BIN = "/var/ossec/active-response/bin";
const CONF = "/var/ossec/etc/ossec.conf";

let lab: Lab;
let input: StackInput;
let dir: string;
let bundles: ReadonlyMap<string, Bundle>;

/** Writes the stack file of a lab and renders its bundles. */
function stackOf(overrides: Partial<StackInput>): void {
  input = stackConfigOf(lab, overrides);
  const parsed = parseStack(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  dir = mkdtempSync(join(tmpdir(), "stack-"));
  const config = Object.entries(input).map(([key, value]) => [
    `wazuh-active-response:${key}`,
    value,
  ]);
  writeFileSync(
    join(dir, "Pulumi.lab.yaml"),
    `# kept by --fix\n${stringify({ config: Object.fromEntries(config) as unknown }, { lineWidth: 0 })}`,
  );
  writeFileSync(join(dir, "Pulumi.yaml"), "name: wazuh-active-response\nruntime: nodejs\n");
  bundles = new Map(
    bundlesOf(parsed.policy, parsed.fleet, hostsOf(parsed.fleet)).map((one) => [one.host, one]),
  );
}

function install(host: LabHost, mode: Mode): ReturnType<typeof runOn> {
  const to = [input.manager, ...input.agents].find(({ name }) => name === host.name);
  const bundle = bundles.get(host.name);
  if (!to || !bundle) throw new Error(`${host.name} is not in the stack`);
  return runOn(input.ssh, to, bootstrap(mode, input.ssh.sudo ?? false), printBundle(bundle));
}

const check = (...more: string[]): Promise<Ended> =>
  run(["check", "--stack", "lab", "--dir", dir, ...more]);

async function found(): Promise<{ code: number; of: Map<string, HostCheck> }> {
  const { code, stdout } = await check("--json");
  const all = JSON.parse(stdout) as HostCheck[];
  return { code, of: new Map(all.map((one) => [one.host, one])) };
}

async function applyAll(): Promise<void> {
  for (const host of [...lab.agents, lab.master]) {
    expect(await install(host, "apply")).toMatchObject({ code: 0, stderr: "" });
  }
  // The manager hands its ar.conf on to the agents.
  for (let tries = 0; (await found()).code !== 0; tries++) {
    if (tries > 40) throw new Error((await check()).stdout);
  }
}

describe("a fleet that is reached as a user who is not root", () => {
  beforeAll(async () => {
    lab = await upLab({
      agents: TWO_AGENTS,
      attacker: false,
      sudoUser: true,
    });
    stackOf({});
    stackOf({ ssh: { ...input.ssh, user: "deploy", sudo: true } });
  }, 180_000);
  afterAll(async () => {
    await lab.down();
  });

  it("is all drift before its first rollout, and clean after it, by sudo -n", async () => {
    const before = await found();
    expect(before.code).toBe(2);
    expect(before.of.get("hel-1")?.drift).toContainEqual({
      what: "missing",
      detail: `${BIN}/guarded-block-ip`,
    });
    await applyAll();
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout.match(/clean/g)).toHaveLength(3);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  }, 180_000);

  it("without sudo is refused with what to set", async () => {
    const plain = { ...input.ssh, sudo: false };
    const bundle = printBundle(bundles.get("hel-1") as Bundle);
    const to = input.agents[0] as StackInput["manager"];
    const { code, stderr } = await runOn(plain, to, bootstrap("apply", false), bundle);
    expect(code).toBe(65);
    expect(stderr).toMatch(
      /runs as deploy; connect as root, or set ssh\.sudo: true; nothing was changed/,
    );
  });

  it.each<[string, string, string, string, string, string | RegExp]>([
    [
      "a changed script",
      "hel-1",
      `cp -p ${BIN}/guarded-block-ip /root/kept; echo '# mine' >>${BIN}/guarded-block-ip`,
      `mv /root/kept ${BIN}/guarded-block-ip`,
      "tampered",
      `${BIN}/guarded-block-ip`,
    ],
    [
      "a missing script",
      "hel-1",
      `mv ${BIN}/guarded-block-ip /root/kept`,
      `mv /root/kept ${BIN}/guarded-block-ip`,
      "missing",
      `${BIN}/guarded-block-ip`,
    ],
    [
      "a script that became a symbolic link",
      "hel-1",
      `mv ${BIN}/guarded-block-ip /root/kept; ln -s /root/kept ${BIN}/guarded-block-ip`,
      `mv -T /root/kept ${BIN}/guarded-block-ip`,
      "no plain file",
      `${BIN}/guarded-block-ip is a symbolic link; remove it, then check --fix and pulumi up bring the file back`,
    ],
    [
      "a folder in the place of a script",
      "hel-1",
      `mv ${BIN}/guarded-block-ip /root/kept; mkdir ${BIN}/guarded-block-ip`,
      `rmdir ${BIN}/guarded-block-ip; mv /root/kept ${BIN}/guarded-block-ip`,
      "no plain file",
      `${BIN}/guarded-block-ip; move it away, then check --fix and pulumi up bring the file back`,
    ],
    [
      "a wrong mode",
      "nbg-1",
      `chmod 0755 ${BIN}/guarded-block-ip`,
      `chmod 0750 ${BIN}/guarded-block-ip`,
      "wrong mode",
      `${BIN}/guarded-block-ip (root:wazuh 0755)`,
    ],
    [
      "a wrong owner",
      "nbg-1",
      `chown deploy ${BIN}/guarded-block-ip`,
      `chown root ${BIN}/guarded-block-ip`,
      "wrong owner",
      /guarded-block-ip \(deploy:wazuh 0750\)/,
    ],
    [
      "an edit in our part",
      "wazuh",
      `cp -p ${CONF} /root/kept; sed -i 's/<timeout>3600/<timeout>60/' ${CONF}`,
      `mv /root/kept ${CONF}`,
      "part",
      /our part of .*ossec\.conf is edited, outdated or gone/,
    ],
    [
      "a conflict outside our part",
      "wazuh",
      `cp -p ${CONF} /root/kept; echo '<ossec_config><global><white_list></white_list></global></ossec_config>' >>${CONF}`,
      `mv /root/kept ${CONF}`,
      "conflict",
      /ossec\.conf line \d+: an empty <white_list> matches every address/,
    ],
    [
      "a row that ar.conf lost",
      "hel-1",
      "cp -p /var/ossec/etc/shared/ar.conf /root/kept; sed -i /guarded-block-ip/d /var/ossec/etc/shared/ar.conf",
      "mv /root/kept /var/ossec/etc/shared/ar.conf",
      "ar.conf",
      /no row "firewall-drop3600 - guarded-block-ip - 3600" in/,
    ],
    [
      "execd without its queue",
      "hel-1",
      "mv /var/ossec/queue/alerts/execq /root/kept",
      "mv /root/kept /var/ossec/queue/alerts/execq",
      "execd",
      /wazuh-execd has no queue/,
    ],
    [
      "an agent whose execd crashed and was started again",
      "hel-1",
      "kill -9 $(cat /var/ossec/var/run/wazuh-execd-*.pid); /var/ossec/bin/wazuh-control start",
      "/var/ossec/bin/wazuh-control restart",
      "execd",
      "wazuh-agentd still holds the queue of a wazuh-execd that has ended, and has not connected to the one that runs within 15 s of its start: that hears nothing of the manager, and every response is lost; restart Wazuh (systemctl restart wazuh-agent), then run again",
    ],
    [
      "a manager whose execd crashed and was started again",
      "wazuh",
      "kill -9 $(cat /var/ossec/var/run/wazuh-execd-*.pid); /var/ossec/bin/wazuh-control start",
      "/var/ossec/bin/wazuh-control reload",
      "execd",
      "wazuh-analysisd still holds the queue of a wazuh-execd that has ended: the next response on this host is lost; restart Wazuh (systemctl restart wazuh-manager)",
    ],
    [
      "an execd that is told to run nothing, beside the queue of the run before",
      "hel-1",
      `cp -p ${CONF} /root/kept; echo '<ossec_config><active-response><disabled>yes</disabled></active-response></ossec_config>' >>${CONF}; sed -i 's#<disabled>no</disabled>#<disabled>yes</disabled>#' ${CONF}; /var/ossec/bin/wazuh-control restart; test -S /var/ossec/queue/alerts/execq`,
      `mv /root/kept ${CONF}; /var/ossec/bin/wazuh-control restart`,
      "execd",
      "wazuh-execd has no queue: active response is disabled in this host's own /var/ossec/etc/ossec.conf (<disabled>yes</disabled>)",
    ],
  ])("%s is found and named, on that host only", async (_, name, harm, mend, what, detail) => {
    const host = lab.host(name);
    await host.run(harm);
    const { code, of } = await found();
    await host.run(mend);
    expect(code).toBe(2);
    const { drift = [] } = of.get(name) ?? {};
    expect(drift.map((one) => one.what)).toContain(what);
    const said = drift.filter((one) => one.what === what).map((one) => one.detail);
    const named = (text: string): boolean =>
      typeof detail === "string" ? text === detail : detail.test(text);
    expect(said.filter(named)).not.toEqual([]);
    const others = [...of.values()].filter(({ host: other }) => other !== name);
    expect(others.map(({ state }) => state)).toEqual(["clean", "clean"]);
  });

  it("an agent that reloads just then is waited for, and has no drift", async () => {
    const reload = lab.host("hel-1").run("/var/ossec/bin/wazuh-control reload");
    const state = { ended: false };
    void reload.then(() => (state.ended = true));
    const seen: unknown[] = [];
    for (let looks = 0; !state.ended || looks < 2; looks++) {
      const { code, of } = await found();
      seen.push([code, of.get("hel-1")?.drift]);
    }
    expect((await reload).code).toBe(0);
    expect(seen).toEqual(seen.map(() => [0, []]));
  }, 180_000);

  it("whose manager runs with another configuration than its file is told from a clean one", async () => {
    const { master } = lab;
    // Loaded without our part, then the file put back: what stands in the file is right, what runs is not.
    await master.run(
      `cp -p ${CONF} /root/kept; sed -i '/active-response: begin/,/active-response: end/d' ${CONF}; /var/ossec/bin/wazuh-control reload; mv /root/kept ${CONF}`,
    );
    const { code, of } = await found();
    expect(code).toBe(2);
    expect(of.get("wazuh")?.drift.map(({ what }) => what)).toContain("loaded");
    expect(JSON.parse((await install(master, "apply")).stdout)).toMatchObject({
      restart: "reload",
      changed: [],
    });
    await applyAll();
  }, 180_000);

  it("has the hosts with drift written down for the next up, and nothing else of the file touched", async () => {
    const file = join(dir, "Pulumi.lab.yaml");
    const before = readFileSync(file, "utf8");
    await lab.host("hel-1").run(`echo '# mine' >>${BIN}/guarded-block-ip`);
    const { code, stderr } = await check("--fix");
    expect(code).toBe(2);
    expect(stderr).toMatch(/noted for repair: hel-1; run pulumi up/);
    const after = readFileSync(file, "utf8");
    expect(after.startsWith(before.trimEnd())).toBe(true);
    expect(after.slice(before.trimEnd().length)).toMatch(
      /^\s+wazuh-active-response:repair:\n\s+hel-1: \d{4}-\d\d-\d\dT[\d:.]+Z\n$/,
    );
    expect((await install(lab.host("hel-1"), "apply")).code).toBe(0);
    expect((await check()).code).toBe(0);
  });

  it("tells hosts that cannot be reached, and a host key that is not the pinned one", async () => {
    await lab.host("nbg-1").stopSsh();
    const off = await found();
    await lab.host("nbg-1").startSsh();
    expect(off.code).toBe(3);
    expect(off.of.get("nbg-1")).toMatchObject({ state: "unreachable" });
    expect(off.of.get("hel-1")).toMatchObject({ state: "clean" });

    const agents = input.agents.map((agent) => ({ ...agent, hostKey: lab.master.hostKey }));
    const kept = { input, dir };
    stackOf({ ssh: input.ssh, agents });
    const wrong = await found();
    ({ input, dir } = kept);
    expect(wrong.code).toBe(3);
    expect(wrong.of.get("hel-1")?.reason).toMatch(
      /its host key is not the one that the stack pins; find out why before you change the stack/,
    );
    expect(wrong.of.get("wazuh")).toMatchObject({ state: "clean" });
  }, 180_000);

  it("keeps a secret out of everything but its file", async () => {
    const to = input.manager;
    const document = printSecret(
      { name: "wazuh", role: "master" },
      { path: "/etc/wazuh-api-password", content: "open sesame", owner: "root", group: "root" },
    );
    const written = await runOn(input.ssh, to, bootstrap("secret", true), document);
    expect(written).toEqual({
      code: 0,
      stdout: '{"host":"wazuh","secret":"written"}\n',
      stderr: "",
    });
    expect(
      (
        await lab.master.run(
          "stat -c '%U %G %a' /etc/wazuh-api-password; cat /etc/wazuh-api-password",
        )
      ).stdout,
    ).toBe("root root 600\nopen sesame");
    const elsewhere = await lab.master.run(
      "grep -rls sesame /run /tmp /var/tmp /var/lib/wazuh-active-response /var/ossec/logs /var/log; true",
    );
    expect(elsewhere.stdout).toBe("");
    await lab.master.run("mkdir /etc/taken");
    const refused = await runOn(
      input.ssh,
      to,
      bootstrap("secret", true),
      document.replaceAll("/etc/wazuh-api-password", "/etc/taken"),
    );
    expect(refused.code).toBe(65);
    expect(refused.stderr + refused.stdout).not.toContain("sesame");
    expect((await check()).code).toBe(0);
    const forgotten = await runOn(input.ssh, to, bootstrap("forget", true), document);
    expect(forgotten.code).toBe(0);
    expect((await lab.master.run("ls /etc/wazuh-api-password")).code).not.toBe(0);
  });

  it("is as it was before, byte for byte, when everything is removed", async () => {
    for (const host of [lab.master, ...lab.agents]) {
      expect((await install(host, "remove")).code).toBe(0);
      const left = await host.run(
        `grep -c wazuh-active-response ${CONF}; ls -A ${BIN} | grep -E 'guarded-block-ip|kill-mal'; ls -d /var/lib/wazuh-active-response /var/ossec/etc/rules/zz_*; nft list tables | grep wazuh_active`,
      );
      expect(left.stdout).toBe("0\n");
    }
  }, 180_000);
});

describe("a fleet behind a bastion", () => {
  beforeAll(async () => {
    lab = await upLab({
      agents: [{ name: "hel-1", location: "hel1" }],
      attacker: false,
      bastion: true,
    });
    stackOf({});
  }, 180_000);
  afterAll(async () => {
    await lab.down();
  });

  it("is rolled out and checked through it, its key pinned too", async () => {
    await applyAll();
    const { proxy } = input.ssh;
    if (!proxy) throw new Error("the lab has no bastion");
    stackOf({ ssh: { ...input.ssh, proxy: { ...proxy, hostKey: lab.master.hostKey } } });
    const wrong = await found();
    expect(wrong.code).toBe(3);
    expect(wrong.of.get("hel-1")?.reason).toMatch(
      /its host key is not the one that the stack pins/,
    );
  }, 180_000);
});
