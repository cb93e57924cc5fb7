import { join } from "node:path";

import { colours } from "../../cli/lib/colours";

import { findEngine } from "../../tools/engine/findEngine";
import { deployment } from "../deploy";
import { upLab } from "../lab";
import { findProvider } from "../provider/findProvider";
import { POLICY, scenesOf } from "./script";
import { stackConfigOf } from "./stackConfigOf";
import { terminalScreen } from "./screen";
import { stageOf } from "./stage";

async function main(): Promise<void> {
  const start = Date.now();
  const screen = terminalScreen();
  screen.line(
    colours.bold(
      "Active response for a Wazuh fleet as code: a rollout, proven on five hosts of a lab",
    ),
  );
  const coming = screen.busy("the lab comes up");
  const lab = await upLab();
  coming.done((Date.now() - start) / 1000);
  try {
    const scenes = await scenesOf(lab);
    const config = stackConfigOf(lab, POLICY);
    const say = (line: string): void => {
      screen.line(colours.dim(`  ${line}`));
    };
    const engine = await findEngine({ say });
    const provider = await findProvider(engine, { say });
    say(`Engine: the real Pulumi engine, ${engine.version}.`);
    say(provider.sentence);
    say(
      "Hosts: network namespaces with a real sshd and real nftables; Wazuh's daemons are stand-ins.",
    );
    const stack = await deployment(join(lab.dir, "stack"), config, { engine, provider, say });
    const stage = stageOf(lab, stack, config, screen);
    for (const [i, scene] of scenes.entries()) {
      screen.line(`\n${colours.bold(`[${i + 1}/${scenes.length}] ${scene.title}`)}`);
      await scene.play(stage);
    }
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    screen.line(`\n${colours.green(`${stage.proofs.length} proofs, none failed, ${seconds} s.`)}`);
  } finally {
    await lab.down();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(colours.red(`\n${(error as Error).message}`));
    process.exit(1);
  },
);
