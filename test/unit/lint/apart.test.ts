import { areApart } from "../../../policy/lint/responses/apart";
import type { TriggeredResponse } from "../../../policy/model/response";
import type { WrittenOf } from "../../../policy/model/written";
import { fleetOf } from "../../../policy/model/parseFleet";
import { FLEET, policyOf } from "./subject";

type Placement = NonNullable<WrittenOf<"block-ip">["on"]>;

const on = (placement?: Placement): TriggeredResponse =>
  policyOf({
    responses: [
      { kind: "block-ip", rules: [5763], timeout: 60, ...(placement && { on: placement }) },
    ],
  }).responses[0] as TriggeredResponse;
// gitlab is in hel1 with tier web, runner in nbg1 without a label.
const NOBODY = fleetOf({ ...FLEET, agents: [] });

describe("two responses", () => {
  it.each<[Placement | undefined, Placement | undefined, boolean, boolean]>([
    // a, b, apart in the fleet, apart by what they say alone
    [undefined, undefined, false, false],
    [undefined, { locations: ["hel1"] }, false, false],
    [{ locations: ["hel1"] }, undefined, false, false],
    [{ locations: ["hel1"] }, { locations: ["nbg1"] }, true, true],
    [{ locations: ["hel1", "nbg1"] }, { locations: ["nbg1"] }, false, false],
    [{ agents: ["gitlab"] }, { agents: ["runner"] }, true, true],
    [{ agents: ["gitlab", "runner"] }, { agents: ["runner"] }, false, false],
    [{ labels: { tier: "web" } }, { labels: { tier: "db" } }, true, true],
    [{ labels: { tier: "web" } }, { labels: { tier: "web" } }, false, false],
    // What one says of agents and the other of locations only the fleet can tell.
    [{ agents: ["gitlab"] }, { locations: ["nbg1"] }, true, false],
    [{ agents: ["gitlab"] }, { locations: ["hel1"] }, false, false],
    [{ labels: { tier: "web" } }, { agents: ["runner"] }, true, false],
    [{ labels: { tier: "web" } }, { labels: { other: "x" } }, true, false],
  ])("on %j and on %j: apart %s", (a, b, apart, alone) => {
    expect(areApart(on(a), on(b), FLEET)).toBe(apart);
    expect(areApart(on(b), on(a), FLEET)).toBe(apart);
    const part = { ...FLEET, partial: true };
    expect(areApart(on(a), on(b), part)).toBe(alone);
  });

  it("of a fleet without agents are apart where both are placed", () => {
    expect(areApart(on({ agents: ["gitlab"] }), on({ agents: ["gitlab"] }), NOBODY)).toBe(true);
  });
});
