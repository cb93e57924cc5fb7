import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as pulumi from "@pulumi/pulumi";

import { dropDebugMessages } from "../../../program/debugMessages";
import { record, settled, valueOf } from "../components/recorded";

const SEVERITIES = ["debug", "info", "warning", "error"];
const { debug } = pulumi.log;

/** What the SDK and a program say to the engine while one resource is made, by severity. */
async function saidToEngine(): Promise<string[]> {
  const said: string[] = [];
  const engine = {
    log: (request: LogRequest, done: () => void): void => {
      said.push(SEVERITIES[request.getSeverity()] ?? "");
      done();
    },
  };
  await record({});
  const spy = jest.spyOn(settings, "getEngine").mockReturnValue(engine as never);
  class Thing extends pulumi.CustomResource {
    constructor(name: string) {
      super("test:index:Thing", name, {});
    }
  }
  await valueOf(new Thing("one").urn);
  await pulumi.log.warn("a warning");
  await settled();
  spy.mockRestore();
  return said;
}

describe("dropDebugMessages", () => {
  afterEach(() => Object.assign(pulumi.log, { debug }));

  it("keeps the SDK's debug messages from the engine, and nothing else", async () => {
    expect(new Set(await saidToEngine())).toEqual(new Set(["debug", "warning"]));
    dropDebugMessages();
    expect(await saidToEngine()).toEqual(["warning"]);
  });
});
