import { join } from "node:path";

import { record } from "./record";
import type { Recording } from "./terminalPicture";

const ROOT = join(__dirname, "..", "..");

/** Plays the demo once, as npm run demo does, and draws some of its scenes as they stood on the terminal. */
export async function drawDemo(draw: (name: string, recording: Recording) => void): Promise<void> {
  const tsx = join(ROOT, "node_modules", ".bin", "tsx");
  const output = await record(tsx, ["lab/demo/main.ts"], { cwd: ROOT });
  // A scene begins with its number, in bold: [1/7].
  const [, ...scenes] = output.split(/\n(?=\S*\[\d+\/\d+\] )/);
  const scene = (title: string): string => {
    const found = scenes.find((one) => one.split("\n")[0]?.includes(title));
    if (found === undefined) throw new Error(`the demo has no scene "${title}" any more`);
    return found;
  };
  const command = "npm run demo";
  draw("rollout", {
    command,
    title:
      "The demo rolls a policy out to five hosts: a table of every file with its sha256, owner, mode and verified",
    output: scene("rolled out to five hosts"),
  });
  draw("changes", {
    command,
    title:
      "The demo previews three changes with their changed lines by host, rolls them out, and proves who was touched",
    output: scene("Three changes"),
  });
  draw("attack", {
    command,
    title:
      "A brute force is blocked on the attacked host alone; a white-listed address is not; the block ends",
    output: scene("A brute force"),
  });
}
