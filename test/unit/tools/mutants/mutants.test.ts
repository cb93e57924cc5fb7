import { planted } from "../../../../tools/mutants/planted";
import { scriptMutants } from "../../../../tools/mutants/scriptMutants";

it("moves boundaries and numbers, and turns conditions round, in TypeScript", () => {
  const { mutants, text } = planted("a.ts", "export const f = (n: 3): boolean => n <= 3;\n", 7);
  expect(mutants.map(({ what }) => what)).toEqual(["<= becomes <", "3 plus 1", "3 minus 1"]);
  expect(text.split("\n")[0]).toBe(
    "export const f = (n: 3): boolean => (mutant__(7) ? (n) < (3) : n <= (mutant__(9) ? (3 - 1) : (mutant__(8) ? (3 + 1) : 3)));",
  );
});

it("leaves comments, texts and patterns of awk alone", () => {
  const text = '# 1 < 2\nif (n >= 2 && $0 ~ /^1 < 2$/) print "1 < 2"\n';
  expect(scriptMutants("a.awk", text).map(({ what }) => what)).toEqual([
    ">= becomes >",
    "2 becomes 3",
    "2 becomes 1",
    "&& becomes ||",
    "~ becomes !~",
  ]);
});
