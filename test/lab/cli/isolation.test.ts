import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { parseStack } from "../../../config/parseStack";
import { upOperatorLab } from "../../../lab/operator/operatorLab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { runProgram, type Outcome } from "../../../lab/process";
import { HetznerApi } from "../../../lab/hetzner/api";
import { firewallsOn, firewallThere, serverThere } from "../../../lab/hetzner/there";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { bundleOf, printBundle, printPaths, type Bundle } from "../../../policy/bundle/bundle";
import { hostsOf } from "../../../policy/model/fleet";
import { renderHost } from "../../../policy/render/renderHost";
import { run, type Ended } from "../../unit/cli/run";
import { HOME, must } from "../wazuh/onHost";
import { until } from "../wazuh/until";

let lab: Lab;
let dir: string;
let hel: LabHost;

const verb = (...args: string[]): Promise<Ended> => run([...args, "--dir", dir]);
const isolate = (...more: string[]) =>
  verb("isolate", "hel-1", "--yes", "hel-1", "--reason", "test", ...more);
const release = (...more: string[]) => verb("release", "hel-1", "--yes", "hel-1", ...more);
const isolated = (): Promise<boolean> =>
  hel.run("nft list table inet wazuh_active_response_isolation").then(({ code }) => code === 0);
const stackFile = (): string => join(dir, "Pulumi.lab.yaml");
const isActive = async (): Promise<boolean> =>
  (await verb("status", "--no-drift", "--json")).stdout.includes('"state": "active"');

beforeAll(async () => {
  const up = await upOperatorLab();
  ({ lab, dir } = up);
  Object.assign(process.env, up.environment);
  hel = lab.host("hel-1");
}, 180_000);

afterAll(async () => {
  await lab.down();
});

describe("the proof", () => {
  it("is packets of the manager that our own rules let in", async () => {
    const { code, stdout } = await isolate();
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^✓ hel-1 \(001\) is isolated, after [\d.]+ s; proof: (?:over SSH, its nft table is loaded, and \d+ packets? came from the manager since \(isolated: until it is released; manager: [\d. ]+\)|its log line reached the manager, rule 657)\n$/,
      ) as string,
    ]);
    expect((await release()).code).toBe(0);
  });

  it("is missing where the agent is silent; then it stays isolated, and the way out is said", async () => {
    // An intruder who stops the agent just then: execd has the message already, and nothing of the manager comes any more.
    await must(
      hel,
      `cp -p ${HOME}/active-response/bin/custom-isolate /root/kept
       sed -i '2i kill -STOP $(cat /var/ossec/var/run/wazuh-agentd-*.pid) $(cat /var/ossec/var/run/wazuh-logcollector-*.pid)' ${HOME}/active-response/bin/custom-isolate`,
    );
    const { code, stdout } = await isolate();
    await must(hel, `cp -p /root/kept ${HOME}/active-response/bin/custom-isolate`);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^✗ hel-1 \(001\) is cut off, but NOT PROVEN: its nft table is loaded, and its wazuh-agentd does not run \(isolated: .*\)\.\n {2}It stays isolated\..*\n {2}To release it: active-response release hel-1 goes over SSH to the agent; or at its console, as root:\n {2}echo '.*' \| \/var\/ossec\/active-response\/bin\/custom-release\n$/,
    );
    expect(await isolated()).toBe(true);
    // The release cannot arrive by the manager; over SSH it does.
    const out = await release("--within", "3");
    expect([out.code, await isolated()]).toEqual([0, false]);
    expect(out.stdout).toContain(
      "over SSH to the agent, since the manager's command did not arrive: its nft table is gone (released: by hand)",
    );
    await must(
      hel,
      "kill -CONT $(cat /var/ossec/var/run/wazuh-agentd-*.pid) $(cat /var/ossec/var/run/wazuh-logcollector-*.pid)",
    );
    await until(isActive, (yes) => yes);
  }, 120_000);
});

describe("the printed call", () => {
  interface Page {
    readonly agent: { readonly name: string | null; readonly id: string | null };
    readonly curl: string;
    readonly fillIn: readonly string[];
  }
  const printed = async (what: "isolate" | "release", agent = "hel-1"): Promise<Page> => {
    const { code, stdout } = await verb(what, agent, "--print", "--json");
    expect(code).toBe(0);
    return JSON.parse(stdout) as Page;
  };
  // Without a terminal curl asks for the password on standard input.
  const byHand = (text: string, password = process.env["WAZUH_API_PASSWORD"]): Promise<Outcome> =>
    runProgram("setsid", ["-w", "sh", "-c", text], `${password ?? ""}\n`);
  const journal = (): string => {
    const file = join(dir, "active-response.lab.journal.jsonl");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };

  it("does nothing by itself; run in a shell it isolates the agent, and lets it back in", async () => {
    const before = journal();
    const page = await printed("isolate");
    expect([page.agent, page.fillIn]).toEqual([{ name: "hel-1", id: "001" }, []]);
    expect([await isolated(), journal()]).toEqual([false, before]);
    const sent = await byHand(page.curl);
    expect([sent.code, JSON.parse(sent.stdout)]).toMatchObject([
      0,
      { data: { affected_items: ["001"], failed_items: [] }, error: 0 },
    ]);
    await until(isolated, (yes) => yes);
    const other = await lab
      .host("nbg-1")
      .run("nft list table inet wazuh_active_response_isolation");
    expect(other.code).not.toBe(0);
    expect((await byHand((await printed("release", "001")).curl)).code).toBe(0);
    await until(isolated, (yes) => !yes);
  });

  it("sends nothing to another certificate, and nothing with a wrong password or an id to be given", async () => {
    const { curl } = await printed("isolate");
    const other = await byHand(curl.replace(/= '[0-9A-F]{2}:/, "= 'FILL-IN:"));
    expect([other.code, other.stdout, other.stderr]).toEqual([
      1,
      "",
      expect.stringMatching(
        /^the API shows another certificate: .*Fingerprint=[0-9A-F:]+; nothing was sent\n$/,
      ) as string,
    ]);
    // What was compared is what curl speaks to: another key is refused before the log-in.
    const pin = await byHand(curl.replace('"sha256//$pin"', `"sha256//${"A".repeat(43)}="`));
    expect([pin.code, pin.stdout]).toEqual([90, ""]);
    const wrong = await byHand(curl, "wrong");
    expect([wrong.code, wrong.stdout]).toEqual([22, ""]);
    const open = await byHand(curl.replace("agents_list=001", "agents_list=FILL-IN"));
    expect(open.stdout).toContain("'agents_list' does not match the format");
    expect(await isolated()).toBe(false);
  });
});

describe("a release", () => {
  it("goes over SSH to an agent that the manager holds for disconnected, and says what to do where SSH does not get there", async () => {
    await isolate();
    await must(hel, `${HOME}/bin/wazuh-control stop >/dev/null 2>&1`);
    await until(
      () => verb("isolate", "hel-1", "--yes", "none", "--reason", "test"),
      ({ stderr }) => stderr.includes("agent hel-1 (001) is disconnected"),
    );
    await hel.stopSsh();
    const none = await release();
    await hel.startSsh();
    expect([none.code, await isolated()]).toEqual([3, true]);
    expect(none.stdout).toMatch(
      /^✗ hel-1 \(001\): the manager reports the agent as disconnected, and SSH does not reach it \(.*\); release it at its console, as root: echo .*custom-release\n$/,
    );
    const { code, stdout } = await release();
    expect([code, await isolated()]).toEqual([0, false]);
    expect(stdout).toMatch(
      /^✓ hel-1 \(001\) is released, after [\d.]+ s; proof: over SSH to the agent, since the manager reports the agent as disconnected: its nft table is gone \(released: by hand\)\n$/,
    );
    await must(hel, `${HOME}/bin/wazuh-control start >/dev/null 2>&1`);
    await until(isActive, (yes) => yes);
  }, 120_000);
});

describe("taking isolation off a host that is isolated", () => {
  const bundleFor = (releaseFirst: boolean, kinds: readonly string[]): Bundle => {
    const config = (parse(readFileSync(stackFile(), "utf8")) as { config: Record<string, unknown> })
      .config;
    const keys = Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key.replace("wazuh-active-response:", ""),
        value,
      ]),
    );
    const responses = (keys["responses"] as { kind: string }[]).filter(({ kind }) =>
      kinds.includes(kind),
    );
    const parsed = parseStack({
      ...keys,
      responses,
      ...(releaseFirst && { rollout: { releaseFirst: ["hel-1"] } }),
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    const host = hostsOf(parsed.fleet).find(({ name }) => name === "hel-1");
    if (!host) throw new Error("no hel-1");
    return bundleOf(host, renderHost(parsed.policy, parsed.fleet, host));
  };
  const ALL = ["block-ip", "kill-process", "isolate-host"];
  const files = (): Promise<string> => must(hel, `ls ${HOME}/active-response/bin`);
  const apply = (bundle: Bundle) =>
    hel.run(bootstrap("apply", false), { input: printBundle(bundle) });

  it.each([
    ["prune", (first: boolean) => printPaths(bundleFor(first, ["block-ip", "kill-process"]))],
    ["remove", (first: boolean) => printBundle(bundleFor(first, ALL))],
  ] as const)("%s: refused with its name, or released first when told so", async (mode, input) => {
    expect((await isolate()).code).toBe(0);
    const before = await files();
    const refused = await hel.run(bootstrap(mode, false), { input: input(false) });
    expect([refused.code, refused.stderr.trim(), await files(), await isolated()]).toEqual([
      65,
      "hel-1: refused: this host is isolated, and would lose the script that releases it; run active-response release hel-1 and then this again, or write rollout.releaseFirst: [hel-1] and run pulumi up before it; nothing was changed",
      before,
      true,
    ]);
    const { code, stderr } = await hel.run(bootstrap(mode, false), { input: input(true) });
    expect([code, stderr.trim()]).toEqual([
      0,
      "hel-1: this host is isolated; it is released first, as rollout.releaseFirst says",
    ]);
    expect([await isolated(), (await files()).includes("custom-release")]).toEqual([false, false]);
    expect((await apply(bundleFor(false, ALL))).code).toBe(0);
  });
});

describe("from outside, by Hetzner's firewall", () => {
  let hetzner: HetznerApi;
  const on = (id: number): string[] => firewallsOn(hetzner.project, id);
  beforeAll(async () => {
    hetzner = await HetznerApi.start({ token: "the-token" });
    const { project } = hetzner;
    serverThere(project, { id: 7, name: "hel-1", ipv4: "192.0.2.9" });
    const private_net = [{ network: 1, ip: "10.7.0.2" }];
    serverThere(project, { id: 42, name: "git", ipv4: hel.address, private_net });
    firewallThere(project, 1, "ssh", [42]);
    Object.assign(process.env, { HCLOUD_ENDPOINT: hetzner.endpoint, HCLOUD_TOKEN: "the-token" });
  });
  afterAll(async () => {
    delete process.env["HCLOUD_ENDPOINT"];
    delete process.env["HCLOUD_TOKEN"];
    await hetzner.stop();
  });
  const OURS = "wazuh-active-response-isolation-42";

  it("alone: the server with the agent's address, whatever it is called; release takes it off", async () => {
    const { code, stdout } = await isolate("--outside", "only");
    expect([code, stdout, await isolated(), on(42), on(7)]).toEqual([
      0,
      [
        "hel-1 (001):",
        "  Hetzner's firewall cuts server git (42) off from outside",
        "  removed until release puts them back: ssh",
        "  its private network (10.7.0.2) is not covered by Hetzner's firewalls",
        "",
      ].join("\n"),
      false,
      [OURS],
      [],
    ]);
    const master = `${lab.master.address}/32`;
    expect(hetzner.project.firewalls.at(-1)?.rules).toEqual([
      ...[1514, 1515, 1517].map((port) => ({
        ...{ direction: "out", protocol: "tcp", port: String(port) },
        ...{ destination_ips: [master], description: "manager" },
      })),
      {
        ...{ direction: "out", protocol: "udp", port: "1514" },
        ...{ destination_ips: [master], description: "manager" },
      },
      {
        ...{ direction: "in", protocol: "tcp", port: "22" },
        ...{
          source_ips: [`${lab.master.address.replace(/\d+$/, "1")}/32`],
          description: "the operator's SSH",
        },
      },
    ]);
    const back = await release();
    expect([back.code, on(42)]).toEqual([0, ["ssh"]]);
    expect(back.stdout).toContain(
      "  Hetzner's firewall is off server git (42) again; back on it: ssh\n",
    );
  });

  it("beside the table: both, and both go", async () => {
    const { code, stdout } = await isolate("--outside");
    expect([code, await isolated(), on(42)]).toEqual([0, true, [OURS]]);
    expect(stdout).toMatch(
      /^✓ hel-1 \(001\) is isolated, .*\n {2}Hetzner's firewall cuts server git/,
    );
    expect([(await release()).code, await isolated(), on(42)]).toEqual([0, false, ["ssh"]]);
  });

  it("one that is not Hetzner's is one sentence, and the token is in no command line and no output", async () => {
    const SENTENCE =
      "nbg-1 is not a Hetzner server, as far as the stack and its token show, so it cannot be cut off from outside; use the firewall of its own network";
    const args = ["isolate", "nbg-1", "--yes", "nbg-1", "--reason", "test", "--outside"];
    const alone = await verb(...args, "only");
    expect([alone.code, alone.stderr.split("\n").at(-2)]).toEqual([
      64,
      `active-response: ${SENTENCE}`,
    ]);
    const beside = await verb(...args);
    expect([beside.code, beside.stderr.split("\n")]).toEqual([
      2,
      expect.arrayContaining([SENTENCE]),
    ]);
    expect((await verb("release", "nbg-1", "--yes", "nbg-1")).code).toBe(0);
    expect(JSON.stringify([alone, beside])).not.toContain("the-token");
  });

  it("where Hetzner does not answer, the table is made, and a release is none the worse for it", async () => {
    process.env["HCLOUD_ENDPOINT"] = "http://127.0.0.1:9/v1";
    const { code, stderr } = await isolate("--outside");
    expect([code, await isolated()]).toEqual([2, true]);
    expect(stderr).toMatch(/^Hetzner's API does not answer \(.*\)$/m);
    const back = await release();
    expect([back.code, await isolated()]).toEqual([0, false]);
    expect(back.stderr).toMatch(
      /^warning: it is not known whether Hetzner's firewall is on hel-1: /m,
    );
  });
});
