import { findEngine } from "../../tools/engine/findEngine";
import { findProvider } from "../../lab/provider/findProvider";
import { preparePython } from "./python";

// What the benchmark needs from the network, before it goes into the lab, which has none.
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  await findProvider(await findEngine({ say }), { say });
  await preparePython(say);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say((error as Error).message);
    process.exit(69);
  },
);
