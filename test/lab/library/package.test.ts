import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");

interface Made {
  readonly hosts: string[];
  readonly made: { type: string; name: string; stdin?: string; firewallIds?: number[] }[];
}

describe("the package, packed and used by another Pulumi program", () => {
  const folder = mkdtempSync(join(tmpdir(), "library-"));
  const modules = join(folder, "node_modules");

  beforeAll(() => {
    execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: ROOT });
    const [archive] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    if (archive === undefined) throw new Error("npm pack left no archive");
    const unpacked = join(modules, "wazuh-active-response");
    mkdirSync(unpacked, { recursive: true });
    execFileSync("tar", ["xzf", join(folder, archive), "-C", unpacked, "--strip-components=1"]);
    // As npm install would, from the packages that are here already: no registry is asked.
    for (const name of readdirSync(join(ROOT, "node_modules"))) {
      if (name !== "wazuh-active-response" && name !== ".bin")
        symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    cpSync(join(ROOT, "examples/library"), folder, { recursive: true });
    copyFileSync(join(__dirname, "run.cjs"), join(folder, "run.cjs"));
  }, 180_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("has types that a program compiles against, strictly", () => {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    expect(execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" })).toBe("");
  }, 180_000);

  it("finds its scripts at run time, and makes the example's fleet", () => {
    const text = execFileSync(
      process.execPath,
      [join(folder, "run.cjs"), join(folder, "bin/index.js")],
      { cwd: folder, encoding: "utf8" },
    );
    const { hosts, made } = JSON.parse(text.trim().split("\n").at(-1) ?? "") as Made;
    expect(hosts).toEqual(["gitlab", "runner-1", "wazuh"]);
    expect(
      made
        .filter(({ type }) => !type.startsWith("wazuh-"))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "gitlab-apply",
      "gitlab-prune",
      "manager-wazuh-apply",
      "manager-wazuh-prune",
      "runner-1-apply",
      "runner-1-host-key",
      "runner-1-prune",
      "runner-1-ready",
      "runner-1-server",
      "runners-ssh",
    ]);
    const bundle = (host: string): { files: Record<string, { content: string }> } =>
      JSON.parse(made.find(({ name }) => name === `${host}-apply`)?.stdin ?? "") as never;
    const bin = "/var/ossec/active-response/bin";
    expect(bundle("gitlab").files[`${bin}/guarded-block-ip`]?.content).toMatch(/^#!\/bin\/sh\n/);
    expect(bundle("gitlab").files[`${bin}/kill-malicious-process.sh`]).toBeUndefined();
    expect(bundle("runner-1").files[`${bin}/kill-malicious-process.sh`]?.content).toContain(
      "xmrig",
    );
    expect(made.find(({ name }) => name === "runner-1-server")?.firewallIds).toEqual([7]);
  }, 180_000);
});
