import { join } from "node:path";

import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { DeploymentError, type Deployment, type StackConfig } from "../../../lab/demo/deployment";
import { deployment } from "../../../lab/deploy";
import { breakHost, mendHost } from "../../../lab/faults";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { TWO_AGENTS } from "../twoAgents";
import { upAlone } from "../upAlone";

describe("flags", () => {
  let lab: Lab;
  let stack: Deployment;
  const folder = (): string => join(lab.dir, "stack");
  beforeAll(async () => {
    lab = await upLab({ agents: TWO_AGENTS, attacker: false });
    stack = await deployment(folder(), {}, { say: () => undefined });
  }, 180_000);
  afterAll(() => lab.down());
  const configOf = (timeout: string): StackConfig =>
    stackConfigOf(lab, { responses: [{ kind: "block-ip", rules: [5763, 5712], timeout }], rollout: { parallel: 1 } });

  it("continue", async () => {
    await breakHost(lab.host("nbg-1"), "refuses");
    console.log(await upAlone(folder(), configOf("1h"), { continueOnError: true }));
    console.log(JSON.stringify(await stack.outputs()));
    await mendHost(lab.host("nbg-1"), "refuses");
    await stack.configure(configOf("1h"));
    console.log((await stack.up()).outputs);
    console.log((await stack.preview()).changes);
  }, 180_000);

  it("target", async () => {
    const more = { ...(configOf("1h") as object), responses: [{ kind: "block-ip", rules: [5763, 5712], timeout: "2h" }, { kind: "kill-process", rules: [100050], processes: ["xmrig"] }] };
    await stack.configure(more);
    await stack.preview({ target: ["**manager-wazuh-apply"] }).then((p) => console.log("ok", p.diff), (e: unknown) => console.log("REFUSED", (e as Error).message, (e as DeploymentError).run.stdout));
    console.log("ALONE", await upAlone(folder(), more, { target: ["**manager-wazuh-apply"] }));
    console.log("EXCL", await upAlone(folder(), more, { exclude: ["**nbg-1-apply"] }));
    console.log(JSON.stringify(await stack.outputs()));
    console.log((await stack.up()).changes.map((c) => c.name + " " + c.op));
    console.log(JSON.stringify(await stack.outputs()));
  }, 180_000);
});
