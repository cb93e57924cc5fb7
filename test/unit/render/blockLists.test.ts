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

  it("drop what is blocked at either end, and let through what the white list has there", () => {
    const text = renderBlockLists(policyOf({ whitelist: [], responses: [], rules: [] }), fleet);
    const rules = text.split("\n").filter((line) => line.startsWith("add rule "));
    const table = "add rule inet wazuh_active_response";
    expect(rules.filter((rule) => rule.includes("@blocked4"))).toEqual([
      `${table} input ip saddr @blocked4 ip saddr != @whitelist4 drop`,
      `${table} forward ip saddr @blocked4 ip saddr != @whitelist4 drop`,
      `${table} forward ip daddr @blocked4 ip daddr != @whitelist4 ip saddr != @whitelist4 drop`,
      `${table} output ip daddr @blocked4 ip daddr != @whitelist4 drop`,
    ]);
    expect(rules.filter((rule) => rule.includes("@blocked6"))).toEqual(
      rules
        .filter((rule) => rule.includes("@blocked4"))
        .map((rule) => rule.replaceAll("ip ", "ip6 ").replaceAll("4 ", "6 ")),
    );
  });
});
