import { checkInputs } from "./check";
import { create, newId, remove, update, type Run } from "./command";
import { diffInputs } from "./diff";
import { logOf, useEngine } from "./engineLog";
import { overOneConnection } from "./overOneConnection";
import { serve, type Resource } from "./server";

const TYPE = "command:remote:Command";
/** The version of the official provider whose place it takes. */
const VERSION = "1.2.1";
/** How often the provider looks whether its engine is still there, in milliseconds. */
const PARENT_ASKED = 2_000;
const cancelled = new AbortController();

function runOver(urn: string): Run {
  const log = logOf(urn);
  return async (command, state) => {
    try {
      return await overOneConnection(command, state, log, cancelled.signal);
    } finally {
      await log.heard();
    }
  };
}

const command: Resource = {
  check: (urn, news) => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    if (type !== TYPE) throw new Error(`the lab's stand-in has ${TYPE} only, and not ${type}`);
    return checkInputs(news);
  },
  diff: diffInputs,
  create: async (urn, inputs) => ({ id: newId(urn), state: await create(inputs, runOver(urn)) }),
  update: (urn, olds, news) => update(olds, news, runOver(urn)),
  delete: (urn, state) => remove(state, runOver(urn)),
  cancel: () => {
    cancelled.abort();
  },
};

process.stderr.write(
  `pulumi-resource-command here is the lab's stand-in for the official provider ${VERSION}.\n`,
);
const address = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (address !== undefined) useEngine(address);
// An engine that is killed does not end its providers: they notice that their parent has changed.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, PARENT_ASKED).unref();
void serve(command, VERSION).then(({ port }) => {
  process.stdout.write(`${String(port)}\n`);
});
