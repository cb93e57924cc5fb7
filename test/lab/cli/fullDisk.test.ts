import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { changeFile } from "../../../cli/lib/files/changeFile";
import { newKeyPair } from "../../../lab/keys";
import { mustRun } from "../../../lab/process";
import { run } from "../../unit/cli/run";
import { finish, sshServer, type TestServer } from "../../unit/provider/sshServer";

const FULL = /was not written: ENOSPC: no space left on device/;

describe("a disk that is full", () => {
  const dir = mkdtempSync(join(tmpdir(), "full-"));
  beforeAll(() => mustRun("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", dir]));
  afterAll(async () => {
    await mustRun("umount", [dir]);
    rmSync(dir, { recursive: true });
  });

  it("cuts no stack file, and leaves nothing beside it", () => {
    const file = join(dir, "Pulumi.prod.yaml");
    const old = `config:\n${"# a comment that was written by hand\n".repeat(500)}`;
    writeFileSync(file, old);
    writeFileSync(join(dir, "ballast"), "x".repeat(36 * 1024));
    expect(() => {
      changeFile(file, (text) => `${text}${"# more\n".repeat(3_000)}`);
    }).toThrow(FULL);
    expect(readFileSync(file, "utf8")).toBe(old);
    expect(readdirSync(dir).sort()).toEqual(["Pulumi.prod.yaml", "ballast"]);
  });
});

describe("off in a folder that cannot be written", () => {
  const dir = mkdtempSync(join(tmpdir(), "read-only-"));
  let server: TestServer;

  beforeAll(async () => {
    server = await sshServer({
      exec: async (_, { channel, input }) => {
        await input();
        finish(channel, 0);
      },
    });
    const key = newKeyPair();
    const at = (name: string, host: string, port: number): string =>
      JSON.stringify({ name, host, port, hostKey: server.hostKey });
    const project = join(dir, "project");
    mkdirSync(project);
    writeFileSync(
      join(project, "Pulumi.prod.yaml"),
      `config:\n${[
        `ssh: ${JSON.stringify({ privateKey: key.privateKey, perDialTimeout: 1 })}`,
        `manager: ${at("wazuh", "localhost", server.port)}`,
        // Nobody listens there.
        `agents: [${at("web-1", "127.0.0.1", 9)}]`,
        "whitelist: {}",
        "responses: []",
      ]
        .map((line) => `  wazuh-active-response:${line}\n`)
        .join("")}`,
    );
    await mustRun("mount", ["--bind", project, project]);
    await mustRun("mount", ["-o", "remount,ro,bind", project]);
  });
  afterAll(async () => {
    await mustRun("umount", [join(dir, "project")]);
    await server.close();
    rmSync(dir, { recursive: true });
  });

  it("still says which hosts are NOT off, and warns of the journal", async () => {
    const project = join(dir, "project");
    const { code, stdout, stderr } = await run(["off", "--dir", project, "--reason", "test"]);
    expect(code).toBe(3);
    expect(stdout).toBe(
      "off: 1 of 2 hosts\nNOT switched off: web-1: web-1 (127.0.0.1:9): no SSH listens there (ECONNREFUSED); start sshd, or fix host and port in the stack\n",
    );
    expect(stderr).toBe(
      `warning: the journal cannot be written: EROFS: read-only file system, open '${join(project, "active-response.prod.journal.jsonl")}'\n`,
    );
  });
});
