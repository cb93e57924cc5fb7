import { diffInputs, replaces } from "../../../lab/provider/diff";
import { secret } from "../../../lab/provider/values";

const olds = {
  connection: secret({ host: "a", port: 22 }),
  create: "true",
  logging: "stderr",
  environment: { LANG: "C", "odd.name": "1" },
  triggers: [1, 2],
  stdout: "old",
};
const changed = (news: object): Record<string, string> =>
  Object.fromEntries(diffInputs(olds, { ...olds, ...news }));

it.each([
  ["nothing", {}, {}],
  ["an output", { stdout: "new" }, {}],
  ["the connection", { connection: secret({ host: "b", port: 22 }) }, { connection: "update" }],
  ["the logging", { logging: "none" }, { logging: "update" }],
  ["a text that comes", { stdin: "x" }, { stdin: "add" }],
  ["a text that goes", { create: undefined }, { create: "delete" }],
  ["a text that becomes a secret", { create: secret("true") }, { create: "update" }],
  [
    "variables",
    { environment: { LANG: "C.UTF-8", "odd.name": "2", NEW: "1" } },
    { "environment.LANG": "update", 'environment["odd.name"]': "update", "environment.NEW": "add" },
  ],
  ["triggers", { triggers: [1, 3, 4] }, { "triggers[1]": "update", "triggers[2]": "add" }],
])("tells %s", (_what, news, found) => {
  expect(changed(news)).toEqual(found);
});

it.each([
  ["triggers", true],
  ["triggers[0]", true],
  ["connection", false],
  ["environment.triggers", false],
])("replaces for %s: %s", (path, answer) => {
  expect(replaces(path)).toBe(answer);
});
