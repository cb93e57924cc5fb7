import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

import { copyTree } from "./copyTree";
import { Judged } from "./judged";
import { optionsOf, USAGE, type Options } from "./options";
import { Recorded } from "./record";
import { Runner } from "./runner";
import { printShare, shareOf } from "./share";
import { tried } from "./tried";

const ROOT = resolve(__dirname, "../..");

const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What is asked for, or the exit code that says why nothing is done. */
function asked(): { readonly options: Options; readonly recorded: Recorded } | number {
  try {
    const options = optionsOf(process.argv.slice(2));
    if (options) return { options, recorded: new Recorded(options.out, options.again) };
    process.stdout.write(USAGE);
    return 0;
  } catch (error) {
    process.stderr.write(`npm run mutants: ${messageOf(error)}\n\n${USAGE}`);
    return 64;
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

async function main(): Promise<number> {
  const request = asked();
  if (typeof request === "number") return request;
  const { options, recorded } = request;
  const judged = new Judged(join(__dirname, "judged.tsv"));
  let reachesLeast = true;
  for (const area of options.areas) {
    // Each area has a tree of its own: the faults of another one, asleep in it, would only slow it down.
    const tree = copyTree(ROOT);
    const runner = new Runner(tree);
    const end = (): void => {
      runner.end();
      // By a process of its own: whoever stops this one may not wait for it.
      spawn("rm", ["-rf", tree], { detached: true, stdio: "ignore" }).unref();
    };
    process.once("exit", end);
    const { sample, seed } = options;
    const ended = await tried({ root: ROOT, tree, runner, recorded, sample, seed, tell }, area);
    const share = shareOf(ended, judged);
    for (const { verdict, file, line, what, source } of share.left)
      tell(`${verdict}: ${file}:${line}  ${what}\n    ${source}`);
    tell(printShare(area.name, share));
    if (share.percent < options.least) reachesLeast = false;
    end();
    process.off("exit", end);
  }
  return reachesLeast ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => process.exit(signal === "SIGINT" ? 130 : 143));
void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`npm run mutants: ${messageOf(error)}\n`);
    process.exit(70);
  },
);
