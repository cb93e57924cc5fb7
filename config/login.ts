import type { HostInput, StackInput } from "../policy/model/stack";
import { SSH } from "../policy/model/keys/ssh";

/** User of a server that the program makes: Hetzner's images give the SSH keys to root, and cloud-init makes no other user. */
export const MADE_SERVER_USER = "root";

/** The user that SSH logs in as, for the program and for the operator's verbs alike. */
export function loginUser(
  ssh: Pick<StackInput["ssh"], "user">,
  host: Pick<HostInput, "user"> = {},
): string {
  return host.user ?? ssh.user ?? SSH.user;
}
