import * as hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";

import { lookedUpBy } from "../components/existingServer";
import type { FoundAtHetzner } from "../components/hetznerSource";
import { sshAddress } from "../components/sshAddress";
import type { ServerInput, StackInput } from "../policy/model/stack";

type Existing = Extract<ServerInput, { kind: "existing" }>;

/**
 * Looks up every server that exists, before the first resource is declared: an error that is found later costs a run that
 * was begun.
 * @returns what Hetzner says of each, by name.
 * @throws RunError that names each server that cannot be used by its place in the stack file.
 */
export async function lookUpServers({
  hetzner,
}: StackInput): Promise<ReadonlyMap<string, FoundAtHetzner>> {
  const asked = (hetzner?.servers ?? []).flatMap((server, i) =>
    server.kind === "existing" ? [{ server, path: `hetzner.servers[${i}]` }] : [],
  );
  const answers = await Promise.all(asked.map(({ server }) => ask(server)));
  const found = new Map<string, FoundAtHetzner>();
  const wrong = new Set<string>();
  answers.forEach((answer, i) => {
    const { server, path } = asked[i] as (typeof asked)[number];
    if (typeof answer === "string") {
      wrong.add(sentence(server, path, answer));
      return;
    }
    const where = sshAddress(server, answer);
    if ("address" in where) found.set(server.name, answer);
    else
      wrong.add(`${path}.${where.key}: server "${answer.name}" ${where.reason}; ${where.instead}`);
  });
  if (wrong.size === 0) return found;
  throw new pulumi.RunError(
    `the servers at Hetzner have ${wrong.size} problem(s); nothing was touched:\n${[...wrong].join("\n")}`,
  );
}

async function ask(server: Existing): Promise<FoundAtHetzner | string> {
  try {
    return await hcloud.getServer(lookedUpBy(server.name, server));
  } catch (error) {
    return (error as Error).message;
  }
}

/** Hetzner's provider in the words of the stack file; its own where they are none that are known. */
function sentence({ name, server, selector }: Existing, path: string, said: string): string {
  if (
    /unauthorized|unable to authenticate|invalid.*token|missing.*token|token.*(?:missing|required)/i.test(
      said,
    )
  )
    return `hcloud:token: Hetzner does not take it (${lastLine(said)}); set it by pulumi config set --secret hcloud:token, or HCLOUD_TOKEN`;
  const by = selector === undefined ? `"${server ?? name}"` : `"${selector}"`;
  const key = selector === undefined ? (server === undefined ? "name" : "server") : "selector";
  if (/no Server found/i.test(said))
    return selector === undefined
      ? `${path}.${key}: ${by} is the name of no server in this project of Hetzner's; write its name there under server, or another selector`
      : `${path}.${key}: ${by} matches no server in this project of Hetzner's; write a label that it has`;
  if (/more than one Server found/i.test(said))
    return `${path}.${key}: ${by} matches more than one server; write one that a single server matches, or its name under server`;
  return `${path}: Hetzner cannot be asked for ${by}: ${lastLine(said)}`;
}

/** The engine wraps what a provider says in where it was called. */
function lastLine(said: string): string {
  return (
    said
      .trim()
      .split("\n")
      .at(-1)
      ?.trim()
      .replace(/^\*\s*|^error: /, "") ?? said
  );
}
