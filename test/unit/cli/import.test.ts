import { readFileSync } from "node:fs";
import { join } from "node:path";

import { printImported } from "../../../cli/verbs/import/import";
import { importOssecConf } from "../../../policy/ossecConf/import/importOssecConf";
import { run } from "./run";

const file = (name: string): string => join(__dirname, "../../oracle", name);

test("import prints YAML, and names on standard error what it leaves out; exit 1", async () => {
  const { code, stdout, stderr } = await run(["import", file("00-ok-ar.conf")]);
  expect(code).toBe(1);
  expect(stderr).toBe(
    `${file("00-ok-ar.conf")}:193:5: left out: <white_list>^localhost.localdomain$</white_list> is the name of a host; entries are addresses, and hardly any event has a name there\n`,
  );
  expect(stdout).toContain(
    "# Left out, line 193: <white_list>^localhost.localdomain$</white_list> is the name of a host",
  );
  expect(stdout).toContain(
    "    - kind: block-ip\n      rules:\n        - 5763\n      timeout: 600\n",
  );
  expect(stdout).toContain("  wazuh-active-response:ignoreWindow: keep\n");
});

test("a file that Wazuh cannot read is exit 2, with its place", async () => {
  expect(await run(["import", file("01-global-closed-by-ar.conf")])).toEqual({
    code: 2,
    stdout: "",
    stderr: `${file("01-global-closed-by-ar.conf")}:195:3: error: </active-response> comes while <global> of line 191 is still open; write </global> before it\n`,
  });
});

test("a file without responses and white list is asked about; exit 1", async () => {
  const { code, stderr } = await run(["import", join(__dirname, "../../../package.json")]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/package\.json: has no <white_list> and no <active-response>/);
});

test("help has two examples", async () => {
  const { code, stdout } = await run(["import", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /Examples:\n {2}active-response import .*\n {2}ssh .* active-response import -\n/,
  );
});

test("rules that no stock Wazuh has are rules of the manager's own, so that the stack is taken by lint", () => {
  const text = readFileSync(file("00-ok-ar.conf"), "utf8").replace(
    "<rules_id>5763",
    "<rules_id>100200,5763,100201",
  );
  const imported = importOssecConf(text, "ossec.conf");
  expect(imported.managerRules).toEqual([100_200, 100_201]);
  expect(printImported(imported, "ossec.conf")).toContain(
    "  wazuh-active-response:managerRules:\n    - 100200\n    - 100201\n",
  );
});
