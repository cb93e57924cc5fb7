import { shortened } from "../../../cli/verbs/lint/shortened";
import type { Finding } from "../../../policy/model/finding";

const one = (severity: Finding["severity"], code: string, path: string): Finding => ({
  severity,
  code,
  path,
  value: "v",
  reason: "r",
  instead: `write ${path}`,
});

test("errors and warnings stay in full; FILL-IN values are a line each, notes one line", () => {
  const findings = [
    one("error", "unknown-rule", "a"),
    one("warning", "fill-in", "api.certificate"),
    one("warning", "fill-in", "b"),
    one("warning", "whitelist-wide", "c"),
    one("note", "rule-counts", "d"),
    one("note", "rule-counts", "e"),
    one("note", "audit-needed", "f"),
  ];
  const { full, lines } = shortened(findings);
  expect(full.map(({ path }) => path)).toEqual(["a", "c"]);
  expect(lines).toEqual([
    "2 values are still to be given (FILL-IN); preview goes on without them, up refuses:",
    "  api.certificate  api.certificate",
    "  b                b",
    "3 notes (rule-counts 2, audit-needed); --notes shows them",
  ]);
});

test("a single note and a single FILL-IN stay as they are", () => {
  const findings = [one("warning", "fill-in", "b"), one("note", "rule-counts", "d")];
  expect(shortened(findings)).toEqual({ full: findings, lines: [] });
});
