import { readFileSync, writeFileSync } from "node:fs";

import type { Command } from "commander";

import { homePath } from "../config/homePath";
import type { StackInput } from "../config/schema";
import { ask } from "./ask";
import { EXIT, UsageError } from "./exit";
import { offeredKey } from "../ssh/onHost";
import { readStackFile } from "./stack";
import { withStackOptions } from "./stackOptions";
import { fingerprintOf } from "./trust/fingerprint";
import { knownKey } from "./trust/knownHosts";
import { BASTION, pinnedHosts, withHostKeys, type PinnedHost } from "./trust/pinnedHosts";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly knownHosts?: string | boolean;
  readonly fingerprint?: string;
}

/** Adds the verb `trust`: pin the key of a host after its fingerprint was compared. */
export function addTrust(program: Command): void {
  withStackOptions(program.command("trust"))
    .argument("[host...]", "names of the stack file; by default those without a host key")
    .description(
      "show the fingerprint of a host's key, ask, and pin the key in the stack file; or take the keys from a known_hosts file",
    )
    .option(
      "--known-hosts [file]",
      "take the keys from a file that you trust already, ~/.ssh/known_hosts by default",
    )
    .option("--fingerprint <SHA256:...>", "the fingerprint of one host, instead of the question")
    .addHelpText(
      "after",
      `\nThe bastion of ssh.proxy is called ${BASTION}. Only ed25519 keys can be pinned.\n` +
        "\nExit codes: 0 done, 1 a key was not found or not trusted, 2 the fingerprint is another,\n3 a host cannot be reached.\n" +
        "\nExamples:\n  active-response trust\n  active-response trust --known-hosts\n  active-response trust gitlab --fingerprint SHA256:...\n",
    )
    .action(async (names: string[], options: Options) => {
      process.exitCode = await trust(names, options);
    });
}

async function trust(names: readonly string[], options: Options): Promise<number> {
  const { file, raw } = await readStackFile(options);
  const { ssh, hosts } = pinnedHosts(raw);
  const chosen = choose(names, hosts);
  if (options.fingerprint !== undefined && chosen.length !== 1)
    throw new UsageError("--fingerprint is for one host; name it");
  if (chosen.length === 0) {
    console.error("every host of the stack file has a key; name a host to look at its key again");
    return EXIT.ok;
  }
  let code: number = EXIT.ok;
  let access = ssh;
  for (const one of chosen) {
    const [key, how] = await keyOf(one, access, options);
    if (key !== undefined) {
      // One by one: what was answered is not lost where the next host cannot be reached.
      const text = readFileSync(file, "utf8");
      writeFileSync(file, withHostKeys(text, [{ path: one.path, key }]));
      if (one.host.name === BASTION && access.proxy)
        access = { ...access, proxy: { ...access.proxy, hostKey: key } };
      console.log(`${one.host.name}: pinned ${fingerprintOf(key)} (${how})`);
    } else {
      console.error(`${one.host.name}: not pinned: ${how}`);
      code = Math.max(code, options.fingerprint === undefined ? EXIT.warnings : EXIT.bad);
    }
  }
  return code;
}

function choose(names: readonly string[], hosts: readonly PinnedHost[]): readonly PinnedHost[] {
  if (names.length === 0) return hosts.filter(({ pinned }) => !pinned);
  const unknown = names.find((name) => !hosts.some(({ host }) => host.name === name));
  if (unknown !== undefined)
    throw new UsageError(
      `"${unknown}" is no host of the stack file; write one of ${hosts.map(({ host }) => host.name).join(", ")}`,
    );
  return hosts.filter(({ host }) => names.includes(host.name));
}

/** The key, and where the trust comes from; or no key, and why not. */
async function keyOf(
  { host, pinned }: PinnedHost,
  ssh: StackInput["ssh"],
  { knownHosts, fingerprint }: Options,
): Promise<readonly [string | undefined, string]> {
  const port = host.port ?? 22;
  if (knownHosts !== undefined && knownHosts !== false) {
    const file = homePath(knownHosts === true ? "~/.ssh/known_hosts" : knownHosts);
    const known = await knownKey(file, host.host, port);
    return [known, known === undefined ? `${file} has no ed25519 key of ${host.host}` : file];
  }
  if (fingerprint === undefined && !process.stdin.isTTY)
    throw new UsageError(
      "nobody to ask; give --fingerprint with the name of one host, or --known-hosts; nothing is trusted unseen",
    );
  const { proxy, ...direct } = ssh;
  const key = await offeredKey(host.name === BASTION || !proxy ? direct : ssh, host);
  const shown = fingerprintOf(key);
  if (fingerprint !== undefined) {
    return fingerprint === shown
      ? [key, "the fingerprint that was given"]
      : [undefined, `it shows ${shown}, which is not ${fingerprint}; somebody may be in between`];
  }
  const before =
    !pinned || host.hostKey.startsWith(key)
      ? ""
      : `  The stack pins ANOTHER one, ${fingerprintOf(host.hostKey)}: the server was rebuilt, or somebody is in between.\n`;
  const answer = await ask(
    `${host.name} (${host.host}:${port}) shows ED25519 ${shown}\n${before}` +
      "  Compare it with: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub, on the host's console.\nIs it the same (yes/no)? ",
  );
  return answer === "yes" ? [key, "compared by hand"] : [undefined, "you said no"];
}
