import { readAgentsFile } from "../../../config/agentsFile";
import { isFillIn } from "../../../config/fillIns";
import { hostKeyFindings } from "../../../config/hostKeyFindings";
import { FILL_IN } from "../../../policy/model/keys/values";
import {
  stackSchema,
  type HostInput,
  type ServerInput,
  type StackInput,
} from "../../../policy/model/stack";
import type { KnownServer } from "../../../config/stackOutputs";
import { UNKNOWN_ADDRESS } from "../../../policy/model/fleet";
import { UsageError } from "../../lib/exit";
import { PREFIX, type RawStackFile } from "../../lib/stack";

/** Where the key of a host is pinned: a file, and in it the map that holds `hostKey`. */
export interface Place {
  readonly file: string;
  /** From the document's root: `["config", "wazuh-active-response:agents", 0]`. */
  readonly path: readonly (string | number)[];
}

/** A host of the stack, with the place where its key is pinned. */
export interface PinnedHost {
  /** Its address is `UNKNOWN_ADDRESS` where only a rollout finds it out. */
  readonly host: HostInput;
  readonly place: Place;
  /** False if the file has no key, a FILL-IN, or has a value that is not a key (`ssh-ed25519 AAAA...`). */
  readonly pinned: boolean;
}

/** The bastion goes first: everything else is asked through it. */
export const BASTION = "bastion";

/**
 * Reads the hosts of a stack whose keys may be missing: bastion, managers, agents of the stack file and of its
 * `agentsFile`, and Hetzner servers that exist. A server that the program makes has a key that the program made.
 * @param known what the last rollout found out of Hetzner servers, by name.
 * @throws UsageError naming what else is wrong.
 */
export function pinnedHosts(
  { file, dir, raw, written }: Pick<RawStackFile, "file" | "dir" | "raw" | "written">,
  known: ReadonlyMap<string, KnownServer> = new Map(),
): { readonly ssh: StackInput["ssh"]; readonly hosts: readonly PinnedHost[] } {
  const keys = stackSchema
    .pick({ ssh: true, manager: true, workers: true, agents: true, hetzner: true })
    .loose();
  const read = keys.safeParse(withPlaceholders({ agents: [], ...raw }));
  if (!read.success) {
    const what = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new UsageError(`trust needs ssh and the hosts in the stack file: ${what.join("; ")}`);
  }
  const { ssh, manager, workers = [], agents, hetzner } = read.data;
  const own = ((written["agents"] ?? []) as readonly unknown[]).length;
  const more = readAgentsFile(written, dir)?.file ?? file;
  const at = (host: HostInput, key: string, ...path: (string | number)[]): PinnedHost =>
    placed(host, { file, path: ["config", PREFIX + key, ...path] });
  return {
    ssh,
    hosts: [
      ...(ssh.proxy ? [at({ name: BASTION, ...endpoint(ssh.proxy) }, "ssh", "proxy")] : []),
      at(manager, "manager"),
      ...workers.map((worker, i) => at(worker, "workers", i)),
      ...agents.map((agent, i) =>
        i < own ? at(agent, "agents", i) : placed(agent, { file: more, path: [i - own] }),
      ),
      ...(hetzner?.servers ?? []).flatMap((server, i) =>
        server.kind === "existing"
          ? [at(existing(server, known.get(server.name)), "hetzner", "servers", i)]
          : [],
      ),
    ],
  };
}

function placed(host: HostInput, place: Place): PinnedHost {
  const wrong = hostKeyFindings(host.hostKey, ["hostKey"]).length > 0;
  return { host, place, pinned: !wrong && !isFillIn(host.hostKey) };
}

function existing(
  { name, hostKey, port }: Extract<ServerInput, { kind: "existing" }>,
  known: KnownServer | undefined,
): HostInput {
  return {
    name,
    host: known?.host ?? UNKNOWN_ADDRESS,
    hostKey,
    ...(port !== undefined && { port }),
  };
}

function endpoint(proxy: NonNullable<StackInput["ssh"]["proxy"]>): Omit<HostInput, "name"> {
  const { host, port, hostKey } = proxy;
  return { host, hostKey, ...(port !== undefined && { port }) };
}

/** Gives every host a key, so that the rest of its shape can be judged. */
function withPlaceholders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlaceholders);
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withPlaceholders(part)]),
  );
  const isHost = "host" in copy || copy["kind"] === "existing";
  return isHost && !copy["hostKey"] ? { ...copy, hostKey: FILL_IN } : copy;
}
