import { nearCodes } from "../../../policy/lint/explain/nearCodes";
import type { WrittenFleet, WrittenPolicy, WrittenResponse } from "../../../policy/model/written";
import { scriptFacts } from "../../../policy/lint/scripts/scriptFacts";
import { killPattern } from "../../../policy/render/killRule";
import { BLOCK, findingsOf, FLEET, LIST } from "./subject";

type Part = Partial<WrittenPolicy>;

/** What is found under some codes: severity, code and value. */
function about(codes: string, part: Part, fleet: WrittenFleet = FLEET): string[] {
  const wanted = codes.split(" ");
  return findingsOf(part, { notes: true, fleet })
    .filter(({ code }) => wanted.includes(code))
    .map(({ severity, code, value }) => `${severity} ${code} ${value}`);
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** A fleet with so many agents more, each at an address of this network. */
const withAgents = (count: number, network: string): WrittenFleet => ({
  ...FLEET,
  agents: range(count).map((n) => ({
    name: `agent-${n}`,
    role: "agent",
    address: `${network}.${n}`,
    location: `place-${n}`,
  })),
});

const custom = (more: object): Part => ({
  responses: [
    {
      kind: "custom",
      rules: [5763],
      command: "page",
      executable: "page-operator",
      script: "#!/bin/sh\n:\n",
      ...more,
    },
  ],
});

const isolated = (to: string, more: object = {}): Part => ({
  responses: [
    {
      kind: "isolate-host",
      allow: [
        { to: "192.0.2.9", reason: "in", direction: "in" },
        { to, reason: "x", ...more },
      ],
    },
  ],
});

// Each on both sides of a step: one further, and the answer is another.
describe("the version of a host", () => {
  it.each([
    ["3.13.0", "error version-old"],
    ["4.8.9", "error version-old"],
    ["4.9.0", ""],
    ["4.13", ""],
    ["v4.14.7", ""],
    ["4.14.99", ""],
    ["4.15.0", "error version-new"],
    ["5.0.0", "warning version-5-agent"],
    ["6.0.0", "warning version-5-agent"],
    ["4", "error version"],
    ["4.14.7.1", "error version"],
    ["x4.14.7", "error version"],
    ["4.14.7-rc1", "error version"],
  ])("an agent of %s: %s", (version, expected) => {
    const agents = [{ ...FLEET.agents[0], version }] as WrittenFleet["agents"];
    const found = findingsOf({ whitelist: LIST }, { fleet: { ...FLEET, agents } });
    expect(
      found
        .filter(({ code }) => code.startsWith("version"))
        .map((one) => `${one.severity} ${one.code}`)
        .join(),
    ).toBe(expected);
  });

  it.each([
    ["4.8.9", "error version-old 4.8.9"],
    ["4.9.0", "error version-audit-exe 4.9.0,note version-no-reload 4.9.0"],
    ["4.12.9", "error version-audit-exe 4.12.9,note version-no-reload 4.12.9"],
    ["4.13.0", "error version-audit-exe 4.13.0"],
    ["4.14.0", ""],
    ["4.15.0", "error version-new 4.15.0"],
    ["5.0.0", "error version-5 5.0.0"],
  ])("a manager of %s, where something kills processes: %s", (version, expected) => {
    const kill = { kind: "kill-process", rules: [100_050], processes: ["xmrig"] } as const;
    const codes = "version-old version-new version-no-reload version-audit-exe version-5";
    const master = { ...FLEET.master, version };
    expect(about(codes, { responses: [kill] }, { ...FLEET, master }).join()).toBe(expected);
  });
});

describe("codes that a mistyped one may stand for", () => {
  const near = (written: string): string[] =>
    nearCodes(written, ["timeout-0", "level-low", "timeout-0", "level-range", "no-trigger"]);
  it.each([
    ["timeout-0", ["timeout-0"]],
    ["TIMEOUT-0", ["timeout-0"]],
    ["timeout", ["timeout-0"]],
    ["timout-1", ["timeout-0"]],
    ["tmeot1", []],
    ["tmeot-1", ["timeout-0"]],
    ["lev", ["level-low", "level-range"]],
    ["le", []],
    ["leve-lower", ["level-low"]],
    ["xno-trigger", ["no-trigger"]],
  ])("%s: %j", (written, codes) => {
    expect(near(written)).toEqual(codes);
  });

  it("are eight at most, the nearest first, else by their names", () => {
    const codes = ["b", "a", "aaa", "aa", "c", "d", "e", "f", "g", "h"];
    expect(nearCodes("aa", codes)).toEqual(["aa", "a", "aaa", "b", "c", "d", "e", "f"]);
  });
});

describe("the time of a script", () => {
  it.each([
    [0, "error time-limit 0"],
    [1, ""],
    [60, ""],
    [61, "warning time-limit 61"],
  ])("of %i seconds: %s", (timeLimit, expected) => {
    expect(about("time-limit", custom({ timeLimit })).join()).toBe(expected);
  });
});

describe("what our runner alone reads", () => {
  it.each([
    [{ key: ["user"], timeout: 60 }, ""],
    [{ key: ["user"] }, 'warning runner-only ["user"]'],
    [{ field: ["srcip"] }, ""],
    [{ timeLimit: 5 }, ""],
    [{ protocol: "own" }, ""],
    [{ protocol: "own", key: ["user"], timeout: 60 }, 'warning runner-only ["user"]'],
    [{ protocol: "own", field: ["srcip"] }, 'warning runner-only ["srcip"]'],
    [{ protocol: "own", timeLimit: 5 }, "warning runner-only 5"],
  ])("%j: %s", (more, expected) => {
    expect(about("runner-only", custom(more)).join()).toBe(expected);
  });
});

describe("the name of a file", () => {
  it.each([
    ["a".repeat(100), ""],
    ["a".repeat(101), `error custom-file "${"a".repeat(101)}"`],
    ["_a.b+c-d", ""],
    ["-a", 'error custom-file "-a"'],
    [".a", 'error custom-file ".a"'],
    ["a..b", 'error custom-file "a..b"'],
    ["a/b", 'error custom-file "a/b"'],
    ["a b", 'error custom-file "a b"'],
  ])("%s: %s", (name, expected) => {
    const files = [{ name, content: "x" }];
    expect(about("custom-file", custom({ files })).join()).toBe(expected);
  });

  it.each([
    [{ content: "x" }, ""],
    [{}, 'error custom-file "a"'],
    [{ content: "x", base64: "eA==" }, 'error custom-file "a"'],
    [{ base64: "eA==" }, ""],
    [{ base64: "eHg=\n" }, ""],
    [{ base64: "eHh4" }, ""],
    [{ base64: "eHh" }, 'error custom-file "a"'],
    [{ base64: "e===" }, 'error custom-file "a"'],
    [{ base64: "=eA=" }, 'error custom-file "a"'],
    [{ base64: "e_A=" }, 'error custom-file "a"'],
  ])("with %j: %s", (more, expected) => {
    expect(about("custom-file", custom({ files: [{ name: "a", ...more }] })).join()).toBe(expected);
  });
});

describe("what an isolated host reaches", () => {
  it.each([
    ["203.0.113.0/24", {}, ""],
    ["203.0.112.0/23", {}, 'warning isolation-open "203.0.112.0/23"'],
    ["203.0.112.0/23", { ports: [443] }, ""],
    ["128.0.0.0/1", { ports: [443] }, ""],
    ["0.0.0.0/0", { ports: [443] }, 'error isolation-open "0.0.0.0/0"'],
    ["::/0", { ports: [443] }, 'error isolation-open "::/0"'],
    ["2001:db8::/64", {}, ""],
    ["2001:db8::/63", {}, 'warning isolation-open "2001:db8::/63"'],
    ["203.0.113.1/24", {}, 'error isolation-allow "203.0.113.1/24"'],
    ["a_3456789_12345", {}, ""],
    ["a_3456789_123456", {}, 'error isolation-allow "a_3456789_123456"'],
    ["a_b.1234", {}, ""],
    ["a_b.12345", {}, 'error isolation-allow "a_b.12345"'],
    ["0_a", {}, 'error isolation-allow "0_a"'],
  ])("%s %j: %s", (to, more, expected) => {
    expect(about("isolation-open isolation-allow", isolated(to, more)).join()).toBe(expected);
  });
});

describe("the timeout by which a name can take its first digit over", () => {
  it.each([
    [1, "61 seconds or more"],
    [9, "61 seconds or more"],
    [10, "16 seconds, or 3600"],
    [100, "160 seconds, or 3600"],
    [600, "660 seconds, or 3600"],
    [3000, "3600 seconds, or 3600"],
  ])("%i: %s", (timeout, advice) => {
    const found = findingsOf({ responses: [{ ...BLOCK, timeout }] });
    expect(
      found.filter(({ code }) => code === "no-fallback").map(({ instead }) => instead),
    ).toEqual([
      `a fallback row needs a timeout of at least two digits, the second not 0: write ${advice}, or give it its own command name`,
    ]);
  });
});

describe("a brute force by groups and levels", () => {
  const other = (more: object): WrittenResponse => ({
    ...BLOCK,
    command: "drop-more",
    rules: [],
    ...more,
  });
  it.each([
    [{ level: 10 }, false],
    [{ level: 11 }, true],
    [{ groups: ["authentication_failures"] }, false],
    [{ groups: ["authentication_failed"] }, true],
  ])("beside %j: unseen is %s", (more, unseen) => {
    const found = about("brute-force-unseen", { responses: [BLOCK, other(more)] });
    expect(found).toEqual(unseen ? ["note brute-force-unseen 5763"] : []);
  });
});

describe("the breaker of a response", () => {
  it.each([
    [{ breaker: 0 }, []],
    [{ breaker: 59 }, ["note breaker-shields 59", "note breaker-before-storm 59"]],
    [{ breaker: 60 }, ["note breaker-shields 60"]],
    [{ breaker: 60, storm: 61 }, ["note breaker-shields 60", "note breaker-before-storm 60"]],
  ])("%j", (more, expected) => {
    const found = about("breaker-shields breaker-before-storm", {
      responses: [{ ...BLOCK, ...more }],
    });
    expect(found).toEqual(expected);
  });
});

describe("a program's name and the 15 bytes that the kernel keeps", () => {
  it.each([
    ["x".repeat(15), [100_050], false],
    ["x".repeat(16), [100_050], true],
    ["ä".repeat(8), [100_050], true],
    [`/tmp/${"x".repeat(15)}`, [100_050], false],
    [`/tmp/${"x".repeat(16)}`, [100_050], true],
    ["x".repeat(16), [80_792], false],
  ])("%s by %j: long is %s", (name, rules, long) => {
    const responses: WrittenResponse[] = [{ kind: "kill-process", rules, processes: [name] }];
    expect(about("process-name-long", { responses })).toEqual(
      long ? [`note process-name-long ${name}`] : [],
    );
  });
});

describe("the pattern that a kill list makes", () => {
  const names = (bytes: number): string[] => {
    const all = range(90).map((n) => `${n}-`.padEnd(200, "x"));
    const rest = bytes - killPattern([...all, ""]).length;
    const more = range(Math.ceil(rest / 240)).map((n) => `more-${n}-`.padEnd(239, "x"));
    const short = bytes - killPattern([...all, ...more.slice(1), ""]).length;
    return [...all, ...more.slice(1), "y".repeat(short)];
  };
  it.each([
    [20_479, []],
    [20_480, ["error process-list-long"]],
  ])("of %i bytes", (bytes, expected) => {
    const processes = names(bytes);
    expect(killPattern(processes)).toHaveLength(bytes);
    const responses: WrittenResponse[] = [{ kind: "kill-process", rules: [100_050], processes }];
    const found = about("process-list-long", { responses });
    expect(found.map((one) => one.replace(/ \d+ processes$/, ""))).toEqual(expected);
  });
});

describe("a list that is named up to a number", () => {
  const rules = (count: number): Part => ({
    responses: [{ ...BLOCK, rules: range(count).map((n) => 199_000 + n) }],
  });
  it.each([
    [1, "error unknown-rule 199001"],
    [2, "error unknown-rule 199001, 199002"],
    [5, "error unknown-rule 199001, 199002, 199003, 199004, 199005"],
    [6, "error unknown-rule 199001, 199002, 199003, 199004, 199005 and 1 more"],
  ])("%i unknown rules", (count, expected) => {
    expect(about("unknown-rule", rules(count))).toEqual([expected]);
  });

  const missed = "203.0.113.1 (agent-1), 203.0.113.2 (agent-2), 203.0.113.3 (agent-3)";
  const eight = `${missed}, 203.0.113.4 (agent-4), 203.0.113.5 (agent-5), 203.0.113.6 (agent-6), 203.0.113.7 (agent-7), 203.0.113.8 (agent-8)`;
  it.each([
    [1, "203.0.113.1 (agent-1)", "is not on the white list", "add it under"],
    [8, eight, "are not on the white list", "add them under"],
    [9, `${eight}, and 1 more`, "are not on the white list", "add them under"],
  ])("%i agents that the white list misses", (count, value, reason, instead) => {
    const found = findingsOf(
      { whitelist: LIST.slice(0, 2) },
      { fleet: withAgents(count, "203.0.113") },
    ).filter(({ code }) => code === "whitelist-misses-fleet");
    expect(found.map((one) => [one.severity, one.value])).toEqual([["warning", value]]);
    expect(found[0]?.reason.startsWith(`${reason};`)).toBe(true);
    expect(found[0]?.instead.startsWith(`${instead} whitelist.common`)).toBe(true);
  });

  const exact = (count: number): string[] =>
    findingsOf(
      { whitelist: [...LIST.slice(0, 2), { address: "203.0.112.0/23", name: "wide" }] },
      { fleet: withAgents(count, "203.0.113") },
    )
      .filter(({ code }) => code === "whitelist-wide")
      .map(({ reason, instead }) => `${/\d+/.exec(reason)?.[0] ?? ""} ${instead}`);
  it("addresses of one's own in a wide network", () => {
    expect(exact(8)).toEqual([
      `504 remove it: the fleet's exact addresses there are on the list by themselves (${eight}); add others of yours one by one`,
    ]);
    expect(exact(9)).toEqual([
      `503 remove it: the fleet's exact addresses there are on the list by themselves (${eight}, and 1 more); add others of yours one by one`,
    ]);
  });

  it.each([
    [5, "write one of place-1, place-2, place-3, place-4, place-5"],
    [6, "write one of place-1, place-2, place-3, place-4, place-5, ..."],
  ])("%i locations", (count, expected) => {
    const responses: WrittenResponse[] = [{ ...BLOCK, on: { locations: ["nowhere"] } }];
    const found = findingsOf({ responses }, { fleet: withAgents(count, "10.0.3") });
    expect(
      found.filter(({ code }) => code === "unknown-location").map(({ instead }) => instead),
    ).toEqual([expected]);
  });

  const agents = "agent-1, agent-2, agent-3, agent-4, agent-5";
  it.each([
    [6, agents],
    [7, `${agents} and 1 more`],
  ])("agents without the script, of %i", (count, expected) => {
    const on = { agents: [`agent-${count}`] };
    const found = findingsOf(
      { responses: [{ ...BLOCK, timeout: 600, on }] },
      { fleet: withAgents(count, "10.0.3") },
    ).filter(({ code }) => code === "no-fallback");
    expect(found.map(({ reason }) => /\((.*)\)$/.exec(reason)?.[1])).toEqual([
      `${expected}, and every agent enrolled outside this stack`,
    ]);
  });
});

describe("a wide network", () => {
  it.each([
    ["203.0.113.0/24", []],
    ["203.0.112.0/23", ["warning whitelist-wide 203.0.112.0/23"]],
    ["10.0.0.0/8", []],
    ["172.16.0.0/12", []],
    ["172.32.0.0/12", ["warning whitelist-wide 172.32.0.0/12"]],
    ["192.168.0.0/16", []],
    ["192.169.0.0/16", ["warning whitelist-wide 192.169.0.0/16"]],
    ["100.128.0.0/10", ["warning whitelist-wide 100.128.0.0/10"]],
    ["169.254.0.0/16", []],
    ["169.253.0.0/16", ["warning whitelist-wide 169.253.0.0/16"]],
    ["127.0.0.0/8", []],
  ])("%s", (address, expected) => {
    const whitelist = [...LIST.slice(2), { address, name: "one" }];
    expect(about("whitelist-wide", { whitelist })).toEqual(expected);
  });
});

describe("the list that hosts ask", () => {
  const listed = (more: object): Part => ({
    hostWhitelist: [{ address: "monitor.example.org", name: "monitor", ...more }],
  });
  it.each([
    [599, "error host-list-bounds 599s"],
    [600, ""],
    [604_800, ""],
    [604_801, "error host-list-bounds 604801s"],
  ])("an answer's age of %i seconds: %s", (maxAge, expected) => {
    expect(about("host-list-bounds", listed({ maxAge })).join()).toBe(expected);
  });

  it.each(["maxAge", "maxAddresses"])("%s is for names alone", (key) => {
    expect(about("host-list-bounds", listed({ address: "203.0.113.7", [key]: 64 }))).toEqual([
      `warning host-list-bounds 64`,
    ]);
  });

  const names = (count: number): string[] =>
    about("host-list-bounds host-list-names host-list-only-hosts", {
      hostWhitelist: range(count).map((n) => ({ address: `n${n}.example.org`, name: `n${n}` })),
    });
  const eight =
    "n1.example.org, n2.example.org, n3.example.org, n4.example.org, n5.example.org, n6.example.org, n7.example.org, n8.example.org";
  const short = "n1, n2, n3, n4, n5, n6, n7, n8";
  it.each([
    [8, [`note host-list-names ${eight}`]],
    [9, [`note host-list-names ${eight}, and 1 more`]],
    [20, [`note host-list-names ${eight}, and 12 more`]],
    [21, ["error host-list-bounds 21 names", `note host-list-names ${eight}, and 13 more`]],
  ])("%i names", (count, expected) => {
    expect(names(count).sort()).toEqual([...expected, `note host-list-only-hosts ${short}`].sort());
  });
});

describe("the fields that the manager's white list does not ask", () => {
  it.each([
    [{ rules: [86_601], field: ["src_ip"] }, ["note field-past-whitelist src_ip"]],
    [{ rules: [86_601], field: ["srcip", "src_ip"] }, ["note field-past-whitelist src_ip"]],
    [{ field: ["srcip"] }, []],
    [{ rules: [86_601], field: ["src_ip"], backend: "iptables" as const }, []],
    [{}, []],
  ])("%j", (more, expected) => {
    expect(about("field-past-whitelist", { responses: [{ ...BLOCK, ...more }] })).toEqual(expected);
  });
});

describe("a name of a field, whatever the letters' case and what stands before it", () => {
  const of = (name: string): string =>
    about("field-name field-of-client field-of-destination", {
      responses: [{ ...BLOCK, field: [name] }],
    }).join();
  it.each([
    ...["user", "dstuser", "srcuser", "url", "id", "action", "status", "extra_data", "protocol"],
    ...["xff", "XFF", "http.x_forwarded_for", "x-forwarded-for", "forwarded", "forwarded-for"],
    ...["x-real-ip", "true_client_ip", "a-via", "via"],
  ])("%s is the client's", (name) => {
    expect(of(name)).toBe(`error field-of-client ${name}`);
  });

  it.each([
    ...["dstip", "dst_ip", "a.dest_ip", "DestIp", "destination_ip", "destinationIpAddress"],
    ...["a_dstaddr", "dst"],
  ])("%s is the far end", (name) => {
    expect(of(name)).toBe(`warning field-of-destination ${name}`);
  });

  it.each(["src_ip", "srcip", "axff", "viax", "adst", "dstx", "win.eventdata.ipAddress"])(
    "%s is taken",
    (name) => {
      expect(of(name)).toBe("");
    },
  );

  it.each(["data.srcip", "alert.srcip", "parameters.srcip", "a b", ""])("%j is none", (name) => {
    expect(of(name)).toBe(`error field-name ${JSON.stringify(name)}`);
  });
});

describe("a rule of one's own whose events are of Windows", () => {
  it.each([
    [{ ifSid: [60_122] }, 1],
    [{ ifSid: [60_122, 60_204] }, 1],
    [{ ifSid: [60_122, 5760] }, 0],
    [{ ifSid: [100_100] }, 0],
    [{ ifGroup: "authentication_failed" }, 0],
    [{ decodedAs: "x" }, 0],
  ])("%j: %i", (parents, count) => {
    const rule = { id: 100_100, level: 10, description: "d", match: "x", ...parents };
    const responses: WrittenResponse[] = [{ ...BLOCK, rules: [100_100], backend: "iptables" }];
    expect(about("windows-address", { rules: [rule as never], responses })).toHaveLength(count);
  });
});

it.each([
  ["#!/bin/sh", true],
  ["#!/usr/bin/env bash", true],
  ["#! /bin/dash -e", true],
  ["#!/bin/ksh", true],
  ["#!/bin/ash", true],
  ["#!/bin/zsh", true],
  ["#!/usr/bin/python3", true],
  ["#!/usr/bin/env python", true],
  ["#!/usr/bin/fish", false],
  ["#!/usr/bin/perl", false],
  ["# #!/bin/sh", false],
  [" #!/usr/bin/python3", false],
  ["#!/opt/mypython", false],
])("a script that begins with %s is read: %s", (first, understood) => {
  expect(scriptFacts(`${first}\n:\n`, false).understood).toBe(understood);
});
