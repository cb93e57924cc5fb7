import { refused } from "./refused";

const instead = (name: string): string =>
  `ask a trait (policy/model/kinds/traitsOf.ts) or a record keyed by kind instead of "${name}": a comparison forgets the next kind in silence`;

const COMPARING = [
  'export const a = (kind: string): boolean => kind === "block-ip";',
  'export const b = (kind: string): boolean => "custom" !== kind;',
  "export const c = (kind: string): boolean => kind === `isolate-host`;",
  "export function d(kind: string): number {",
  "  switch (kind) {",
  '    case "kill-process":',
  "      return 1;",
  "  }",
  "  return 0;",
  "}",
  'export const e = ofKind([], "disable-account");',
  'export const f = (kind: string): boolean => ["create", "custom"].includes(kind);',
  'export const g = KINDS["block-ip"].traits;',
  'export const made = { kind: "block-ip" };',
  'export const h = (kind: string): boolean => kind === "create";',
];

const REFUSED = [
  `1 ${instead("block-ip")}`,
  `2 ${instead("custom")}`,
  `3 ${instead("isolate-host")}`,
  `6 ${instead("kill-process")}`,
  `11 ${instead("disable-account")}`,
  `12 ${instead("custom")}`,
  `13 ${instead("block-ip")}`,
];

test.each(["policy/lint/whitelist/misses.ts", "cli/verbs/drill/drillPlan.ts", "config/written.ts"])(
  "%s asks traits and compares no kind of response with a name",
  (file) => {
    expect(refused(file, COMPARING)).toEqual(REFUSED);
  },
);

test("the room of a kind may", () => {
  expect(refused("policy/lint/responses/processes.ts", COMPARING)).toEqual([]);
});
