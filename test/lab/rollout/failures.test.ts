import { join } from "node:path";

import type { StackInput } from "../../../policy/model/stack";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { Deployment, type StackConfig } from "../../../lab/demo/deployment";
import type { Run } from "../../../lab/demo/recorder";
import { deployment } from "../../../lab/deploy";
import { breakHost, mendHost, type Fault } from "../../../lab/faults";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { slowness } from "../../slowness";
import { upAlone } from "../upAlone";

/** The same with 100 hosts, of which ten are away: `npm run bench -- failures`. */
const AWAY: Readonly<Record<string, Fault>> = {
  "agent-003": "refuses",
  "agent-005": "hangs",
  "agent-007": "has no address",
  "agent-009": "swallows",
  "agent-010": "hangs",
};
const REASONS: Readonly<Record<Fault, string>> = {
  refuses: "cannot be reached (ECONNREFUSED)",
  "has no address": "cannot be reached (EHOSTUNREACH)",
  swallows: "does not answer within 5 s (ssh.perDialTimeout)",
  hangs: "greets, then says nothing more within 5 s (ssh.perDialTimeout)",
};
const reasonsOf = (names: readonly string[]): string[] =>
  names.map((name) => `${name} ${REASONS[AWAY[name] ?? "refuses"]}`);

describe("a rollout to agents of which some are dead and some hang", () => {
  let lab: Lab;
  let stack: Deployment;
  let away = Object.keys(AWAY);

  beforeAll(async () => {
    lab = await upLab({ agentCount: 12, daemons: "managers", attacker: false });
    await Promise.all(away.map((name) => breakHost(lab.host(name), AWAY[name] ?? "refuses")));
    stack = await deployment(join(lab.dir, "stack"), {}, { say: () => undefined });
  }, 180_000);
  afterAll(() => lab.down());

  const configOf = (rollout: StackInput["rollout"], timeout = "1h"): StackConfig => {
    const { ssh, ...rest } = stackConfigOf(lab);
    const responses = [{ kind: "block-ip" as const, rules: [5763], timeout }];
    return { ...rest, ssh: { ...ssh, perDialTimeout: 5 }, responses, rollout };
  };
  /** What a run changed: the hosts that it opened sessions on. */
  const touchedBy = async <T>(work: () => Promise<T>): Promise<{ ended: T; touched: string[] }> => {
    const count = (): Promise<number[]> => Promise.all(lab.hosts.map((h) => h.sshConnections()));
    const before = await count();
    const ended = await work();
    const after = await count();
    const touched = lab.hosts.filter((_, i) => after[i] !== before[i]).map(({ name }) => name);
    return { ended, touched: touched.sort() };
  };
  /** A run that is to fail: what it says, and its seconds with the start of a process. */
  const failing = async (config: StackConfig): Promise<{ said: string; seconds: number }> => {
    const start = performance.now();
    const said = await upAlone(join(lab.dir, "stack"), config);
    return { said, seconds: (performance.now() - start) / 1000 };
  };
  const passedOver = ({ diagnostics }: Run): string[] =>
    diagnostics
      .flatMap(({ text }) => {
        const found = /^(\S+) is off: \S+ (.*); it is passed over/.exec(text);
        return found ? [`${found[1] ?? ""} ${found[2] ?? ""}`] : [];
      })
      .sort();

  it("ends soon, names each with its reason, and does the rest, the manager too", async () => {
    await stack.configure(configOf({ offline: "warn", maxOffline: 5 }));
    const { ended, touched } = await touchedBy(() => stack.up());
    expect(ended.seconds).toBeLessThan(90 * slowness());
    expect(passedOver(ended)).toEqual(reasonsOf(away));
    const rest = lab.hosts.map(({ name }) => name).filter((name) => !away.includes(name));
    expect(touched).toEqual([...rest].sort());
    const has = async (name: string): Promise<boolean> =>
      (await lab.host(name).run("ls /var/ossec/active-response/bin/guarded-block-ip")).code === 0;
    expect(await Promise.all(rest.map(has))).toEqual(rest.map(() => true));
  }, 180_000);

  it("brings exactly those that have come back", async () => {
    const back = ["agent-003", "agent-005", "agent-007", "agent-009"];
    for (const name of back) await mendHost(lab.host(name), AWAY[name] ?? "refuses");
    away = away.filter((name) => !back.includes(name));
    const { ended, touched } = await touchedBy(() => stack.up());
    expect(passedOver(ended)).toEqual(reasonsOf(["agent-010"]));
    expect(touched).toEqual(back);
  }, 180_000);

  it("is refused before anything is touched where one hangs that it may not pass over", async () => {
    await breakHost(lab.host("agent-003"), "refuses");
    const { ended, touched } = await touchedBy(() => failing(configOf({}, "2h")));
    expect(ended.seconds).toBeLessThan(60 * slowness());
    expect(touched).toEqual([]);
    expect(ended.said).toContain(
      "2 host(s) do not answer, and the rollout would wait forever for one that hangs; nothing was touched. " +
        "Fix them, or name agents in rollout.skip:\n" +
        `agent-003: ${lab.host("agent-003").address}:22 ${REASONS.refuses}\n` +
        `agent-010: ${lab.host("agent-010").address}:22 ${REASONS.hangs}`,
    );
  }, 180_000);

  it("fails by its dial limits where one is merely off, and leaves the manager alone", async () => {
    const config = configOf({ skip: ["agent-010"] }, "2h");
    const { ended, touched } = await touchedBy(() => failing(config));
    expect(ended.seconds).toBeLessThan(60 * slowness());
    expect(ended.said).toContain("agent-003-apply: after 1 failed attempts: dial tcp");
    expect(touched).not.toContain("wazuh");
  }, 180_000);
});
