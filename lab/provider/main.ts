import { main, type Provider } from "@pulumi/pulumi/provider";

import { checkInputs } from "./check";
import { create, newId, remove, update, type Run } from "./command";
import { dial } from "./dial";
import { diffInputs } from "./diff";
import { logOf, useEngine } from "./engineLog";
import { runCommand } from "./runCommand";

const TYPE = "command:remote:Command";
const cancelled = new AbortController();

/** Opens one connection for one command, and closes it. */
function runOver(urn: string): Run {
  const log = logOf(urn);
  return async (command, state) => {
    const { client, end } = await dial(state.connection, {
      signal: cancelled.signal,
      log: log.status,
    });
    try {
      return await runCommand(client, command, state, log);
    } finally {
      end();
    }
  };
}

function only(urn: string): void {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  if (type !== TYPE)
    throw new Error(`the stand-in provider of the lab has ${TYPE} only, not ${type}`);
}

type Properties = Record<string, unknown>;

const provider = {
  version: "1.2.1",
  check: (urn, _olds, news) => {
    only(urn);
    return Promise.resolve(checkInputs(news as Properties));
  },
  diff: (_id, _urn, olds, news) =>
    Promise.resolve(diffInputs(olds as Properties, news as Properties)),
  create: async (urn, inputs) => ({
    id: newId(urn),
    outs: await create(inputs as Properties, runOver(urn)),
  }),
  update: async (_id, urn, olds, news) => ({
    outs: await update(olds as Properties, news as Properties, runOver(urn)),
  }),
  delete: (_id, urn, state) => remove(state as Properties, runOver(urn)),
  cancel: () => {
    cancelled.abort();
    return Promise.resolve();
  },
} satisfies Provider;

process.stderr.write(
  "pulumi-resource-command here is the lab's stand-in for the official provider 1.2.1.\n",
);
const address = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (address !== undefined) useEngine(address);
void main(provider, process.argv.slice(2));
