import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import { renderCloudInit } from "../../../policy/cloudInit/cloudInit";
import { SERVERS } from "./servers";

// lab/fetchCloudInit.sh puts Debian's own files there; this test never downloads anything.
const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
const modules = join(cache, "wazuh-active-response/cloud-init/usr/lib/python3/dist-packages");
const describeWithFiles = existsSync(modules) ? describe : describe.skip;

describeWithFiles(
  "cloud-init's own schema test (skipped without its files: run lab/fetchCloudInit.sh)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "cloud-init-"));
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    function schemaSays(text: string): { status: number | null; output: string } {
      const file = join(folder, "user-data.yaml");
      writeFileSync(file, text, { mode: 0o600 });
      const { status, stdout, stderr } = spawnSync(
        "/usr/bin/python3",
        ["-m", "cloudinit.cmd.main", "schema", "--config-file", file],
        { env: { PYTHONPATH: modules, PYTHONDONTWRITEBYTECODE: "1" }, encoding: "utf8" },
      );
      return { status, output: stdout + stderr };
    }

    it.each(Object.keys(SERVERS))("accepts %s", (name) => {
      const server = SERVERS[name];
      if (!server) throw new Error(`no server ${name}`);
      const said = schemaSays(renderCloudInit(server));
      expect(said.output).toMatch(/^Valid cloud-config: /);
      expect(said.status).toBe(0);
    });

    it("is a test that can fail", () => {
      const said = schemaSays("#cloud-config\nssh_keys: {ed25519_secret: x}\npackages: 5\n");
      expect(said.status).toBe(1);
      expect(said.output).toContain("packages: 5 is not of type 'array'");
      expect(said.output).toContain("ssh_keys");
    });
  },
);
