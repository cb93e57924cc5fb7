import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { buildFromModule } from "../../../../tools/engine/buildFromModule";
import { engineVersion } from "../../../../cli/lib/pulumi/engineVersion";
import { ENGINE_VERSION } from "../../../../cli/lib/pulumi/version";
import { environment, folder, program } from "./program";

const PINNED = join(__dirname, "../../../../tools/engine/go");

/** A stand-in for Go: answers `go env`, and runs a script for `go build`. */
function go(root: string, answer: { version?: string; toolchain?: string; build?: string }): void {
  const { version = "go1.26.8", toolchain = "local", build = "exit 9" } = answer;
  program(
    join(root, "bin", "go"),
    `case $1 in
env) printf '%s\\n' ${version} ${toolchain} ${root};;
build) printf '%s\\n' "$PWD" "$@" >${root}/arguments
${build};;
esac`,
  );
}

function modules(root: string, needed = "1.26.6"): string {
  const sources = join(root, "sources");
  mkdirSync(sources);
  writeFileSync(join(sources, "go.mod"), `module engine\n\ngo ${needed}\n`);
  return sources;
}

async function build(
  answer: Parameters<typeof go>[1] | undefined,
  needed?: string,
): Promise<{ root: string; said: string[]; error?: string }> {
  const root = folder();
  const said: string[] = [];
  const into = join(root, "engine");
  mkdirSync(into);
  if (answer) go(root, answer);
  const options = { environment: { ...environment(root) }, sources: modules(root, needed) };
  if (!answer) options.environment["PATH"] = join(root, "bin");
  try {
    await buildFromModule(into, (line) => said.push(line), options);
    return { root, said };
  } catch (error) {
    return { root, said, error: (error as Error).message };
  }
}

it("builds the pinned module with its version, without changing go.sum", async () => {
  const makes = `for last; do [ "$before" = -o ] && out=$last; before=$last; done
echo 'go: downloading example.org/m v1.0.0' >&2
echo example.org/m >&2
printf '#!/bin/sh\\necho v${ENGINE_VERSION}\\n' >"$out"; chmod 755 "$out"`;
  const { root, said, error } = await build({ build: makes });
  expect(error).toBeUndefined();
  expect(await engineVersion(join(root, "engine", "bin", "pulumi"))).toBe(ENGINE_VERSION);
  expect(readFileSync(join(root, "arguments"), "utf8").split("\n")).toEqual([
    join(root, "sources"),
    "build",
    "-v",
    "-mod=readonly",
    "-ldflags",
    `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`,
    "-o",
    join(root, "engine", "bin", "pulumi"),
    "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    "",
  ]);
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(
    /^Building the Pulumi engine 3\.274\.1, once \(about \d+ minutes, more on a busy machine\) \.\.\.$/,
  );
  expect(said[1]).toMatch(/: done in \d+ s$/);
});

it("shows what the compiler said where it fails", async () => {
  const { error, said } = await build({ build: "echo 'x.go:1: undefined: y' >&2; exit 1" });
  expect(error).toBe(
    "The Pulumi engine could not be built from its Go module (go build ended with 1):\n" +
      "x.go:1: undefined: y\n" +
      "Install the Pulumi CLI (3.200 or later) and put it on PATH instead.",
  );
  expect(said[1]).toMatch(/: failed after \d+ s$/);
});

const instead =
  "install Go 1.26.6 or later, or the Pulumi CLI (3.200 or later), and put it on PATH";

it("says that Go is missing", async () => {
  expect((await build(undefined)).error).toBe(
    `The Pulumi engine cannot be downloaded here, and Go is not installed to build it; ${instead}.`,
  );
});

it.each([
  ["go1.19.8", "auto"],
  ["go1.26.5", "local"],
])("says that %s (GOTOOLCHAIN=%s) is too old", async (version, toolchain) => {
  expect((await build({ version, toolchain })).error).toBe(
    `The Pulumi engine cannot be downloaded here, and ${version} is too old to build it; ${instead}.`,
  );
});

it("lets an older Go fetch a newer one of itself where it may", async () => {
  const { error } = await build({ version: "go1.22.1", toolchain: "auto", build: "exit 7" });
  expect(error).toContain("go build ended with 7");
});

it("pins the version that the engine is looked for by", () => {
  const module = readFileSync(join(PINNED, "go.mod"), "utf8");
  expect(module).toContain(`require github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION}\n`);
  expect(readFileSync(join(PINNED, "go.sum"), "utf8")).toContain(
    `github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION} h1:`,
  );
});
