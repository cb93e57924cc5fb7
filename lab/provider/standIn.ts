import { createHash } from "node:crypto";
import { access, chmod, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { build, stop, type Plugin } from "esbuild";

import { cacheFolder } from "../../cli/lib/pulumi/cacheFolder";
import { makeOnce } from "../../tools/engine/makeOnce";

/** Name by which the engine looks for the provider of the package `command`. */
export const PROVIDER = "pulumi-resource-command";

/** The SDK serializes functions with TypeScript's compiler and npm's, which a provider never does: 3 MB less to start. */
const withoutClosures: Plugin = {
  name: "without-closures",
  setup: (bundler) => {
    bundler.onLoad({ filter: /typescript-shim\.js$|@npmcli\/arborist\/lib\/index\.js$/ }, () => ({
      contents: "module.exports = {};",
    }));
  },
};

/**
 * Makes the stand-in one executable file, once for each text of its sources: it is started by every preview and up,
 * and a bundle starts in a fraction of the time. A changed source gives another folder, so a stale one is never run.
 * @returns the folder that holds the executable.
 */
export async function standIn(
  say: (line: string) => void = () => undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const folder = join(cacheFolder(environment), "provider", `stand-in-${await fingerprint()}`);
  const executable = join(folder, PROVIDER);
  const usable = (): Promise<boolean> =>
    access(executable).then(
      () => true,
      () => false,
    );
  if (await usable()) return folder;
  await makeOnce(folder, usable, say, async (scratch) => {
    await mkdir(scratch, { recursive: true });
    const outfile = join(scratch, PROVIDER);
    await build({
      entryPoints: [join(__dirname, "main.ts")],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      banner: { js: "#!/usr/bin/env node" },
      plugins: [withoutClosures],
      // Optional compiled parts of ssh2, which uses node:crypto without them.
      external: ["*.node", "cpu-features"],
      logLevel: "error",
    });
    // Else its process waits for another build as long as this one lives.
    await stop();
    await chmod(outfile, 0o755);
  });
  return folder;
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const sources = (await readdir(__dirname)).filter((name) => name.endsWith(".ts")).sort();
  for (const name of sources) hash.update(name).update(await readFile(join(__dirname, name)));
  hash.update(await readFile(join(__dirname, "..", "..", "package-lock.json")));
  return hash.digest("hex").slice(0, 16);
}
