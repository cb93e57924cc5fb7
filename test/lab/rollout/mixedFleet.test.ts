import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { HostCheck } from "../../../cli/lib/checkHosts";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import type { StackInput } from "../../../policy/model/stack";
import { askEnrolled } from "../../../ssh/askEnrolled";
import { run } from "../../unit/cli/run";
import { stackFolder } from "../adopt/fleet";
import { upAlone } from "../upAlone";
import { HOME, must } from "../wazuh/onHost";
import { until } from "../wazuh/until";

const BIN = `${HOME}/active-response/bin`;
/** A function that only the scripts for 5 have: policy/render/five. */
const OF_FIVE = "find_channel";

/** docs/rollout.md, rollout.wazuh5: agents that moved to Wazuh 5 (beta) beside those of 4.14. */
describe("a fleet of which some agents moved to Wazuh 5", () => {
  let lab: Lab;
  let stack: Deployment;
  const [stays, fresh, moves] = ["hel-1", "hel-2", "hel-3"] as const;

  beforeAll(async () => {
    lab = await upLab({
      agents: [stays, fresh, moves].map((name) => ({ name, location: "hel1" })),
      attacker: false,
    });
    stack = await deployment(join(lab.dir, "stack"), {}, { say: () => undefined });
    await becomesFive(fresh);
  }, 180_000);
  afterAll(() => lab.down());

  const configOf = (rollout: StackInput["rollout"], timeout = "1h"): StackInput =>
    stackConfigOf(lab, {
      responses: [
        { kind: "block-ip", rules: [5763, 5712], timeout },
        { kind: "kill-process", rules: [100050], processes: ["xmrig"], on: { agents: [fresh] } },
        { kind: "isolate-host", allow: [] },
      ],
      rollout,
    });
  /** As the upgrade of its package leaves an agent: wazuh-control and the keep-alive say another version. */
  const becomesFive = async (name: string): Promise<void> => {
    await must(
      lab.host(name),
      `cd ${HOME} && sed -i 's/^VERSION=.*/VERSION="v5.0.0"/' bin/wazuh-control && mkdir -p var/lab && echo v5.0.0 >var/lab/version && bin/wazuh-control restart >/dev/null 2>&1`,
    );
    const { ssh, manager } = configOf({});
    await until(
      () => askEnrolled(ssh, manager, () => undefined),
      (known) => known.some((one) => one.name === name && one.version === "5.0.0"),
    );
  };
  const files = (host: LabHost): Promise<string> =>
    must(
      host,
      `cd ${HOME} && find active-response etc -path etc/shared -prune -o -type f -exec sha256sum {} + | sort -k2; ls -A /var/lib/wazuh-active-response 2>/dev/null | grep -vx lock || :`,
    );
  const allFiles = (): Promise<string[]> => Promise.all(lab.hosts.map(files));
  const alone = (config: StackInput, verb: "up" | "preview" = "up"): Promise<string> =>
    upAlone(join(lab.dir, "stack"), config, {}, verb);
  /** A tar of what `migrate --out` writes. */
  const forFive = async (): Promise<Buffer> => {
    const out = join(mkdtempSync(join(tmpdir(), "five-")), "five");
    await verb(configOf({ wazuh5: "skip" }), "migrate", "--out", out);
    return execFileSync("tar", ["-C", out, "-c", "."]);
  };
  const install = async (host: LabHost, folder: Buffer) => {
    const input = folder.toString("base64");
    await must(host, "mkdir -p /root/five && base64 -d | tar -C /root/five -x", input);
    const { code, stdout, stderr } = await host.run("sh /root/five/install.sh");
    return { code, stdout, stderr };
  };
  const verb = (config: StackInput, ...args: string[]) =>
    run([...args, "--dir", stackFolder(config)]);

  it("refuse ends before anything is touched, by what the manager or the stack says", async () => {
    const before = await allFiles();
    const refused =
      "1 agent(s) run a Wazuh that takes no script of 4.14; nothing was touched. Write rollout.wazuh5: skip to pass them over, or take them out of the stack:\nhel-2: runs Wazuh 5.0.0 (beta)";
    const asked = configOf({ coverage: "ask", wazuh5: "refuse" });
    expect(await alone(asked)).toContain(refused);
    expect(await alone(asked, "preview")).toContain(refused);
    const told = configOf({});
    const agents = told.agents.map((one) =>
      one.name === fresh ? { ...one, version: "5.0.0" } : one,
    );
    expect(await alone({ ...told, agents })).toContain(refused);
    expect(await allFiles()).toEqual(before);
  }, 180_000);

  it("an agent that nobody knows to be of 5 refuses by itself, in one sentence, and no manager is touched", async () => {
    const before = await Promise.all([files(lab.master), files(lab.host(fresh))]);
    expect(await alone(configOf({ parallel: 1 }))).toContain(
      "hel-2: runs Wazuh v5.0.0, which takes no script of 4.14; write rollout.wazuh5: skip, or name it in rollout.skip\nhel-2: refused: 1 problem(s), named above; nothing was changed",
    );
    expect(await Promise.all([files(lab.master), files(lab.host(fresh))])).toEqual(before);
  }, 180_000);

  it("skip passes it over and names it; a placement there gives nothing", async () => {
    const before = await files(lab.host(fresh));
    await stack.configure(configOf({ wazuh5: "skip" }));
    const { diagnostics } = await stack.up();
    expect(
      diagnostics.map(({ text }) => text).filter((text) => text.includes("hel-2 runs")),
    ).toEqual([
      "hel-2 runs Wazuh 5.0.0 (beta), and rollout.wazuh5 is skip; it is passed over, and left as it is",
    ]);
    expect(await files(lab.host(fresh))).toBe(before);
    expect(await must(lab.host(stays), `ls ${BIN}/guarded-block-ip`)).toBe(
      `${BIN}/guarded-block-ip\n`,
    );
  }, 180_000);

  it("check and coverage name it", async () => {
    for (const name of [stays, moves])
      await until(() => hasReloaded(lab.host(name), lab.master), Boolean);
    const { code, stdout, stderr } = await verb(configOf({ wazuh5: "skip" }), "check", "--json");
    const found = JSON.parse(stdout) as HostCheck[];
    expect(code).toBe(2);
    expect(found.filter(({ state }) => state !== "clean").map(({ host }) => host)).toEqual([fresh]);
    expect(found.find(({ host }) => host === fresh)?.drift.at(-1)).toEqual({
      what: "Wazuh 5",
      detail:
        "agent 002: runs Wazuh 5, beta: nothing runs for firewall-drop, kill-malicious-process",
    });
    expect(stderr).toContain(
      "not covered (runs Wazuh 5, beta) by firewall-drop, kill-malicious-process:\n  hel-2 (002)",
    );
  }, 180_000);

  it("an agent that moves to 5 keeps what its operator puts there, and one of 4.14 never gets it", async () => {
    await becomesFive(moves);
    const left = await files(lab.host(moves));
    await stack.configure(configOf({ wazuh5: "skip" }, "2h"));
    expect((await stack.up()).diagnostics.map(({ text }) => text)).toContain(
      "hel-3 runs Wazuh 5.0.0 (beta), and rollout.wazuh5 is skip; it is passed over, and left as it is",
    );
    expect(await files(lab.host(moves))).toBe(left);
    const folder = await forFive();
    // On an agent of 4.14 the folder's own program touches nothing.
    const before = await files(lab.host(stays));
    expect(await install(lab.host(stays), folder)).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "install.sh: this host runs Wazuh 4.14.7, and these scripts are for an agent of Wazuh 5; nothing was changed\n",
    });
    expect(await files(lab.host(stays))).toBe(before);
    for (let time = 0; time < 2; time++)
      expect(await install(lab.host(moves), folder)).toMatchObject({
        code: 0,
        stderr: "",
        stdout: expect.stringMatching(
          /installed: the scripts for Wazuh 5, on an agent of 5\.0\.0\n$/,
        ) as string,
      });
    expect(await must(lab.host(moves), "nft list table inet wazuh_active_response")).toContain(
      "set blocked4",
    );
    const put = await files(lab.host(moves));
    await stack.configure(configOf({ wazuh5: "skip" }, "3h"));
    await stack.up();
    expect(await files(lab.host(moves))).toBe(put);
    const having = await Promise.all(
      lab.hosts.map(async (host) =>
        (await host.run(`grep -rqs ${OF_FIVE} ${HOME}/active-response`)).code === 0
          ? host.name
          : "",
      ),
    );
    expect(having.filter(Boolean)).toEqual([moves]);
  }, 300_000);

  it("unblock and release speak to the scripts that lie there, and isolate says what it waits for", async () => {
    const five = configOf({ wazuh5: "skip" });
    const agents = five.agents.map((one) =>
      one.name === moves ? { ...one, version: "5.0.0" } : one,
    );
    const config = { ...five, agents };
    for (const name of [stays, moves])
      await must(
        lab.host(name),
        "nft add element inet wazuh_active_response blocked4 '{ 203.0.113.9 timeout 1h }'",
      );
    const { code, stdout } = await verb(config, "unblock", "203.0.113.9", "--json");
    const rows = JSON.parse(stdout) as { host: string; what: string }[];
    expect([code, rows.filter(({ what }) => what === "lifted")]).toEqual([
      0,
      [
        { host: stays, what: "lifted" },
        { host: moves, what: "lifted" },
      ],
    ]);
    for (const name of [stays, moves])
      expect(
        await must(lab.host(name), "nft list set inet wazuh_active_response blocked4"),
      ).not.toContain("203.0.113.9");
    expect(await verb(config, "isolate", moves, "--reason", "a test", "--yes", moves)).toEqual({
      code: 64,
      stdout: "",
      stderr:
        "active-response: agent hel-3 (003) runs Wazuh 5.0.0 (beta), which takes no command of a 4.14 manager: isolate for it waits for a release candidate of Wazuh 5, see docs/upgrade-to-wazuh-5.md; isolate --outside only cuts off a Hetzner server\n",
    });
    const released = await verb(config, "release", moves, "--yes", moves, "--json");
    expect(JSON.parse(released.stdout)).toMatchObject([
      {
        name: moves,
        outcome: "release",
        proof:
          "over SSH to the agent, since the agent runs Wazuh 5.0.0 (beta), which takes no command of a 4.14 manager: its nft table is gone (not found: not isolated)",
      },
    ]);
  }, 180_000);

  it("destroy takes everything from the others, and nothing from it", async () => {
    const [five, put] = [await files(lab.host(fresh)), await files(lab.host(moves))];
    await stack.destroy();
    expect(await files(lab.host(moves))).toBe(put);
    expect(await files(lab.host(fresh))).toBe(five);
    expect(await must(lab.host(stays), `ls ${BIN} | grep -c guarded || :`)).toBe("0\n");
    expect(await lab.master.read(`${HOME}/etc/ossec.conf`)).not.toContain("wazuh-active-response");
  }, 180_000);
});
