import { homePath } from "../../../config/homePath";
import type { StackInput } from "../../../policy/model/stack";
import { UNKNOWN_ADDRESS } from "../../../policy/model/fleet";
import { ask } from "../../lib/ask";
import { EXIT, UsageError } from "../../lib/exit";
import { offeredKey, UnreachableError } from "../../../ssh/onHost";
import { fingerprintOf } from "./fingerprint";
import { knownKey, nameIn } from "./knownHosts";
import { BASTION, type PinnedHost } from "./pinnedHosts";
import { SSH_PORT } from "../../../policy/model/keys/values";

/** Where the trust comes from; the question on the terminal where neither is given. */
export interface Ways {
  readonly knownHosts?: string | boolean;
  readonly fingerprint?: string;
}

/** A key and where the trust in it comes from; or none, why not, and what the verb ends with for it. */
export interface Judged {
  readonly key?: string;
  readonly how: string;
  readonly exit: number;
}

/**
 * Looks for the key of one host as the options say: in a file, by its fingerprint, or by asking.
 * @throws UsageError where nobody can be asked; UnreachableError for the bastion.
 */
export async function keyOf(
  { host, pinned }: PinnedHost,
  ssh: StackInput["ssh"],
  { knownHosts, fingerprint }: Ways,
): Promise<Judged> {
  const port = host.port ?? SSH_PORT;
  const no = (how: string, exit: number = EXIT.warnings): Judged => ({ how, exit });
  const yes = (key: string, how: string): Judged => ({ key, how, exit: EXIT.ok });
  if (host.host === UNKNOWN_ADDRESS)
    return no(
      `the first rollout looks its address up at Hetzner; until then, give it: trust ${host.name} --at ADDRESS`,
    );
  if (knownHosts !== undefined && knownHosts !== false) {
    const file = homePath(knownHosts === true ? "~/.ssh/known_hosts" : knownHosts);
    const known = await knownKey(file, host.host, port);
    return known === undefined
      ? no(`${file} has no ed25519 or ECDSA key for ${nameIn(host.host, port)}`)
      : yes(known, file);
  }
  if (fingerprint === undefined && !process.stdin.isTTY)
    throw new UsageError(
      "no terminal to ask on; give --fingerprint with the name of one host, or --known-hosts; nothing is trusted unseen",
    );
  const { proxy, ...direct } = ssh;
  let key: string;
  try {
    key = await offeredKey(host.name === BASTION || !proxy ? direct : ssh, host);
  } catch (error) {
    // Without the bastion nobody can be asked; without another host the rest can.
    if (!(error instanceof UnreachableError) || host.name === BASTION) throw error;
    return no(error.message, EXIT.unreachable);
  }
  const shown = fingerprintOf(key);
  if (fingerprint !== undefined) {
    return fingerprint === shown
      ? yes(key, "the fingerprint that was given")
      : no(
          `it shows ${shown}, which is not ${fingerprint}; somebody may be intercepting the connection`,
          EXIT.bad,
        );
  }
  const kind = key.startsWith("ecdsa-") ? "ecdsa" : "ed25519";
  const before =
    !pinned || host.hostKey.startsWith(key)
      ? ""
      : `  The stack pins ANOTHER one, ${fingerprintOf(host.hostKey)}: the server was rebuilt, or somebody is intercepting the connection.\n`;
  const answer = await ask(
    `${host.name} (${host.host}:${port}) shows ${kind.toUpperCase()} ${shown}\n${before}` +
      `  Compare it with: ssh-keygen -lf /etc/ssh/ssh_host_${kind}_key.pub, on the host's console.\nIs it the same (yes/no)? `,
  );
  return answer === "yes" ? yes(key, "compared by hand") : no("you said no");
}
