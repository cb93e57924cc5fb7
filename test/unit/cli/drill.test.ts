import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "./run";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPRR6RFc11Byu0/ZOJbtAxQQOFlr/IfabRNvbuBrSMc2";

test("a drill on a stack that observes opens no connection, since it could prove nothing", async () => {
  const dir = mkdtempSync(join(tmpdir(), "drill-"));
  const config = {
    ssh: { privateKeyFile: "/nowhere" },
    manager: { name: "wazuh", host: "192.0.2.1", hostKey: KEY },
    agents: [{ name: "hel-1", location: "hel1", host: "192.0.2.2", hostKey: KEY }],
    whitelist: { common: [] },
    responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
    mode: "observe",
  };
  const keys = Object.entries(config).map(([key, value]) => [
    `wazuh-active-response:${key}`,
    value,
  ]);
  writeFileSync(
    join(dir, "Pulumi.lab.yaml"),
    JSON.stringify({ config: Object.fromEntries(keys) as object }),
  );
  expect(await run(["drill", "--dir", dir])).toEqual({
    code: 64,
    stdout: "",
    stderr:
      "active-response: stack lab has mode: observe, so there is no block that a drill could prove; remove mode first, and use active-response observed until then; nothing was done\n",
  });
  rmSync(dir, { recursive: true });
});
