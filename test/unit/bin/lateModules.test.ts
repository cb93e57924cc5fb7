import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");

/** Runs a text with late modules in a process of its own, where `loaded` names those that are there. @returns what it prints, as JSON. */
function run(text: string, cwd = ROOT): unknown {
  const program = `
    require(${JSON.stringify(join(ROOT, "bin/lateModules.js"))}).loadLate();
    const pulumi = require(${JSON.stringify(require.resolve("@pulumi/pulumi"))});
    const loaded = () => [/arborist\\/lib\\/index\\.js$/, /typescript\\/lib\\/typescript\\.js$/].map((file) =>
      Object.keys(require.cache).some((path) => file.test(path)));
    (async () => { ${text} })().then((all) => console.log(JSON.stringify(all)));`;
  return JSON.parse(
    execFileSync(process.execPath, ["-e", program], { cwd, encoding: "utf8", stdio: "pipe" }),
  );
}

describe("modules that the SDK needs for the serializing of functions alone", () => {
  it("are not loaded by a start", () => {
    expect(run("return loaded();")).toEqual([false, false]);
  });

  it("are what they were where a function is serialized", () => {
    expect(
      run(`
        const { text } = await pulumi.runtime.serializeFunction((a) => a + 1);
        return [text.includes("return (a) => a + 1;"), loaded()];`),
    ).toEqual([true, [false, true]]);
  });

  it("are what they were where the packages of a function are looked for", () => {
    const folder = mkdtempSync(join(tmpdir(), "late-modules-"));
    writeFileSync(join(folder, "package.json"), '{"name":"alone","version":"1.0.0"}');
    try {
      expect(
        run("return [[...(await pulumi.runtime.computeCodePaths()).keys()], loaded()];", folder),
      ).toEqual([[], [true, false]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are the same to all who ask for them", () => {
    expect(
      run(`
        const shim = require("@pulumi/pulumi/typescript-shim");
        const own = require("typescript");
        return [shim.SyntaxKind === own.SyntaxKind, "version" in shim, Object.keys(shim).length === Object.keys(own).length, shim.version === own.version];`),
    ).toEqual([true, true, true, true]);
  });
});
