import { isDeepStrictEqual } from "node:util";

import { isMap, parse, parseDocument } from "yaml";

import { FILL_IN } from "../../config/keys/values";
import { stackSchema, type HostInput, type StackInput } from "../../config/schema";
import { UsageError } from "../exit";
import { PREFIX } from "../stack";

/** A host of the stack file, with the place where its key is pinned. */
export interface PinnedHost {
  readonly host: HostInput;
  /** Of the map that holds the key: `["agents", 0]`. */
  readonly path: readonly (string | number)[];
  /** False where the file says nothing, or that it must still be filled in. */
  readonly pinned: boolean;
}

/** The bastion goes first: everything else is asked through it. */
export const BASTION = "bastion";

/** Reads the hosts of a stack file whose keys may be missing. @throws UsageError naming what else is wrong. */
export function pinnedHosts(raw: Readonly<Record<string, unknown>>): {
  readonly ssh: StackInput["ssh"];
  readonly hosts: readonly PinnedHost[];
} {
  const keys = stackSchema.pick({ ssh: true, manager: true, workers: true, agents: true }).loose();
  const read = keys.safeParse(withPlaceholders({ agents: [], ...raw }));
  if (!read.success) {
    const what = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new UsageError(`trust needs ssh and the hosts in the stack file: ${what.join("; ")}`);
  }
  const { ssh, manager, workers = [], agents } = read.data;
  const at = (host: HostInput, ...path: (string | number)[]): PinnedHost => ({
    host,
    path,
    pinned: !host.hostKey.startsWith(FILL_IN),
  });
  return {
    ssh,
    hosts: [
      ...(ssh.proxy ? [at({ name: BASTION, ...endpoint(ssh.proxy) }, "ssh", "proxy")] : []),
      at(manager, "manager"),
      ...workers.map((worker, i) => at(worker, "workers", i)),
      ...agents.map((agent, i) => at(agent, "agents", i)),
    ],
  };
}

function endpoint(proxy: NonNullable<StackInput["ssh"]["proxy"]>): Omit<HostInput, "name"> {
  const { host, port, hostKey } = proxy;
  return { host, hostKey, ...(port !== undefined && { port }) };
}

/** Gives every map with a `host` a key, so that the rest of its shape can be judged. */
function withPlaceholders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlaceholders);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withPlaceholders(part)]),
  );
  return "host" in copy && !copy["hostKey"] ? { ...copy, hostKey: FILL_IN } : copy;
}

/**
 * Writes keys into the text of a stack file; comments and everything else stay.
 * @throws Error where the file would not be read back with these keys and nothing else changed.
 */
export function withHostKeys(
  text: string,
  keys: readonly { readonly path: readonly (string | number)[]; readonly key: string }[],
): string {
  const document = parseDocument(text);
  if (!isMap(document.get("config"))) throw new Error("the stack file has no config");
  const wanted = parse(text) as unknown;
  for (const { path, key } of keys) {
    const place = ["config", PREFIX + String(path[0]), ...path.slice(1), "hostKey"];
    document.setIn(place, key);
    put(wanted, place, key);
  }
  const written = document.toString({ lineWidth: 0 });
  if (!isDeepStrictEqual(parse(written), wanted))
    throw new Error("the keys would not be read back from the stack file as they were written");
  return written;
}

function put(root: unknown, path: readonly (string | number)[], value: string): void {
  const last = path.at(-1) ?? "";
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], root);
  (holder as Record<string | number, unknown>)[last] = value;
}
