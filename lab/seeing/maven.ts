import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where the lab keeps what it fetched: the user's cache folder, outside of the checkout. */
export const CACHE = join(
  process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"),
  "wazuh-active-response",
  "seeing",
);

/**
 * Jars of artifacts and all that they need, by Maven and whatever registry or mirror it is set up with here.
 * @param name of the folder in the cache; one that is whole is not asked for again.
 * @param artifacts `group:artifact:version`, or with a classifier behind it.
 * @param alone without what they need.
 * @returns the jars, those of the artifacts themselves first.
 * @throws Error with Maven's own words where one cannot be had.
 */
export async function jarsOf(
  name: string,
  artifacts: readonly string[],
  alone = false,
): Promise<readonly string[]> {
  const folder = join(CACHE, name);
  if (!existsSync(folder)) {
    const half = `${folder}.half`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, "pom.xml"), pomOf(artifacts));
    const options = [
      "--batch-mode",
      "--quiet",
      "dependency:copy-dependencies",
      "-DincludeScope=runtime",
      `-DoutputDirectory=${half}`,
      ...(alone ? ["-DexcludeTransitive=true"] : []),
    ];
    try {
      await run("mvn", options, { cwd: half, timeout: 900_000 });
    } catch (error) {
      const said = String((error as { stdout?: string }).stdout ?? error);
      const line = said.split("\n").find((one) => one.includes("ERROR")) ?? said.slice(0, 400);
      throw new Error(`Maven cannot bring ${artifacts.join(", ")}: ${line}`);
    }
    renameSync(half, folder);
  }
  const first = artifacts.map((one) => `${one.split(":")[1] ?? ""}-`);
  const rank = (jar: string): number => (first.some((one) => jar.startsWith(one)) ? 0 : 1);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".jar"))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((file) => join(folder, file));
}

function pomOf(artifacts: readonly string[]): string {
  const wanted = artifacts.map((one) => {
    const [group, artifact, version, classifier] = one.split(":");
    const kind = classifier === undefined ? "" : `<classifier>${classifier}</classifier>`;
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${kind}<exclusions><exclusion><groupId>commons-logging</groupId><artifactId>commons-logging</artifactId></exclusion></exclusions></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>lab</groupId><artifactId>seeing</artifactId><version>1</version><dependencies>${wanted.join("")}</dependencies></project>\n`;
}
