import { isolationFor } from "../../../cli/lib/isolation/isolationFor";
import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";

const stack = {
  policy: policyOf({
    whitelist: [],
    responses: [{ kind: "isolate-host", allow: [], on: { locations: ["hel1"] } }],
    rules: [],
  }),
  fleet: fleetOf({
    master: { name: "wazuh", role: "master", address: "10.0.0.2" },
    workers: [],
    agents: [
      { name: "hel-1", role: "agent", address: "10.0.0.11", location: "hel1" },
      { name: "nbg-1", role: "agent", address: "10.0.1.11", location: "nbg1" },
    ],
  }),
};
const target = (name: string, status: string) => ({
  agent: { id: "004", name, status },
  host: { name, host: "10.0.0.11", hostKey: "ssh-ed25519 AAAA" },
});

describe("the isolation of an agent", () => {
  it("is the one that is placed on it", () => {
    expect(isolationFor(stack, target("hel-1", "active"))).toBe(stack.policy.responses[0]);
  });

  it("is refused where none is placed on it", () => {
    expect(() => isolationFor(stack, target("nbg-1", "active"))).toThrow(
      "agent nbg-1 has no isolate-host response; add one to the stack and run pulumi up",
    );
  });

  it.each(["disconnected", "pending", "never_connected"])(
    "is refused where no command reaches the agent: %s",
    (status) => {
      expect(() => isolationFor(stack, target("hel-1", status))).toThrow(
        `agent hel-1 (004) is ${status}: no command reaches it; start its wazuh-agent, or cut it off from outside: isolate --outside only, if it is a Hetzner server`,
      );
    },
  );

  it.each([
    ["as the manager says", { version: "Wazuh v5.0.0" }, {}],
    ["as the stack says", {}, { version: "5.0.0" }],
  ])("is refused for an agent of Wazuh 5, %s, connected or not", (_, said, written) => {
    for (const status of ["active", "disconnected"]) {
      const { agent, host } = target("hel-1", status);
      expect(() =>
        isolationFor(stack, { agent: { ...agent, ...said }, host: { ...host, ...written } }),
      ).toThrow(
        "agent hel-1 (004) runs Wazuh 5.0.0 (beta), which takes no command of a 4.14 manager: isolate for it waits for a release candidate of Wazuh 5, see docs/upgrade-to-wazuh-5.md; isolate --outside only cuts off a Hetzner server",
      );
    }
  });
});
