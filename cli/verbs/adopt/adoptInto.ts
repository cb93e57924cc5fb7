import { parseStack } from "../../../config/parseStack";
import { adoptionOf, type Adoption } from "../../../policy/ossecConf/adopt/adoption";
import { standing } from "../../../policy/lint/accepted";
import { lint } from "../../../policy/lint/lint";
import { printFinding } from "../../../policy/lint/printFinding";
import type { Finding } from "../../../policy/model/finding";
import { parseAddress } from "../../../policy/model/address";
import { ruleFacts } from "../../../policy/lint/ruleFacts";
import { UsageError } from "../../lib/exit";
import type { GoodStack } from "../../lib/joined";
import type { ManagerFiles } from "../../lib/manager/managerFiles";

/** Keys of a stack configuration, without the project's prefix. */
export type RawStack = Readonly<Record<string, unknown>>;

/** A stack configuration that means what the managers mean. */
export interface Adopting {
  /** The whole configuration, with what was adopted. */
  readonly raw: RawStack;
  /** What each manager gives over; the master is the first. */
  readonly adoptions: ReadonlyMap<string, Adoption>;
  readonly parsed: Omit<GoodStack, "name" | "dir">;
  /** Warnings of lint about the whole. */
  readonly warnings: readonly Finding[];
}

interface Whitelist {
  readonly common?: readonly unknown[];
}

/**
 * Takes what the managers bind into a stack configuration. What lint would refuse stays where it is, with lint's reason.
 * @param managers what each manager has, the master first.
 * @throws UsageError where the stack configuration itself is wrong; ReadError where Wazuh cannot read an ossec.conf.
 */
export function adoptInto(
  raw: RawStack,
  managers: ReadonlyMap<string, ManagerFiles>,
  today: string,
): Adopting {
  const [[name, files] = fail(), ...others] = managers;
  const refused = new Map<number, string>();
  for (;;) {
    const master = adoptionOf(files.conf, "ossec.conf", (line) => refused.get(line));
    const adoptions = new Map([[name, master]]);
    for (const [other, { conf }] of others) adoptions.set(other, likeMaster(conf, master));
    const { whole, responses, whitelist } = joined(raw, adoptions, files);
    const parsed = parseStack(whole);
    if (!parsed.ok) throw new UsageError(parsed.findings.map(printFinding).join("\n"));
    const findings = lint(parsed.policy, parsed.fleet, {
      today,
      accept: parsed.input.lint?.accept,
    });
    const before = refused.size;
    for (const { severity, path, value, reason } of findings) {
      const at = severity === "error" ? lineOf(path, responses, whitelist) : undefined;
      if (at !== undefined && !refused.has(at)) refused.set(at, `(${value}) ${reason}`);
    }
    if (refused.size > before) continue;
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new UsageError(errors.map(printFinding).join("\n"));
    return { raw: whole, adoptions, parsed, warnings: standing(findings) };
  }
}

function fail(): never {
  throw new Error("no manager to read");
}

/** What a worker gives over: only what the master does too, since every node gets the same part. */
function likeMaster(conf: string, master: Adoption): Adoption {
  const same = new Set([...master.responses, ...master.whitelist].map(({ value }) => meant(value)));
  const all = adoptionOf(conf, "ossec.conf");
  const own = new Set(
    [...all.responses, ...all.whitelist]
      .filter(({ value }) => !same.has(meant(value)))
      .map(({ line }) => line),
  );
  return adoptionOf(conf, "ossec.conf", (line) =>
    own.has(line) ? "differs from the master; every node gets the same part" : undefined,
  );
}

/** Without the name and the reason, which hold the line. */
function meant(value: object): string {
  return JSON.stringify({ ...value, name: undefined, reason: undefined });
}

interface Joined {
  readonly whole: RawStack;
  /** Line in the master's file by index in the stack's responses. */
  readonly responses: ReadonlyMap<number, number>;
  readonly whitelist: ReadonlyMap<number, number>;
}

function joined(
  raw: RawStack,
  adoptions: ReadonlyMap<string, Adoption>,
  files: ManagerFiles,
): Joined {
  const [master = fail()] = adoptions.values();
  const had = (raw["responses"] ?? []) as readonly unknown[];
  const list = (raw["whitelist"] ?? {}) as Whitelist;
  const common = list.common ?? [];
  const listed = addressesOf(raw["whitelist"]);
  const entries = master.whitelist.filter(({ value }) => !listed.has(value.address));
  const adopt = (raw["adopt"] ?? {}) as Readonly<Record<string, readonly string[]>>;
  const texts = [...adoptions].flatMap(([name, adoption]) => {
    const all = [...(adopt[name] ?? []), ...adoption.texts];
    return all.length > 0 ? [[name, all] as const] : [];
  });
  const rules = managerRules(raw, master, files);
  const whole = {
    ...raw,
    whitelist: { ...list, common: [...common, ...entries.map(({ value }) => value)] },
    responses: [...had, ...master.responses.map(({ value }) => value)],
    ...(texts.length > 0 && { adopt: Object.fromEntries(texts) }),
    ...(rules.length > 0 && { managerRules: rules }),
    // What the stack responds to already keeps what it has.
    ...(had.length === 0 && master.ignoreWindow && { ignoreWindow: master.ignoreWindow }),
  };
  const lines = (first: number, all: readonly { line: number }[]): ReadonlyMap<number, number> =>
    new Map(all.map(({ line }, i) => [first + i, line]));
  return {
    whole,
    responses: lines(had.length, master.responses),
    whitelist: lines(common.length, entries),
  };
}

function addressesOf(whitelist: unknown): ReadonlySet<string> {
  const parts = Object.values(
    (whitelist ?? {}) as Record<string, readonly { address?: unknown }[]>,
  );
  return new Set(
    parts.flat().map(({ address }) => {
      const text = String(address);
      return parseAddress(text)?.canonical ?? text;
    }),
  );
}

/** Bound rules that neither Wazuh nor the stack has, but a file of the manager's own. */
function managerRules(raw: RawStack, master: Adoption, { rules }: ManagerFiles): readonly number[] {
  const known = ruleFacts({
    whitelist: [],
    responses: [],
    rules: (raw["rules"] ?? []) as [],
  });
  const there = new Set(rules.map(({ id }) => id));
  const bound = master.responses.flatMap(({ value }) => [...value.rules]);
  const own = bound.filter((id) => there.has(id) && !known(id));
  const had = (raw["managerRules"] ?? []) as readonly number[];
  return [...new Set([...had, ...own])];
}

function lineOf(
  path: string,
  responses: ReadonlyMap<number, number>,
  whitelist: ReadonlyMap<number, number>,
): number | undefined {
  const [, kind, index] = /^(responses|whitelist\.common)\[(\d+)\]/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  return (kind === "responses" ? responses : whitelist).get(Number(index));
}
