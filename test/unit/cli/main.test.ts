import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run, runProgram } from "./run";

describe("the program", () => {
  test("a verb's help is no error and has examples", async () => {
    const { code, stdout, stderr } = await run(["check", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Examples:\n( {2}active-response check .+\n){2}/m);
  });

  test("no verb: the help, and exit 64", async () => {
    const { code, stderr } = await run([]);
    expect(code).toBe(64);
    expect(stderr).toContain("Usage: active-response");
  });

  test("an unknown verb and an unknown option: one line, exit 64", async () => {
    expect(await run(["chekc"])).toEqual({
      code: 64,
      stdout: "",
      stderr: "active-response: error: unknown command 'chekc'\n(Did you mean check?)\n",
    });
    const option = await run(["check", "--nope"]);
    expect(option.code).toBe(64);
    expect(option.stderr).toContain("active-response: error: unknown option '--nope'");
  });

  test("wrong use: one line that says what to write, no stack trace, exit 64", async () => {
    const folder = mkdtempSync(join(tmpdir(), "empty-"));
    expect(await runProgram(["check", "--dir", folder])).toEqual({
      code: 64,
      stdout: "",
      stderr: `active-response: no stack file (Pulumi.<stack>.yaml) in ${folder}; go to the project's folder or give --dir\n`,
    });
  });

  test.each([
    ["config: [", /^active-response: .+Pulumi\.x\.yaml: .+ at line 1, column \d+:?\n$/],
    [
      "config:\n  other:key: 1\n",
      /^active-response: .+Pulumi\.x\.yaml is a stack of another project: no key begins with wazuh-active-response:, the first is other:key\n$/,
    ],
    [
      `config:
  wazuh-active-response:ssh: { privateKeyFile: /nosuch }
  wazuh-active-response:manager: { name: wazuh, host: 192.0.2.1, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa }
  wazuh-active-response:agents: []
  wazuh-active-response:whitelist: { common: [] }
  wazuh-active-response:responses: []
`,
      /^active-response: ssh\.privateKeyFile: \/nosuch cannot be read \(ENOENT\); write the path of a private key\n$/,
    ],
  ])("a stack file that cannot be used is one line: %j", async (text, line) => {
    const folder = mkdtempSync(join(tmpdir(), "stack-"));
    writeFileSync(join(folder, "Pulumi.x.yaml"), text);
    const { code, stderr } = await runProgram(["check", "--dir", folder]);
    expect(stderr).toMatch(line);
    expect(code).toBe(64);
  });
});
