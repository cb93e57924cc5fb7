import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { printPlacements } from "../../../policy/plan/printPlacements";

const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [
    { name: "hel-1", role: "agent", address: "10.0.0.11", location: "hel1" },
    {
      name: "nbg-1",
      role: "agent",
      address: "10.0.1.11",
      location: "nbg1",
      labels: { role: "runner" },
    },
  ],
});
const policy = policyOf({
  whitelist: [],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 60 },
    { kind: "kill-process", rules: [100050], processes: ["x"], on: { locations: ["hel1"] } },
    {
      kind: "isolate-host",
      allow: [],
      on: { locations: ["nbg1", "fsn1"], labels: { role: "runner" } },
    },
    { kind: "disable-account", rules: [1], timeout: 60, protect: [], on: { agents: ["gone"] } },
  ],
});

describe("printPlacements", () => {
  it("says which agents a placement means today, and nothing where all have the response", () => {
    expect(printPlacements(policy, fleet)).toEqual([
      "responses[1] kill-process on location hel1: hel-1 (1 of 2 agents)",
      "responses[2] isolate-host on location nbg1 or fsn1, label role=runner: nbg-1 (1 of 2 agents)",
      "responses[3] disable-account on agent gone: none today (0 of 2 agents)",
    ]);
  });
});
