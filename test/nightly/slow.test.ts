import { join } from "node:path";

import { deployment } from "../../lab/deploy";
import type { Deployment } from "../../lab/demo/deployment";
import { stackConfigOf } from "../../lab/demo/stackConfigOf";
import { hasReloaded } from "../../lab/hasReloaded";
import { upLab } from "../../lab/lab";
import type { Lab, LabHost } from "../../lab/labTypes";
import type { StackInput } from "../../policy/model/stack";
import { stackFolder } from "../lab/adopt/fleet";
import { HOME, must } from "../lab/wazuh/onHost";
import { until } from "../lab/wazuh/until";
import { run } from "../unit/cli/run";

/** Limit of each, in milliseconds: the machine's processor is emulated, and may be one of many that wait. */
const LIMIT = 1_800_000;
/** Seconds that something may take on the machine. */
const PATIENCE = 600;
const WELL = { there: true, code: 0, drift: [] as readonly object[], blocked: true };
const LIST = `${HOME}/active-response/guarded-block-ip.nft`;

/**
 * Nothing fails that only needed longer. The agent is a whole machine, so that the delay is the kernel's (sch_netem), the clock its own, and
 * the load that of its own processor.
 */
describe("an agent far away, whose clock is wrong and which is busy", () => {
  let lab: Lab;
  let config: StackInput;
  let stack: Deployment;
  let hel: LabHost;
  const figures: string[] = [];

  beforeAll(async () => {
    lab = await upLab({
      agents: [{ name: "hel-1", location: "hel1" }],
      machines: ["hel-1"],
      attacker: false,
    });
    hel = lab.host("hel-1");
    await until(
      () => hel.run("systemctl is-active wazuh-agent"),
      ({ code }) => code === 0,
      PATIENCE,
    );
    config = configOf("198.51.100.1");
    stack = await deployment(join(lab.dir, "slow"), config, { say: () => undefined });
  }, LIMIT);
  afterAll(async () => {
    process.stdout.write(`${figures.map((line) => `nightly: ${line}`).join("\n")}\n`);
    await lab.down();
  });

  /** The stack's own limits, those that nobody has set. */
  const configOf = (address: string): StackInput =>
    stackConfigOf(lab, {
      ssh: { user: "root", privateKeyFile: lab.key.privateKeyFile },
      whitelist: { common: [{ address, name: "one", reason: "tells policies apart" }] },
      responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
    });
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const began = Date.now();
    try {
      return await work();
    } finally {
      figures.push(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
    }
  };
  /**
   * Rolls a change out, then has somebody attack.
   * @returns whether it is there; the exit code of check, 0 where nothing differs, and what it says; whether the attacker is blocked.
   */
  const rolledOut = async (what: string, address: string): Promise<typeof WELL> => {
    config = configOf(address);
    await stack.configure(config);
    await timed(`up, ${what}`, () => stack.up());
    const there = (await hel.read(LIST)).includes(address);
    const { code, stdout } = await timed(`check, ${what}`, () =>
      run(["check", "--dir", stackFolder(config), "--limit", "300", "--json"]),
    );
    const drift = (JSON.parse(stdout) as { drift: readonly object[] }[]).flatMap(
      (one) => one.drift,
    );
    await until(
      () => hasReloaded(hel, lab.master),
      (reloaded) => reloaded,
      PATIENCE,
    );
    const from = address.replace("198.51.100.", "203.0.113.");
    const blocked = await timed(`from the last failed login to the block, ${what}`, async () => {
      await hel.failedLogins({ from, count: 12 });
      return until(
        async () => (await hel.run("nft list set inet wazuh_active_response blocked4")).stdout,
        (listed) => listed.includes(from),
        PATIENCE,
      );
    });
    return { there, code, drift, blocked: blocked.includes(from) };
  };

  it(
    "is rolled out to as it is",
    async () => {
      expect(await rolledOut("as it is", "198.51.100.1")).toEqual(WELL);
    },
    LIMIT,
  );

  it(
    "300 ms and 2 % loss away",
    async () => {
      await must(hel, "tc qdisc add dev eth0 root netem delay 300ms loss 2%");
      expect(await rolledOut("300 ms, 2 % loss", "198.51.100.2")).toEqual(WELL);
      await must(hel, "tc qdisc del dev eth0 root");
    },
    LIMIT,
  );

  it.each([
    ["seven minutes behind", "-420", "198.51.100.3"],
    ["nine minutes ahead of before", "+540", "198.51.100.4"],
  ])(
    "its clock %s",
    async (what, seconds, address) => {
      await must(hel, `date -s "@$(($(date +%s) ${seconds}))"`);
      expect(await rolledOut(what, address)).toEqual(WELL);
    },
    LIMIT,
  );

  it(
    "with twenty programs that want its one processor",
    async () => {
      await must(
        hel,
        "for n in $(seq 20); do timeout 3600 sh -c 'while :; do :; done' >/dev/null 2>&1 & done",
      );
      expect(await rolledOut("load 20", "198.51.100.5")).toEqual(WELL);
    },
    LIMIT,
  );
});
