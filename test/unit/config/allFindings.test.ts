import { allFindings } from "../../../config/allFindings";
import { parseStack } from "../../../config/parseStack";
import { lint } from "../../../policy/lint/lint";
import type { Finding } from "../../../policy/model/finding";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const host = (name: string, address: string, more: object = {}): object => ({
  name,
  host: address,
  hostKey: KEY,
  ...more,
});
const context = { today: "2026-11-25" };

/** A stack in which every check has something to say. */
const STACK: Readonly<Record<string, unknown>> = {
  ssh: { privateKeyFile: "~/.ssh/id", proxy: { host: "203.0.113.9", hostKey: KEY } },
  manager: host("wazuh", "wazuh.example.org", { location: "hel1", version: "4.12.0" }),
  workers: [host("worker-1", "10.0.0.2"), host("worker-2", "10.0.0.2")],
  agents: [
    host("gitlab", "10.0.1.1", { location: "hel1", labels: { tier: "web" } }),
    host("gitlab", "100.64.0.7", { location: "nbg1" }),
    host("runner", "95.216.7.7", { version: "5.0.0" }),
  ],
  whitelist: {
    common: [
      { address: "95.216.0.0/16", name: "wide", reason: "r" },
      { address: "95.216.7.8", name: "inside", reason: "r", expires: "2026-11-30" },
      { address: "fe80::1", name: "wide", reason: "r" },
    ],
    fsn1: [{ address: "192.0.2.1", name: "old", reason: "r", expires: "2026-01-01" }],
  },
  rules: [
    { id: 100_100, level: 10, description: "a", ifSid: [5700], match: "x", groups: ["mine"] },
    { id: 100_200, level: 17, description: "b", ifSid: [100_100, 999_999], match: "y" },
    { id: 5712, level: 3, description: "c <", fields: [{ name: "url", pattern: "(" }] },
    {
      id: 100_300,
      level: 10,
      description: "d",
      ifMatchedSid: 100_100,
      frequency: 8,
      timeframe: 120,
    },
  ],
  managerRules: [100_900, 100_901],
  responses: [
    { kind: "block-ip", rules: [5763, 100_100, 100_900, 100_777], timeout: "1h" },
    { kind: "block-ip", rules: [5763, 550], timeout: 0, groups: ["mine"] },
    { kind: "block-ip", rules: [31_151], timeout: "10m", backend: "iptables", level: 3 },
    { kind: "kill-process", rules: [100_050], processes: ["sshd", "a-very-long-program-name"] },
    { kind: "kill-process", rules: [100_050], processes: ["xmrig"], on: { agents: ["nobody"] } },
    { kind: "disable-account", rules: [5763], timeout: "1h", protect: ["root"] },
    { kind: "custom", rules: [100_200], command: "mine", executable: "a/b", timeout: 5 },
    { kind: "custom", rules: [100_300], command: "mine", executable: "x", location: "all" },
    { kind: "isolate-host", allow: [{ to: "10.0.0.1/8", direction: "out", reason: "r" }] },
    { kind: "isolate-host", allow: [] },
  ],
  logs: { groups: [{ name: "web", agents: ["gitlab", "nobody"] }, { name: "web" }] },
  mode: "enforce",
  ignoreWindow: "keep",
  rollout: { canary: "gitlab" },
};

type Path = readonly (string | number)[];

/** The stack with another value at a path; none where it is undefined. */
function changed(value: unknown, path: Path, to: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to(value);
  if (Array.isArray(value))
    return value.map((one: unknown, i) => (i === key ? changed(one, rest, to) : one));
  const old = value as Record<string, unknown>;
  return { ...old, [key]: changed(old[key], rest, to) };
}

const ELEMENTS: readonly Path[] = [
  ...["workers", "agents", "rules", "managerRules", "responses"].flatMap((list) =>
    (STACK[list] as unknown[]).map((_, i) => [list, i]),
  ),
  ...[0, 1, 2].map((i) => ["whitelist", "common", i]),
  ["whitelist", "fsn1", 0],
  ["logs", "groups", 0],
  ["logs", "groups", 1],
];

/** Ways to spoil an element: its shape, a key too many, a value. */
const SPOILT: readonly [string, (old: unknown) => unknown][] = [
  ["is true", () => true],
  ["has a key too many", (old) => (typeof old === "object" ? { ...old, timout: 1 } : "x")],
  [
    "has a value that is refused",
    (old) =>
      typeof old === "object"
        ? {
            ...old,
            ...("address" in (old as object) && { address: "10.0.0.0/33" }),
            ...("id" in (old as object) && { id: 0 }),
            ...("timeout" in (old as object) && { timeout: "ten" }),
            ...("processes" in (old as object) && { rules: [0] }),
            ...("allow" in (old as object) && { releaseAfter: "ten" }),
            ...("host" in (old as object) && { name: "?" }),
          }
        : 0,
  ],
];

// Neither value nor reason: the list of what a finding is about may be shorter, the other place that it names another one.
const keys = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, code, path }) => `${severity} ${code} ${path}`).sort();

function found(raw: unknown): { refused: readonly Finding[]; rest: readonly Finding[] } {
  const stack = parseStack(raw as Record<string, unknown>);
  if (stack.ok) return { refused: [], rest: lint(stack.policy, stack.fleet, context) };
  const all = allFindings(stack, context);
  return { refused: stack.findings, rest: all.slice(stack.findings.length) };
}

const WHOLE = found(STACK);
const CASES = [
  ...ELEMENTS.flatMap((path) =>
    SPOILT.map(
      ([how, spoil]) => [`${path.join(".")} ${how}`, changed(STACK, path, spoil)] as const,
    ),
  ),
  ...Object.keys(STACK).map((key) => [`${key} is 7`, { ...STACK, [key]: 7 }] as const),
  ...Object.keys(STACK).map((key) => {
    const { [key]: value, ...rest } = STACK;
    return [`${key} is misspelt`, { ...rest, [`${key}s`]: value }] as const;
  }),
];

test("the stack of this test is not refused, and nearly every check has something to say", () => {
  expect(WHOLE.refused).toEqual([]);
  expect(new Set(WHOLE.rest.map(({ code }) => code)).size).toBeGreaterThan(40);
});

test.each(CASES)("%s: what is said of the rest is said of the whole", (_, raw) => {
  const { rest } = found(raw);
  const whole = new Set(keys(WHOLE.rest));
  expect(keys(rest).filter((one) => !whole.has(one))).toEqual([]);
});

test("what has nothing to do with a refused value is said in the same run, with the paths of the file", () => {
  const { refused, rest } = found(changed(STACK, ["responses", 0, "timeout"], () => "ten"));
  expect(refused.map(({ path }) => path)).toEqual(["responses[0].timeout"]);
  expect(rest.filter(({ severity }) => severity === "error").map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "responses[1].rules[1]",
      "responses[3].processes[0]",
      "rules[1].level",
    ]),
  );
  // Of the refused response itself too, as far as its time does not matter.
  expect(rest).toContainEqual(
    expect.objectContaining({ code: "unknown-rule", path: "responses[0].rules[3]" }),
  );
  const lost = WHOLE.rest.filter(({ path }) => !rest.some((one) => one.path === path));
  expect(lost.length).toBeLessThan(10);
});
