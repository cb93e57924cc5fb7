import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

import { dropCallSites } from "../../../program/callSites";
import { record, valueOf } from "../components/recorded";

const { callsites } = pulumi.Resource as unknown as { callsites: () => unknown };

/** How many frames of its stack a resource is sent with, and whether with its place in the source. */
async function sentWith(): Promise<[number, boolean]> {
  await record({});
  const sent = jest.spyOn(MockMonitor.prototype, "registerResource");
  class Thing extends pulumi.CustomResource {
    constructor(name: string) {
      super("test:index:Thing", name, {});
    }
  }
  await valueOf(new Thing("one").urn);
  const requests = sent.mock.calls.map(([request]) => request as RegisterResourceRequest);
  const request = requests.find((one) => one.getName() === "one");
  sent.mockRestore();
  return [
    request?.getStacktrace()?.getFramesList().length ?? 0,
    request?.getSourceposition() !== undefined,
  ];
}

describe("dropCallSites", () => {
  afterEach(() => Object.assign(pulumi.Resource, { callsites }));

  it("takes the stack and the place in the source out of what the SDK sends", async () => {
    const [frames, place] = await sentWith();
    expect([frames > 1, place]).toEqual([true, true]);
    dropCallSites();
    expect(await sentWith()).toEqual([0, false]);
  });
});
