import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CACHE, jarsOf } from "./maven";
import { AUTO_VALUE, type GraylogVersion } from "./versions";

const MODULE = "graylog-storage-opensearch2";

/**
 * Graylog's module for OpenSearch, as a plugin with its client in it. Graylog publishes it in no registry (its pom says
 * `maven.deploy.skip`), so its own source is compiled, or the jar of Graylog's own download is taken.
 * @param from a git repository of Graylog's source that has the tag of the version, or that jar; undefined: as it was last time.
 * @throws Error that says what to give, where there is nothing to make it of.
 */
export async function storageModule(
  graylog: GraylogVersion,
  bin: string,
  server: readonly string[],
  from: string | undefined,
): Promise<string> {
  const made = join(CACHE, `${MODULE}-${graylog.version}.jar`);
  if (existsSync(made)) return made;
  if (from === undefined) {
    throw new Error(
      `${MODULE} ${graylog.version} cannot be had: Graylog publishes it in no Maven registry. Give --storage a clone of Graylog's source (Graylog2/graylog2-server, with its tags), or the jar of that name from the folder plugin of Graylog's own download`,
    );
  }
  if (from.endsWith(".jar")) return from;
  const client = await jarsOf(`client-${graylog.version}`, graylog.client);
  const auto = await jarsOf("auto-value", AUTO_VALUE, true);
  const work = mkdtempSync(join(tmpdir(), "graylog-storage-"));
  try {
    compile(graylog, { bin, server, client, auto, from, work });
    // The cache may be another file system, so it is copied.
    cpSync(join(work, "module.jar"), `${made}.half`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  renameSync(`${made}.half`, made);
  return made;
}

interface Sources {
  readonly bin: string;
  readonly server: readonly string[];
  readonly client: readonly string[];
  readonly auto: readonly string[];
  readonly from: string;
  readonly work: string;
}

function compile(graylog: GraylogVersion, sources: Sources): void {
  const { bin, server, client, auto, from, work } = sources;
  const archive = execFileSync(
    "git",
    ["-C", from, "archive", graylog.version, `${MODULE}/src/main`],
    { maxBuffer: 2 ** 28 },
  );
  execFileSync("tar", ["-x", "-C", work], { input: archive });
  const main = join(work, MODULE, "src", "main");
  const files = readdirSync(join(main, "java"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".java"))
    .map((file) => join(main, "java", file));
  writeFileSync(join(work, "files"), files.join("\n"));
  const out = join(work, "out");
  mkdirSync(out);
  const classes = [...server, ...client, ...auto].join(":");
  execFileSync(
    join(bin, "javac"),
    ["-nowarn", "-encoding", "UTF-8", "-parameters"].concat(
      ["-processorpath", auto.join(":"), "-cp", classes],
      ["-d", out, `@${join(work, "files")}`],
    ),
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  // The client's classes belong into the plugin: it has a class loader of its own.
  for (const jar of client) execFileSync(join(bin, "jar"), ["xf", jar], { cwd: out });
  rmSync(join(out, "META-INF", "MANIFEST.MF"), { force: true });
  cpSync(join(main, "resources"), out, { recursive: true });
  const properties = join(out, `org.graylog.${MODULE}`, "graylog-plugin.properties");
  const text = readFileSync(properties, "utf8");
  writeFileSync(
    properties,
    text.replaceAll(/\$\{(?:project|graylog)\.version\}/g, graylog.version),
  );
  execFileSync(join(bin, "jar"), ["cf", join(work, "module.jar"), "-C", out, "."]);
}
