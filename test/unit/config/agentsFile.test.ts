import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { loadStack } from "../../../cli/lib/stack";
import { withAgentsFile } from "../../../config/agentsFile";

describe("agentsFile", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "agents-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("adds its agents behind those of the stack file, as YAML and as JSON", () => {
    writeFileSync(join(folder, "a.yaml"), "- { name: b }\n- { name: c }\n");
    writeFileSync(join(folder, "a.json"), '[{"name":"b"},{"name":"c"}]');
    for (const agentsFile of ["a.yaml", "a.json"])
      expect(withAgentsFile({ agentsFile, agents: [{ name: "a" }] }, folder)).toEqual({
        agentsFile,
        agents: [{ name: "a" }, { name: "b" }, { name: "c" }],
      });
  });

  it("changes nothing where there is none", () => {
    expect(withAgentsFile({ agents: [1] }, folder)).toEqual({ agents: [1] });
  });

  it.each([
    [
      "none.yaml",
      'agentsFile: "none.yaml" cannot be read (ENOENT); write the path of a YAML or JSON file, relative to Pulumi.yaml',
    ],
    [
      "map.yaml",
      'agentsFile: "map.yaml" contains no list; write one agent per entry, as in the key agents',
    ],
  ])("refuses %s", (agentsFile, message) => {
    writeFileSync(join(folder, "map.yaml"), "agents: []\n");
    expect(() => withAgentsFile({ agentsFile }, folder)).toThrow(new Error(message));
  });

  it("is read by the verbs too, from the folder of the stack file", async () => {
    const hostKey =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
    writeFileSync(
      join(folder, "more.yaml"),
      JSON.stringify([{ name: "gitlab", host: "10.0.0.3", hostKey }]),
    );
    const config = {
      ssh: { privateKey: "x" },
      manager: { name: "wazuh", host: "10.0.0.2", hostKey },
      agents: [],
      agentsFile: "more.yaml",
      whitelist: { common: [{ address: "10.0.0.0/24", name: "office" }] },
      responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
    };
    const keys = Object.entries(config).map(([key, value]) => [
      `wazuh-active-response:${key}`,
      value,
    ]);
    writeFileSync(
      join(folder, "Pulumi.mine.yaml"),
      JSON.stringify({ config: Object.fromEntries(keys) as unknown }),
    );
    const stack = await loadStack({ stack: "mine", dir: folder });
    expect(stack.ok && stack.fleet.agents.map(({ name }) => name)).toEqual(["gitlab"]);
  });
});
