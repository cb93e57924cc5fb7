import { findEngine } from "../tools/engine/findEngine";
import { findProvider } from "./provider/findProvider";

// Inside its namespaces the lab has no network: what has to be fetched or built is fetched or built here, before.
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

findEngine({ say })
  .then((engine) => findProvider(engine, { say }))
  .then(
    () => process.exit(0),
    (error: unknown) => {
      say((error as Error).message);
      process.exit(69);
    },
  );
