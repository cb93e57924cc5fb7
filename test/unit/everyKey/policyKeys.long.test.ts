import type * as responseKeys from "../../../policy/model/keys/responses";
import type * as registry from "../../../policy/model/kinds/registry";
import { policyKeys } from "../../../policy/model/keys/policy";
import { OF_THE_PROGRAM } from "./ofTheProgram";
import { ofOthers, ofPolicy, type Signature } from "./signatures";
import type * as signatures from "./signatures";
import type { Stack } from "./hosts";
import { POLICIES } from "./policyStacks";
import { ELSEWHERE } from "./programStacks";
import { keysWithValues, tryKeys, type Tried } from "./unread";

/**
 * Keys that change nothing: a manager is written as an agent is, and has every response wherever it stands. They go into
 * the stack's outputs, for people. Why an entry of the hosts' list is there is for people, too.
 */
const OF_NO_EFFECT = [
  "hostWhitelist[].reason",
  "manager.labels",
  "manager.location",
  // Read by the verb alone: test/unit/cli/replay/report.test.ts.
  "replay.known[].address",
  "replay.known[].name",
  // Of Wazuh 5, read by migrate alone: test/unit/migrate.
  ...["block-ip", "custom", "disable-account", "kill-process"].flatMap((kind) =>
    ["category", "count", "query", "rules", "within"].map(
      (key) => `responses[kind: ${kind}].findings.${key}`,
    ),
  ),
  "workers[].labels",
  "workers[].location",
];

const changes = ({ before, after }: Tried<Signature>): boolean =>
  before.bundles !== after.bundles || before.said !== after.said;
const names = (tried: readonly { readonly key: string }[]): string[] =>
  [...new Set(tried.map(({ key }) => key))].sort();

describe("every key of a policy", () => {
  let policies: readonly Tried<Signature>[];

  beforeAll(async () => {
    policies = await tryKeys(POLICIES, ofPolicy);
  });

  it("changes what hosts get, or what lint says, when it has another value", async () => {
    const others = await tryKeys(ELSEWHERE, ofOthers);
    const read = new Set([
      ...names(policies.filter(changes)),
      ...names(others.filter(({ before, after }) => before !== after)),
    ]);
    const unread = keysWithValues()
      .map(({ path }) => path)
      .filter((key) => !read.has(key) && !OF_THE_PROGRAM.test(key));
    expect(unread.sort()).toEqual(OF_NO_EFFECT);
  });

  it("is in the policy's digest where it changes what hosts get", () => {
    const ofPolicyAlone = new RegExp(`^(?:${Object.keys(policyKeys).join("|")}|logs)\\b`);
    const changing = policies.filter(
      ({ key, before, after }) => ofPolicyAlone.test(key) && before.bundles !== after.bundles,
    );
    // These of logs are only the manager's stack's to write; see policyDigest.
    expect(names(changing.filter(({ before, after }) => before.digest === after.digest))).toEqual([
      "logs.forward[kind: rsyslog].queue",
      "logs.forward[kind: rsyslog].to",
      "logs.groups[].agents",
      "logs.groups[].name",
    ]);
    expect(names(changing)).toContain("provenance.firstRule");
  });

  it("is found where the schema alone renames it: it is taken, and nobody reads it", () => {
    const renamed = withRenamedStorm();
    const stack = (storms: number): Stack => ({
      ...POLICIES[0],
      responses: [{ kind: "block-ip", rules: [5763], timeout: "1h", storms }],
    });
    expect(renamed(stack(20))).toEqual({
      ...renamed(stack(10)),
      // The digest is made of all that is written.
      digest: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
    });
    expect(() => ofPolicy(stack(10))).toThrow("responses[0].storms");
  });
});

/** The readers of today with a schema in which `storm` is called `storms`. */
function withRenamedStorm(): typeof ofPolicy {
  let renamed: typeof ofPolicy | undefined;
  jest.isolateModules(() => {
    jest.doMock("../../../policy/model/keys/responses", () => {
      const real = jest.requireActual<typeof responseKeys>("../../../policy/model/keys/responses");
      const { KINDS } = jest.requireActual<typeof registry>("../../../policy/model/kinds/registry");
      const others = real.response.options.filter((one) => one !== KINDS["block-ip"].keys);
      const { storm, ...shape } = KINDS["block-ip"].keys.shape;
      const { z } = jest.requireActual<typeof import("zod")>("zod");
      const another = z.strictObject({ ...shape, storms: storm });
      return { ...real, response: z.discriminatedUnion("kind", [another, ...others]) };
    });
    renamed = jest.requireActual<typeof signatures>("./signatures").ofPolicy;
  });
  jest.dontMock("../../../policy/model/keys/responses");
  if (!renamed) throw new Error("the readers were not loaded");
  return renamed;
}
