import { fleetOf } from "../../../policy/model/parseFleet";
import { withFleetAddresses } from "../../../policy/model/fleetWhitelist";
import { policyOf } from "../../../policy/model/parsePolicy";
import { renderBlockLists } from "../../../policy/render/responses/blockLists";

const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [],
  agents: [{ name: "gitlab", role: "agent", address: "10.1.0.2" }],
});

describe("the block lists of a host", () => {
  it("name a server of the fleet once, without its address again: each host holds a line for each other", () => {
    const given = [{ address: "192.0.2.7", name: "office-192.0.2.7" }];
    const policy = withFleetAddresses(
      policyOf({ whitelist: given, responses: [], rules: [] }),
      fleet,
    );
    const lines = renderBlockLists(policy, fleet).split("\n");
    expect(lines.filter((line) => line.includes(", # "))).toEqual([
      "  10.1.0.1, # never: manager wazuh",
      "  192.0.2.7, # office-192.0.2.7",
      "  10.1.0.2, # fleet-gitlab",
    ]);
  });
});
