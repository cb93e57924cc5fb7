import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { cacheFolder } from "../../../cli/lib/pulumi/cacheFolder";

const ROOT = join(__dirname, "../../..");
const BIN = join(ROOT, "bin/active-response.js");

describe("what is kept of compiled TypeScript", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "private-cache-"));
    mkdirSync(join(dir, "tmp"));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const node = (args: readonly string[], more: NodeJS.ProcessEnv = {}): string => {
    const environment = { PATH: process.env["PATH"], HOME: dir, TMPDIR: join(dir, "tmp"), ...more };
    return execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", env: environment });
  };

  it("lies in the user's own cache, not in the machine's temporary folder", () => {
    expect(node([BIN, "--version"])).toMatch(/^\d+\.\d+\.\d+$/m);
    expect(readdirSync(join(dir, "tmp"))).toEqual([]);
    const folder = join(dir, ".cache/wazuh-active-response/compiled");
    expect(folder).toBe(join(cacheFolder({ HOME: dir }), "compiled"));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toContainEqual(expect.stringMatching(/^[0-9a-f]{64}\.js$/));
  });

  it("is nothing where the home cannot be written", () => {
    writeFileSync(join(dir, ".cache"), "no folder");
    expect(node([BIN, "--version"])).toMatch(/^\d+\.\d+\.\d+$/m);
    expect(readdirSync(join(dir, "tmp"))).toEqual([]);
  });

  it("is nothing where others could write it", () => {
    const folder = join(dir, ".cache/wazuh-active-response/compiled");
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o775);
    expect(node([BIN, "--version"])).toMatch(/^\d+\.\d+\.\d+$/m);
    expect(readdirSync(folder)).toEqual([]);
  });
});
