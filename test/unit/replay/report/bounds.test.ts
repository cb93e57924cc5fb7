import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import type { WrittenPolicy } from "../../../../policy/model/written";
import type { Alert } from "../../../../policy/replay/alerts/alert";
import { Replay } from "../../../../policy/replay/replay";
import type { Report } from "../../../../policy/replay/report/report";

const START = Date.parse("2026-11-01T00:00:00Z");
const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [],
  agents: [{ name: "web-1", role: "agent", address: "10.3.0.1" }],
});
/** A hundredth of what is kept else. */
const ROOM = { subjects: 400, blocks: 1000, attempts: 800, logins: 300, rows: 200, hours: 5000 };
const NONE = { count: 0, at: [] };

function replayOf(...policies: readonly Partial<WrittenPolicy>[]): Replay {
  const [now, then] = policies.map((written, i) => ({
    name: `side ${i}`,
    policy: policyOf({ whitelist: [], rules: [], responses: [], ...written }),
    fleet: FLEET,
  }));
  if (!now) throw new Error("no policy");
  return new Replay({ now, days: 7, hosts: 3, known: [], room: ROOM, ...(then && { then }) });
}

function reportOf(replay: Replay): Report {
  return replay.report({
    ...{ files: [], lines: 0, alerts: 0, first: "-", last: "-" },
    ...{ duplicates: NONE, findings: NONE, late: NONE, lostBytes: 0, faults: [] },
  });
}

/** An alert from the i-th address of a network of 16 million. @param seconds since the beginning of November */
function from(i: number, seconds: number, first = 21, rule = 5760): Alert {
  const srcip = `${first}.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
  return {
    ...{ time: START + seconds * 1000, id: `1.${i}`, manager: "wazuh", level: 5, groups: ["sshd"] },
    ...{ rule, agentId: "001", agentName: "web-1", srcip, dstuser: "root", program: "sshd" },
    fullLog: `Nov  1 00:00:00 web-1 sshd[9]: Failed password for root from ${srcip} port 4022 ssh2`,
    ...{ location: "/var/log/auth.log", at: { file: "a", line: i } },
  };
}

/** Entries of all maps, sets and lists that are reached from an object, whatever they are for. */
function entriesIn(root: object): number {
  const seen = new Set<unknown>();
  let entries = 0;
  const waiting: unknown[] = [root];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    if (one instanceof Map) {
      entries += one.size;
      for (const [key, value] of one as Map<unknown, unknown>) waiting.push(key, value);
    } else if (one instanceof Set || Array.isArray(one)) {
      for (const each of one as Iterable<unknown>) {
        entries++;
        waiting.push(each);
      }
    } else waiting.push(...(Object.values(one) as unknown[]));
  }
  return entries;
}

const FOREVER = {
  responses: [{ kind: "block-ip" as const, rules: [5760], timeout: 0 }],
};

describe("what a replay holds of a flood in which every alert has another address", () => {
  it("does not grow any more once it is full", () => {
    const replay = replayOf(FOREVER);
    let i = 0;
    const until = (count: number): number => {
      for (; i < count; i++) replay.take(from(i, i * 10));
      return entriesIn(replay);
    };
    const full = until(8000);
    // Within what comes and goes between two times at which it is folded.
    expect(until(24_000)).toBeLessThan(full * 1.1);
    const { gain, hosts, notKnown, decisions } = reportOf(replay);
    expect(decisions).toEqual({ blocked: 24_000 });
    expect(gain).toMatchObject({ attackers: 24_000, attemptsBefore: 1 });
    // What is let go is counted still.
    expect(hosts).toMatchObject([{ actions: 24_000, peak: 24_000 }]);
    const head = notKnown.join("\n");
    expect(head).toMatch(
      /There were too many addresses to remember what all of them tried: of \d+ /,
    );
    expect(head).toMatch(/There were too many addresses and accounts to keep each: \d+ of them /);
    expect(head).toMatch(/Too many addresses were blocked at a time to remember all: \d+ blocks /);
  });

  it("does not grow by log-ins, or by harm", () => {
    const replay = replayOf(FOREVER);
    let i = 0;
    const until = (count: number): number => {
      for (; i < count; i++)
        if (i % 2 === 0) replay.take(from(i, i * 10, 10));
        else replay.take(from(i, i * 10, 22, 5715));
      return entriesIn(replay);
    };
    const full = until(8000);
    expect(until(24_000)).toBeLessThan(full * 1.1);
    const { harm, moreHarm, gain, notKnown } = reportOf(replay);
    // All of a private network: the figures hold every one.
    expect(harm.length + moreHarm).toBe(12_000);
    expect(gain.attackers).toBe(0);
    expect(notKnown.join("\n")).toMatch(/Log-ins came from too many addresses, .*: \d+ of them /);
  });

  it("is compared with another policy by numbers", () => {
    const replay = replayOf(FOREVER, {
      ...FOREVER,
      whitelist: [{ address: "21.0.0.0/24", name: "x" }],
    });
    for (let i = 0; i < 4000; i++) replay.take(from(i, i * 10));
    const { against } = reportOf(replay);
    expect(against).toMatchObject({ same: 4000 - 256, newCount: 256, goneCount: 0 });
  });

  it("keeps who is harm, however many others there are", () => {
    const replay = replayOf(FOREVER);
    replay.take(from(0, 0, 10));
    for (let i = 1; i < 4000; i++) replay.take(from(i, i * 10));
    expect(reportOf(replay).harm.map(({ subject }) => subject)).toEqual(["10.0.0.0"]);
  });
});
