import { readdirSync } from "node:fs";
import { join } from "node:path";

import { CHECKS } from "../../../policy/lint/lint";
import type { Check } from "../../../policy/lint/check";
import { acceptanceCodes } from "../../../policy/lint/acceptances";
import { exampleFindings, lintExample } from "./example";

const LINT = join(__dirname, "../../../policy/lint");

const CODES = CHECKS.flatMap((check) =>
  Object.entries(check.codes).map(([code, facts]) => ({ code, facts, check })),
);

const ALL = CODES.concat(
  Object.entries(acceptanceCodes).map(([code, facts]) => ({
    code,
    facts,
    check: CHECKS[0] as Check,
  })),
);

/** Every check that a file below policy/lint exports, with where it is. */
function exported(): readonly { readonly check: Check; readonly at: string }[] {
  return readdirSync(LINT, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      Object.entries(jest.requireActual<Record<string, unknown>>(join(LINT, file))).flatMap(
        ([name, value]) => (isCheck(value) ? [{ check: value, at: `${file}: ${name}` }] : []),
      ),
    );
}

function isCheck(value: unknown): value is Check {
  return typeof value === "object" && value !== null && "codes" in value && "run" in value;
}

describe("the checks of a policy", () => {
  it("are all registered in lint.ts, once", () => {
    const found = exported();
    expect(found.filter(({ check }) => !CHECKS.includes(check)).map(({ at }) => at)).toEqual([]);
    expect(found).toHaveLength(CHECKS.length);
    expect(new Set(CHECKS).size).toBe(CHECKS.length);
  });

  it.each(CODES)(
    "$code: its example brings it about, and nothing as bad",
    ({ code, facts, check }) => {
      const severities = [facts.severity].flat();
      const { own, others } = exampleFindings(check, code);
      expect(own.map((one) => one.severity).filter((one) => !severities.includes(one))).toEqual([]);
      expect(own).not.toEqual([]);
      expect(others).toEqual([]);
    },
  );

  it.each(Object.entries(acceptanceCodes))(
    "%s: its example brings it about",
    (code, { doc, severity }) => {
      const found = lintExample(doc).filter((one) => one.code.startsWith("accept-"));
      expect(found.map((one) => `${one.severity} ${one.code}`)).toEqual([
        `${[severity].flat().join()} ${code}`,
      ]);
    },
  );

  it.each(ALL)("$code: is explained in whole sentences", ({ facts: { doc } }) => {
    expect(
      [doc.what, doc.why, doc.instead].filter(
        (text) => !/^(?:[A-Z`0-9]|wazuh-|nft ).*\.$/.test(text),
      ),
    ).toEqual([]);
  });
});
