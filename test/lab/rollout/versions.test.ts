import { join } from "node:path";

import { deployment } from "../../../lab/deploy";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import type { StackInput } from "../../../policy/model/stack";
import { engineEnvironment } from "../../../tools/engine/engineEnvironment";
import { runProgram } from "./runProgram";
import { TWO_AGENTS } from "../twoAgents";
import { upAlone } from "../upAlone";
import { HOME, must } from "../wazuh/onHost";

const RULE = { id: 100_100, level: 3, description: "mine", ifSid: [5760], match: "nobody" };

/** A cluster of 4.12 with an agent of 4.9 and one of 4.14, which the stack says nothing of: docs/versions.md. */
describe("a fleet of several versions", () => {
  let lab: Lab;
  let stack: Deployment;
  let folder: string;

  const configOf = (more: Partial<StackInput> = {}): StackInput => {
    const all = stackConfigOf(lab);
    // kill-process needs a manager of 4.14.
    return { ...all, responses: all.responses.slice(0, 1), ...more };
  };
  const saying = (version: string): StackInput =>
    configOf({ manager: { ...configOf().manager, version } });
  const pids = (): Promise<string[]> =>
    Promise.all(
      [lab.master, lab.host("worker-1")].flatMap((host) =>
        ["wazuh-execd", "wazuh-analysisd"].map((daemon) =>
          must(host, `cat ${HOME}/var/run/${daemon}-*.pid`),
        ),
      ),
    );
  const planned = async (): Promise<string[]> => {
    const { code, stdout, stderr } = await runProgram(
      ["plan", "--no-enrolled", "--dir", join(folder, "project")],
      engineEnvironment({ folder }),
    );
    if (code !== 0) throw new Error(stderr);
    const about = / \((?:master|worker)\): |^warning: .* version /;
    return `${stderr}${stdout}`.split("\n").filter((line) => about.test(line));
  };

  beforeAll(async () => {
    lab = await upLab({
      agents: TWO_AGENTS,
      workers: ["worker-1"],
      attacker: false,
      versions: { wazuh: "4.12.0", "worker-1": "4.12.0", "hel-1": "4.9.2" },
    });
    folder = join(lab.dir, "stack");
    stack = await deployment(folder, configOf(), { say: () => undefined });
    await stack.up();
  }, 180_000);
  afterAll(() => lab.down());

  it("has its rules changed by a restart, which plan names by what the hosts said", async () => {
    await stack.configure(configOf({ rules: [RULE] }));
    expect(await planned()).toEqual([
      "  wazuh (master): changed, restart instead of a hot reload: 4.12",
      "  worker-1 (worker): applied again, no file changes, restart instead of a hot reload: 4.12",
    ]);
    const before = await pids();
    await stack.up();
    const after = await pids();
    expect(after.map((pid, i) => pid === before[i])).toEqual([true, false, true, false]);
    expect(Object.keys((await stack.preview()).counts)).toEqual(["same"]);
  }, 180_000);

  it("is warned of where the stack says another version, and refused a rule that this one lacks", async () => {
    await stack.configure(saying("4.14.7"));
    const stale =
      "the stack says version 4.14.7, and the host said 4.12.0 at its last apply; correct it, or leave it out";
    const { diagnostics } = await stack.preview();
    expect(diagnostics.filter(({ text }) => text.includes(stale))).toEqual([
      expect.objectContaining({ severity: "warning" }),
    ]);
    expect(await planned()).toContain(`warning: wazuh: ${stale}`);
    const responses = configOf().responses.map((one) => ({ ...one, rules: [5763, 5712, 99_656] }));
    const lacking = { ...saying("4.11.2"), responses } as StackInput;
    expect(await upAlone(folder, lacking, {}, "preview")).toContain(
      "responses[0].rules[2]: 99656 is a rule since Wazuh 4.12.0, and a manager runs 4.11.2; the response never fires for it",
    );
  }, 180_000);
});
