import { knownOnly } from "../../../config/knownOnly";
import { publishedIn } from "../../../config/stackOutputs";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("the outputs of a run that went on after a failure", () => {
  it("lack what the engine does not know: whole values, elements, entries", () => {
    expect(
      knownOnly({
        policyDigest: UNKNOWN,
        arConf: undefined,
        preview: { __pulumiUnknown: true },
        agents: [{ name: "hel-1" }, { name: "nbg-1", address: UNKNOWN }],
        rollouts: { "hel-1": { bundle: "a" }, "nbg-1": UNKNOWN, wazuh: { bundle: UNKNOWN } },
        hosts: "2 of 2",
      }),
    ).toEqual({
      agents: [{ name: "hel-1" }],
      rollouts: { "hel-1": { bundle: "a" } },
      hosts: "2 of 2",
    });
  });

  it("are read as one text where there is one, and by older versions' own names where not", () => {
    const published = JSON.stringify({ policyDigest: "0123456789ab" });
    expect(publishedIn({ published, hosts: "all" })).toEqual({ policyDigest: "0123456789ab" });
    expect(publishedIn({ published: UNKNOWN, whitelist: [] })).toEqual({ whitelist: [] });
  });
});
