import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { parse, stringify } from "yaml";

import { tlsTransport } from "../../../cli/lib/api/transport";
import { upOperatorLab } from "../../../lab/operator/operatorLab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { mustRun } from "../../../lab/process";
import { run, type Ended } from "../../unit/cli/run";
import { HOME, must } from "../wazuh/onHost";
import { until } from "../wazuh/until";

let lab: Lab;
let dir: string;
let hel: LabHost;
let nbg: LabHost;

const verb = (...args: string[]): Promise<Ended> => run([...args, "--dir", dir]);
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what the verb prints
const json = async <T>(...args: string[]): Promise<{ code: number; value: T }> => {
  const { code, stdout, stderr } = await verb(...args, "--json");
  if (stdout === "") throw new Error(stderr);
  return { code, value: JSON.parse(stdout) as T };
};
const isolated = (host: LabHost): Promise<boolean> =>
  host.run("nft list table inet wazuh_active_response_isolation").then(({ code }) => code === 0);
const isolate = (...more: string[]) =>
  json<{ outcome: string; proof?: string }[]>(
    "isolate",
    "hel-1",
    "--yes",
    "hel-1",
    "--reason",
    "test",
    ...more,
  );
const release = () => json<{ outcome: string }[]>("release", "001", "--yes", "hel-1");

beforeAll(async () => {
  const up = await upOperatorLab();
  ({ lab, dir } = up);
  Object.assign(process.env, up.environment);
  hel = lab.host("hel-1");
  nbg = lab.host("nbg-1");
}, 180_000);

afterAll(async () => {
  await lab.down();
});

describe("the API's certificate", () => {
  const request = { method: "GET", path: "/agents", headers: {} } as const;
  const url = (): string => `https://${lab.master.address}:55000`;
  const pem = (): Promise<string> => lab.master.read(`${HOME}/api/configuration/ssl/server.crt`);

  it("is taken by its fingerprint, and nothing is sent to any other", async () => {
    const stack = readFileSync(join(dir, "Pulumi.lab.yaml"), "utf8");
    const certificate = /certificate: (\S+)/.exec(stack)?.[1] ?? "";
    expect((await tlsTransport(url(), { certificate })(request)).status).toBe(401);
    const other = certificate.replace(/^../, certificate.startsWith("00") ? "01" : "00");
    await expect(tlsTransport(url(), { certificate: other })(request)).rejects.toThrow(
      new RegExp(`presents the certificate ${certificate}, not the one in api.certificate`),
    );
  });

  it("is taken from an authority for its own name only", async () => {
    const file = join(dir, "installed.pem");
    await mustRun("tee", [file], await pem());
    await expect(tlsTransport(url(), { caFile: file })(request)).rejects.toThrow(
      /is not signed by api.caFile; nothing was sent/,
    );
    const [key, cert] = [join(dir, "own.key"), join(dir, "own.pem")];
    await mustRun("openssl", [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=x".split(
        " ",
      ),
      ...["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
    ]);
    let asked = 0;
    const server = createServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (_, answer) => {
        asked += 1;
        answer.end("{}");
      },
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const own = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await tlsTransport(own, { caFile: cert })(request)).body).toBe("{}");
    await expect(tlsTransport(own, { caFile: file })(request)).rejects.toThrow(/nothing was sent/);
    expect(asked).toBe(1);
    server.close();
  });
});

describe("isolate and release", () => {
  it("one agent, by the API, proven by its own nft table; status tells; released again", async () => {
    expect(await lab.attacker?.reaches(hel, "203.0.113.66")).toBe(true);
    const { code, value } = await isolate("--alert", "1800000000.1");
    expect({ code, value }).toMatchObject({
      code: 0,
      value: [{ name: "hel-1", id: "001", outcome: "isolate" }],
    });
    expect(value[0]?.proof).toMatch(/its nft table is loaded|its log line reached the manager/);
    expect([await isolated(hel), await isolated(nbg)]).toEqual([true, false]);
    expect(await lab.attacker?.reaches(hel, "203.0.113.66")).toBe(false);
    const status = await json<{ host: string; isolated?: object }[]>("status", "--no-drift");
    expect(status.value.map((row) => [row.host, row.isolated !== undefined])).toEqual([
      ["wazuh", false],
      ["hel-1", true],
      ["nbg-1", false],
    ]);
    expect(await release()).toMatchObject({ code: 0, value: [{ outcome: "release" }] });
    expect(await lab.attacker?.reaches(hel, "203.0.113.66")).toBe(true);
  });

  it("writes who, why and for which alert to the journal and to the manager's log", async () => {
    const journal = readFileSync(join(dir, "active-response.lab.journal.jsonl"), "utf8");
    const [first] = journal.split("\n");
    expect(JSON.parse(first ?? "")).toMatchObject({
      verb: "isolate",
      agents: ["hel-1"],
      reason: "test",
      alert: "1800000000.1",
      way: "the API",
    });
    expect(await lab.master.log()).toContain(`wazuh-active-response: ${first ?? ""}`);
  });

  it("without the name nothing happens", async () => {
    const { code, stderr } = await verb("isolate", "hel-1", "--reason", "test", "--yes", "nbg-1");
    expect([code, stderr.split("\n").at(-2)]).toEqual([
      64,
      'nothing was done: "hel-1" was not confirmed',
    ]);
    expect(await verb("isolate", "hel-1", "--reason", "test")).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("no terminal to ask on; confirm with --yes hel-1") as string,
    });
    expect(await isolated(hel)).toBe(false);
  });

  it.each(["all", "*", "000", "wazuh", "001,002"])("%s is no agent", async (named) => {
    const { code, stderr } = await verb("isolate", named, "--reason", "test", "--yes", named);
    expect([code, stderr]).toEqual([
      64,
      `active-response: agent "${named}" is not known to the manager; write the name or id of one of its agents: hel-1 (001), nbg-1 (002)\n`,
    ]);
  });

  it("is proven by the agent's log line on the manager where SSH to the agent is cut", async () => {
    await hel.stopSsh();
    const { code, value } = await isolate();
    await hel.startSsh();
    expect([code, value[0]?.proof]).toEqual([0, "its log line reached the manager, rule 657"]);
    expect(await isolated(hel)).toBe(true);
    await release();
  });

  it("tells the agent's own reason where it refuses", async () => {
    const conf = await hel.read(`${HOME}/etc/ossec.conf`);
    await must(
      hel,
      `sed -i 's#<address>.*</address>#<address>nobody.invalid</address>#' ${HOME}/etc/ossec.conf`,
    );
    const { code, value } = await isolate();
    await must(hel, `cat >${HOME}/etc/ossec.conf`, conf);
    expect([code, value]).toMatchObject([
      2,
      [
        {
          outcome: "refused",
          proof: "the manager would be cut off: no address for nobody.invalid",
        },
      ],
    ]);
    expect(await isolated(hel)).toBe(false);
  });

  it("a refusal of the API, in plain words", async () => {
    await must(lab.master, `echo 001 >${HOME}/var/lab/ar-disabled`);
    const { code, stderr } = await verb("isolate", "hel-1", "--reason", "test", "--yes", "hel-1");
    await must(lab.master, `rm ${HOME}/var/lab/ar-disabled`);
    expect([code, stderr.split("\n").at(-2)]).toEqual([
      2,
      "active-response: agent 001: active response is disabled in the agent's own ossec.conf; write <disabled>no</disabled> in its <active-response> and restart it (1750)",
    ]);
  });

  it("goes over SSH where the API is down, and says so", async () => {
    // Until it ended: one that is still ending would break the connection instead of refusing it.
    await must(
      lab.master,
      `pid=$(cat ${HOME}/var/run/wazuh-apid-*.pid); kill $pid; while kill -0 $pid 2>/dev/null; do sleep 0.05; done`,
    );
    const { code, stderr } = await verb("isolate", "hel-1", "--yes", "hel-1", "--reason", "test");
    expect(code).toBe(0);
    expect(stderr).toMatch(/^the API is down \(10\..*ECONNREFUSED.*\); going over SSH to wazuh$/m);
    expect([await isolated(hel), await isolated(nbg)]).toEqual([true, false]);
    expect((await release()).code).toBe(0);
    const alone = await verb(
      "isolate",
      "hel-1",
      "--yes",
      "hel-1",
      "--reason",
      "test",
      "--over",
      "api",
    );
    expect([alone.code, await isolated(hel)]).toEqual([3, false]);
    await must(lab.master, `${HOME}/bin/wazuh-apid`);
  });
});

describe("blocks and unblock", () => {
  const FROM = "203.0.113.66";

  it("tells who is blocked, why and until when, and the line that it came from", async () => {
    await hel.failedLogins({ from: FROM, count: 8 });
    const { value } = await until(
      () => json<{ blocks: Record<string, unknown>[] }>("blocks"),
      ({ value: { blocks } }) => blocks.length > 0,
    );
    expect(value.blocks).toMatchObject([
      { host: "hel-1", address: FROM, blocked: true, rule: "5763" },
    ]);
    expect(value.blocks[0]?.["left"]).toBeGreaterThan(3500);
    const { code, stdout } = await verb("blocks", FROM);
    expect(code).toBe(0);
    expect(stdout).toMatch(/203\.0\.113\.66 .*hel-1 .*5[5-9]m.*5763/);
    expect(stdout).toMatch(/ {2}\d{4}\/\d\d\/\d\d [\d:]{8} {2}blocked, rule 5763: for 3600s/);
    expect(stdout).toContain(`the alert came from: `);
    expect(stdout).toMatch(/Failed password for admin from 203\.0\.113\.66 port \d+ ssh2/);
    expect(
      Math.max(
        ...stdout
          .split("\n")
          .filter((line) => /[│┌└├]/.test(line))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
  });

  it("lifts it where it is, and tells that it was nowhere else", async () => {
    const first = await verb("unblock", FROM, "--agent", "nbg-1");
    expect([first.code, first.stdout]).toEqual([1, `${FROM} was not blocked on 1 host(s)\n`]);
    const { code, stdout } = await verb("unblock", FROM, "--reason", "our own monitor");
    expect([code, stdout]).toEqual([
      0,
      `✓ hel-1: ${FROM} is no longer blocked\n${FROM} was not blocked on 2 host(s)\n`,
    ]);
    expect(await must(hel, "nft list ruleset")).not.toContain(FROM);
    expect(await verb("blocks", FROM)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`${FROM} is blocked nowhere`) as string,
    });
  });

  it("refuses what is no address, before anything is asked", async () => {
    for (const text of ["203.0.113", "hel-1", "203.0.113.0/23", "203.0.113.7/24", "$(reboot)"])
      expect((await verb("unblock", text)).code).toBe(64);
  });
});

describe("status", () => {
  it("shows drift, and hosts that cannot be reached", async () => {
    const file = `${HOME}/active-response/bin/guarded-block-ip`;
    await must(nbg, `cp -p ${file} /tmp/kept && echo '# tampered' >>${file}`);
    await hel.stopSsh();
    const { code, value } =
      await json<{ host: string; state: string; drift?: string[]; reason?: string }[]>("status");
    await hel.startSsh();
    await must(nbg, `cp -p /tmp/kept ${file}`);
    expect(code).toBe(3);
    const [, first, second] = value;
    expect(first).toMatchObject({ host: "hel-1", state: "active" });
    expect(first?.reason).toMatch(/^hel-1 \(.*\): /);
    expect(second?.drift).toHaveLength(1);
    expect(second?.drift?.[0]).toContain("guarded-block-ip");
  });

  it("fits 100 columns", async () => {
    const { code, stdout } = await verb("status");
    expect(code).toBe(0);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

describe("a host whose rules another tool has swept away", () => {
  const TABLE = "inet wazuh_active_response";
  const GONE = `table ${TABLE} is not in the kernel`;
  const LOST = "a block of this host's own list is not in the kernel: 203.0.113.67";
  const guarded = (command: string): string =>
    `cd ${HOME} && sh active-response/guarded-tables ${command}`;

  it("has drift, its blocks are said not to hold, and neither is there any more once they are back", async () => {
    await hel.failedLogins({ from: "203.0.113.67", count: 8 });
    await until(
      () => must(hel, `nft list set ${TABLE} blocked4`),
      (set) => set.includes("203.0.113.67"),
    );
    await must(hel, "nft flush ruleset");
    const checked =
      await json<{ host: string; drift: { what: string; detail: string }[] }[]>("check");
    expect([checked.code, checked.value.find(({ host }) => host === "hel-1")?.drift]).toEqual([
      2,
      [
        { what: "kernel", detail: GONE },
        { what: "kernel", detail: LOST },
      ],
    ]);
    const status = await json<{ host: string; drift?: string[] }[]>("status", "--no-drift");
    expect([status.code, status.value.map(({ drift }) => drift)]).toEqual([
      2,
      [undefined, [`kernel: ${GONE}`, `kernel: ${LOST}`], undefined],
    ]);
    expect(await verb("blocks")).toMatchObject({
      code: 2,
      stdout: `nobody is blocked\nhel-1: blocks may not hold: ${GONE}\nhel-1: blocks may not hold: ${LOST}\n`,
    });
    await must(hel, guarded("restore"));
    expect((await verb("check")).code).toBe(0);
    const back = await json<{ blocks: { address: string; left: number }[] }>("blocks");
    expect([back.code, back.value.blocks.map(({ address }) => address)]).toEqual([
      0,
      ["203.0.113.67"],
    ]);
    expect(back.value.blocks[0]?.left).toBeGreaterThan(3500);
  });

  it("and whose chain is gone blocks nobody, whatever its set holds", async () => {
    expect(await lab.attacker?.reaches(hel, "203.0.113.67")).toBe(false);
    await must(
      hel,
      `nft "flush chain ${TABLE} input; delete chain ${TABLE} input; flush chain ${TABLE} output"`,
    );
    expect(await lab.attacker?.reaches(hel, "203.0.113.67")).toBe(true);
    const { code, stdout } = await verb("blocks", "203.0.113.67");
    expect([code, stdout.split("\n").slice(-3, -1)]).toEqual([
      2,
      [
        `hel-1: blocks may not hold: chain input of table ${TABLE} is missing`,
        `hel-1: blocks may not hold: chain output of table ${TABLE} has nothing where <ip daddr @blocked4 ip daddr != @whitelist4 drop> belongs`,
      ],
    ]);
    await must(hel, guarded("restore"));
    expect(await lab.attacker?.reaches(hel, "203.0.113.67")).toBe(false);
    expect((await verb("unblock", "203.0.113.67")).code).toBe(0);
    await must(hel, `nft flush ruleset; ${guarded("restore")}`);
    expect(await lab.attacker?.reaches(hel, "203.0.113.67")).toBe(true);
  });

  it("and that was isolated is open, and said so", async () => {
    await isolate();
    await must(hel, "nft flush ruleset");
    const { code, value } = await json<{ host: string; drift?: string[] }[]>(
      "status",
      "--no-drift",
    );
    expect([code, value[1]?.drift?.at(-1)]).toEqual([
      2,
      "kernel: table inet wazuh_active_response_isolation is not in the kernel: this host is not isolated any more",
    ]);
    await must(hel, guarded("restore"));
    expect([await isolated(hel), await lab.attacker?.reaches(hel, "203.0.113.66")]).toEqual([
      true,
      false,
    ]);
    expect((await release()).code).toBe(0);
  });
});

describe("an agent that no stack holds and that runs Windows", () => {
  const BLANK = /1 not covered \(runs Windows\) by firewall-drop:\n {2}nbg-1 \(002\)/;

  it("is not covered, which the manager tells over SSH, and the API where SSH does not get there", async () => {
    const windows = { platform: "windows", name: "Microsoft Windows Server 2022 Standard" };
    await must(
      nbg,
      `mkdir -p ${HOME}/var/lab; cat >${HOME}/var/lab/os.json`,
      JSON.stringify(windows),
    );
    await must(nbg, `${HOME}/bin/wazuh-control restart >/dev/null 2>&1`);
    const file = join(dir, "Pulumi.lab.yaml");
    const whole = readFileSync(file, "utf8");
    const config = (parse(whole) as { config: Record<string, { name?: string; kind?: string }[]> })
      .config;
    const only = (key: string, keep: (one: { name?: string; kind?: string }) => boolean) => ({
      [`wazuh-active-response:${key}`]: config[`wazuh-active-response:${key}`]?.filter(keep),
    });
    const stack = {
      ...config,
      ...only("agents", ({ name }) => name === "hel-1"),
      ...only("responses", ({ kind }) => kind === "block-ip"),
    };
    writeFileSync(file, stringify({ config: stack }));
    await until(
      () => verb("check"),
      ({ stderr }) => BLANK.test(stderr),
    );
    // With the manager's SSH gone, check cannot look at it, but its API still knows its agents.
    await lab.master.stopSsh();
    const { stderr } = await verb("check");
    await lab.master.startSsh();
    expect(stderr).toMatch(BLANK);
    writeFileSync(file, whole);
  }, 180_000);
});
