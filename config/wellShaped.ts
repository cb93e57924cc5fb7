import type * as z from "zod";

import { REFUSED_MASTER } from "../policy/model/parseFleet";
import type { Part, Places } from "../policy/model/part";
import { stackSchema, type StackInput } from "../policy/model/stack";

/** What of a stack configuration has the right shape. */
export interface WellShaped {
  /** With a stand-in for a manager that has not. */
  readonly input: StackInput;
  /** Where something was left out. */
  readonly lacks: ReadonlySet<Part>;
  readonly places: Places;
}

/** The parts of policy and fleet that a key of the configuration is about; one that is not here is about none. */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  whitelist: ["whitelist"],
  responses: ["responses"],
  rules: ["rules"],
  managerRules: ["managerRules"],
  mode: ["settings"],
  ignoreWindow: ["settings"],
  provenance: ["settings"],
  neverBlock: ["settings"],
  // decisionRule is a rule too.
  logs: ["logGroups", "rules", "settings"],
  ssh: ["hosts"],
  manager: ["hosts"],
  workers: ["hosts"],
  agents: ["hosts"],
  agentsFile: ["hosts"],
  hetzner: ["hosts"],
  stack: ["hosts", "whitelist"],
};

/** Lists of which single elements can be left out; the rest of a key goes as a whole. */
const LISTS = [
  /^(?:responses|rules|managerRules|neverBlock|workers|agents|secrets)\.\d+/,
  /^whitelist\.[^.]+\.\d+/,
  /^(?:hetzner\.servers|logs\.groups)\.\d+/,
];

const MANAGER = { name: REFUSED_MASTER.name, host: REFUSED_MASTER.address, hostKey: "FILL-IN" };
const SOME = stackSchema.partial({ ssh: true, manager: true, agents: true, responses: true });

/** A configuration of which all has the right shape. */
export const asWellShaped = (input: StackInput): WellShaped => ({
  input,
  lacks: new Set(),
  places: new Map(),
});

/**
 * Leaves out of a stack configuration what has not the right shape: single elements of lists, and other keys as a whole.
 * @param error what the schema said of it.
 * @returns undefined where nothing is left that the schema takes.
 */
export function wellShaped(
  raw: Readonly<Record<string, unknown>>,
  error: z.ZodError,
): WellShaped | undefined {
  const cuts = new Set(error.issues.flatMap((issue) => cutsOf(issue)));
  const places = new Map<string, number[]>();
  const rest = without(raw, "", cuts, places) as Record<string, unknown>;
  const shape = SOME.safeParse(rest);
  if (!shape.success) return undefined;
  const { manager = MANAGER, ssh = {}, agents = [], responses = [] } = shape.data;
  const gone = Object.keys(stackSchema.shape).filter((key) => rest[key] === undefined);
  const misspelt = [...cuts].some((cut) => !Object.hasOwn(stackSchema.shape, keyOf(cut)));
  const touched = [
    ...[...cuts].map(keyOf),
    // A key that is not known may stand for any that is not there.
    ...(misspelt ? gone : []),
  ];
  return {
    input: { ...shape.data, manager, ssh, agents, responses },
    lacks: new Set(touched.flatMap((key) => PARTS[key] ?? [])),
    places,
  };
}

const keyOf = (cut: string): string => cut.split(".")[0] ?? "";

/** Paths of what an issue makes to leave out. */
function cutsOf({ path, ...issue }: z.core.$ZodIssue): string[] {
  const at = path.map(String).join(".");
  const list = LISTS.map((one) => one.exec(at)?.[0]).find((found) => found !== undefined);
  if (list !== undefined) return [list];
  if (path.length > 0) return [String(path[0])];
  return issue.code === "unrecognized_keys" ? [...issue.keys] : [];
}

/** A value without what is cut out of it; notes the index of what is left of each list. */
function without(
  value: unknown,
  path: string,
  cuts: ReadonlySet<string>,
  places: Map<string, number[]>,
): unknown {
  const at = (key: PropertyKey): string => (path === "" ? String(key) : `${path}.${String(key)}`);
  if (Array.isArray(value)) {
    const left = value.flatMap((one: unknown, i) => (cuts.has(at(i)) ? [] : [{ one, i }]));
    if (left.length < value.length)
      places.set(
        path,
        left.map(({ i }) => i),
      );
    return left.map(({ one }) => one);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !cuts.has(at(key)))
      .map(([key, part]) => [key, without(part, at(key), cuts, places)]),
  );
}
