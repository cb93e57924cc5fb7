import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../../..");

interface Made {
  readonly hosts: string[];
  readonly made: { type: string; name: string; stdin?: string; firewallIds?: number[] }[];
}

const packed = mkdtempSync(join(tmpdir(), "archive-"));

beforeAll(() => {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", packed], { cwd: ROOT });
}, 180_000);
afterAll(() => {
  rmSync(packed, { recursive: true });
});

/** Unpacks the project as the package that npm would install into a folder's node_modules. */
function installPacked(folder: string): string {
  const [archive] = readdirSync(packed);
  if (archive === undefined) throw new Error("npm pack left no archive");
  const unpacked = join(folder, "node_modules", "wazuh-active-response");
  mkdirSync(unpacked, { recursive: true });
  execFileSync("tar", ["xzf", join(packed, archive), "-C", unpacked, "--strip-components=1"]);
  return unpacked;
}

/** Names of the packages that npm install puts beside ours: all that the lock file does not call development. */
function runtimePackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean }>;
  };
  return Object.entries(packages).flatMap(([path, { dev }]) => {
    const name = path.replace(/^node_modules\//, "");
    // What a package brings for itself alone comes with it; what is for other machines is not here.
    const beside = path !== "" && !name.includes("node_modules/");
    return beside && !dev && existsSync(join(ROOT, path)) ? [name] : [];
  });
}

describe("the package, packed and installed into an empty folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  let program: string;
  // Packages are looked for where the links stand: nothing of the project's development is found.
  const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(
      process.execPath,
      ["--preserve-symlinks", "--preserve-symlinks-main", program, ...args],
      { cwd: folder, encoding: "utf8" },
    );

  beforeAll(() => {
    program = join(installPacked(folder), "bin", "active-response.js");
    for (const name of runtimePackages()) {
      const link = join(folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), link);
    }
    copyFileSync(join(ROOT, "Pulumi.prod.yaml"), join(folder, "Pulumi.prod.yaml"));
  }, 180_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("holds no tests, lab, bench or tools, and asks for no package of theirs", () => {
    expect(readdirSync(dirname(dirname(program))).sort()).toEqual([
      ...["LICENSE", "README.md", "bin", "cli", "config", "dist", "package.json", "policy"],
      ...["scripts", "ssh", "stack.schema.json", "terminal"],
    ]);
    const development = ["jest", "eslint", "prettier", "fast-check"];
    expect(development.filter((name) => existsSync(join(folder, "node_modules", name)))).toEqual(
      [],
    );
  });

  it("runs its verbs", () => {
    const { status, stdout, stderr } = run("--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const verbs = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, verb]) => verb as string);
    expect(verbs).toEqual(expect.arrayContaining(["check", "isolate", "lint", "plan", "status"]));
    expect(run("completion", "bash")).toMatchObject({ status: 0, stderr: "" });
  }, 180_000);

  it("lints a stack, and renders what it would send", () => {
    expect(run("lint", "--dir", ".", "--stack", "prod")).toMatchObject({ status: 1, stderr: "" });
    const rendered = run("render", "--dir", ".", "--stack", "prod", "--out", "rendered");
    expect(rendered).toMatchObject({
      status: 0,
      stdout: "26 files of 2 hosts in rendered, listed in manifest.json\n",
    });
  }, 180_000);
});

describe("the package, packed and used by another Pulumi program", () => {
  const folder = mkdtempSync(join(tmpdir(), "library-"));
  const modules = join(folder, "node_modules");

  beforeAll(() => {
    installPacked(folder);
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
