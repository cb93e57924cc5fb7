import type { Command } from "commander";

import { UNKNOWN_ADDRESS } from "../../../policy/model/fleet";
import { EXIT, UsageError } from "../../lib/exit";
import { changeFile } from "../../lib/files/changeFile";
import { printOtherWays } from "../../lib/printOtherWays";
import { knownServers, readStackFile } from "../../lib/stack";
import { withStackOptions } from "../../lib/stackOptions";
import { fingerprintOf } from "./fingerprint";
import { keyOf } from "./keyOf";
import { BASTION, type PinnedHost, type Place, pinnedHosts } from "./pinnedHosts";
import { type KeyToPin, withHostKeys } from "./withHostKeys";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly knownHosts?: string | boolean;
  readonly fingerprint?: string;
  readonly at?: string;
}

/** Adds the verb `trust`: pin the key of a host after its fingerprint was compared. */
export function addTrust(program: Command): void {
  withStackOptions(program.command("trust"))
    .argument("[host...]", "names of hosts of the stack; by default those without a host key")
    .summary("pin host keys in the stack file, after you compared the fingerprints")
    .description(
      "show the fingerprint of a host's key, ask, and pin the key in the stack file; or take the keys from a known_hosts file",
    )
    .option(
      "--known-hosts [file]",
      "take the keys from a file that you already trust, ~/.ssh/known_hosts by default",
    )
    .option("--fingerprint <SHA256:...>", "the expected fingerprint of one host, instead of asking")
    .option(
      "--at <address>",
      "the address of one host, if the stack does not know it: a Hetzner server before its first rollout",
    )
    .addHelpText(
      "after",
      `\nThe bastion of ssh.proxy is called ${BASTION}. ed25519 and, where a host\nhas none (FIPS), ECDSA keys can be pinned.\n` +
        "\nExit codes: 0 done, 1 a key was not found or not trusted, 2 the fingerprint differs,\n3 a host cannot be reached.\n" +
        "\nExamples:\n  active-response trust\n  active-response trust --known-hosts\n  active-response trust gitlab --fingerprint SHA256:...\n",
    )
    .action(async (names: string[], options: Options) => {
      process.exitCode = await trust(names, options);
    });
}

async function trust(names: readonly string[], options: Options): Promise<number> {
  const stack = await readStackFile(options);
  // The engine is asked only where a server is at an address that a rollout looked up.
  const first = pinnedHosts(stack);
  const asks = choose(names, first.hosts).some(({ host }) => host.host === UNKNOWN_ADDRESS);
  const { ssh, hosts } =
    asks && options.at === undefined ? pinnedHosts(stack, await knownServers(stack)) : first;
  const chosen = choose(names, hosts);
  for (const key of ["fingerprint", "at"] as const)
    if (options[key] !== undefined && chosen.length !== 1)
      throw new UsageError(`--${key} is for one host; name it`);
  if (chosen.length === 0) {
    console.error("every host of the stack has a key; name a host to check its key again");
    return EXIT.ok;
  }
  let code: number = EXIT.ok;
  let access = ssh;
  const pins = new Pins();
  try {
    for (const one of chosen.map((host) => atAddress(host, options.at))) {
      const { key, how, exit } = await keyOf(one, access, options);
      if (key !== undefined) {
        pins.add(one.place, key);
        // What was answered is not lost where the next host does not answer; a file of keys can be read again.
        if (options.knownHosts === undefined) pins.write();
        if (one.host.name === BASTION && access.proxy)
          access = { ...access, proxy: { ...access.proxy, hostKey: key } };
        console.log(`${one.host.name}: pinned ${fingerprintOf(key)} (${how})`);
      } else {
        console.error(`${one.host.name}: not pinned: ${how}`);
        code = Math.max(code, exit);
      }
    }
  } finally {
    pins.write();
  }
  if (code === EXIT.unreachable)
    await printOtherWays({ ssh, hosts: chosen.map(({ host }) => host) });
  return code;
}

function atAddress(one: PinnedHost, address: string | undefined): PinnedHost {
  return address === undefined ? one : { ...one, host: { ...one.host, host: address } };
}

function choose(names: readonly string[], hosts: readonly PinnedHost[]): readonly PinnedHost[] {
  if (names.length === 0) return hosts.filter(({ pinned }) => !pinned);
  const unknown = names.find((name) => !hosts.some(({ host }) => host.name === name));
  if (unknown !== undefined)
    throw new UsageError(
      `"${unknown}" is not a host of the stack whose key can be pinned; write one of ${hosts.map(({ host }) => host.name).join(", ")}`,
    );
  return hosts.filter(({ host }) => names.includes(host.name));
}

/** Keys that were trusted and are still to be written. */
class Pins {
  private readonly keys = new Map<string, KeyToPin[]>();

  add({ file, path }: Place, key: string): void {
    this.keys.set(file, [...(this.keys.get(file) ?? []), { path, key }]);
  }

  write(): void {
    for (const [file, keys] of this.keys) changeFile(file, (text) => withHostKeys(text, keys));
    this.keys.clear();
  }
}
