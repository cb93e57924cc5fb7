import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse } from "yaml";

import { cacheFolder } from "../../../../cli/lib/pulumi/cacheFolder";

const ROOT = join(__dirname, "../../../..");
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
    expect(readdirSync(folder, { recursive: true }).length).toBeGreaterThan(10);
  });

  it("is nothing where the home cannot be written", () => {
    writeFileSync(join(dir, ".cache"), "no folder");
    expect(node([BIN, "--version"])).toMatch(/^\d+\.\d+\.\d+$/m);
    expect(readdirSync(join(dir, "tmp"))).toEqual([]);
  });

  it("lies there for pulumi too, and the temporary folder stays that of everything else", () => {
    const { runtime } = parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) as {
      runtime: { options: { nodeargs: string } };
    };
    const asked = "[process.env.TS_NODE_CACHE_DIRECTORY, require('os').tmpdir()].join()";
    expect(
      node([...runtime.options.nodeargs.split(" "), "-p", asked], {
        XDG_CACHE_HOME: join(dir, "x"),
      }),
    ).toBe(`${join(dir, "x/wazuh-active-response/compiled")},${join(dir, "tmp")}\n`);
  });
});
