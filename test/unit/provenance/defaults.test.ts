import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { parseStack } from "../../../config/parseStack";
import type { Policy } from "../../../policy/model/policy";
import { guardsOf } from "../../../policy/provenance/guards";

const ROOT = join(__dirname, "../../..");
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";

function policyIn(text: string): Policy {
  const { config } = parse(text.replaceAll("ssh-ed25519 AAAA...", KEY)) as {
    config: Record<string, unknown>;
  };
  const stack = parseStack(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key.replace("wazuh-active-response:", ""),
        value,
      ]),
    ),
  );
  if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
  return stack.policy;
}

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const [, block = ""] = /```yaml\n(config:\n[\s\S]*?)```/.exec(readme) ?? [];
const SENTENCE =
  "Here an address counts only if the daemon's own part of the log line proves it, in the file that this daemon writes";

/** Lines of clients who wrote the address of another, and the rule that the real analysisd gave each (verdicts.tsv). */
const HOSTILE = readFileSync(join(__dirname, "verdicts.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .map((row) => row.split("\t"))
  .filter(([kind, , , srcip]) => kind === "hostile" && srcip === "198.51.100.23");

describe.each([
  ["the stack of the README", block],
  ["Pulumi.prod.yaml", readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8")],
])("%s", (_, text) => {
  const guards = guardsOf(policyIn(text));
  const reached = new Set(guards.flatMap(({ of }) => of.map(String)));

  it("holds failed passwords of users that exist and of users that do not to their lines", () => {
    expect([...reached]).toEqual(expect.arrayContaining(["5710", "5760"]));
  });

  it("lets none of the recorded hostile lines reach what a response is bound to", () => {
    const lines = HOSTILE.filter(([, , , , , , stock = ""]) => reached.has(stock));
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter(([, , , , , , , guarded]) => guarded !== "119000")).toEqual([]);
  });
});

it("the README says so", () => {
  expect(readme.replace(/\s+/g, " ")).toContain(SENTENCE);
});
