import type { WrittenResponse } from "../../../policy/model/written";
import { findingsOf, policyOf } from "./subject";
import { ruleFacts } from "../../../policy/lint/ruleFacts";
import { KILL_RULE } from "../../../policy/render/killRule";

const KILL: WrittenResponse = { kind: "kill-process", rules: [100_050], processes: ["xmrig"] };
const PAGE: WrittenResponse = {
  kind: "custom",
  rules: [100_050],
  command: "page",
  executable: "page-operator",
  script: "#!/bin/sh\nread -r line\n",
};

// Rule 100050 is made from the process lists of kill-process: without one it is not there.
it.each<[string, readonly WrittenResponse[], boolean]>([
  ["alone", [PAGE], false],
  ["beside kill-process by it", [PAGE, KILL], true],
  ["beside kill-process by another rule", [PAGE, { ...KILL, rules: [80_792] }], false],
])("our kill rule, bound %s, is known: %s", (_, responses, known) => {
  expect(ruleFacts(policyOf({ responses }))(100_050) !== undefined).toBe(known);
  const unknown = findingsOf({ responses }).filter(
    ({ code, value }) => code === "unknown-rule" && value === "100050",
  );
  expect(unknown).toHaveLength(known ? 0 : 1);
});

it("is of level 12, without an ignore window, and answers", () => {
  expect(ruleFacts(policyOf({ responses: [KILL] }))(100_050)).toMatchObject({
    ...{ id: 100_050, level: 12, ignore: 0, noAr: false, own: true },
  });
});

// A rule that may be in a part that is not here: nothing is known of it, which is not the same as that it is not there.
it.each<[readonly ("rules" | "responses" | "managerRules")[], boolean, boolean]>([
  [[], false, false],
  [["rules"], true, true],
  [["responses"], true, false],
  [["managerRules"], false, true],
])("without %j our kill rule may be there: %s, and any other: %s", (lacks, kill, other) => {
  const look = ruleFacts(policyOf(), new Set(lacks));
  expect(look(KILL_RULE) !== undefined).toBe(kill || other);
  expect(look(100_999) !== undefined).toBe(other);
});
