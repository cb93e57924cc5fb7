import { parse } from "yaml";

import { STAND_IN } from "../../inHost";
import type { LabHost } from "../../labTypes";
import { putFile } from "./putFile";

/** Of a user data what is carried out here, in cloud-init's own order. */
interface UserData {
  readonly hostname?: string;
  readonly ssh_keys?: { readonly ed25519_private: string; readonly ed25519_public: string };
  readonly write_files?: readonly {
    readonly path: string;
    readonly owner?: string;
    readonly permissions?: string;
    readonly content?: string;
  }[];
  readonly package_update?: boolean;
  readonly packages?: readonly string[];
  readonly runcmd?: readonly (string | readonly string[])[];
}

const LOG = "/var/log/cloud-init-output.log";
const RUNCMD = "/var/lib/cloud/instance/scripts/runcmd";

/**
 * Carries user data out on a host of the lab as cloud-init does: files, host name, host key, packages, commands.
 * @param done what `cloud-init status` says where all went well: cloud-init warns of deprecations of its own, for example.
 */
export async function ownCloudInit(host: LabHost, text: string, done: string): Promise<void> {
  const data = parse(text) as UserData;
  for (const {
    path,
    owner = "root:root",
    permissions = "0644",
    content = "",
  } of data.write_files ?? [])
    await putFile(host, path, content, permissions, owner);
  if (data.hostname !== undefined) await putFile(host, "/etc/hostname", `${data.hostname}\n`);
  if (data.ssh_keys) {
    const { ed25519_private, ed25519_public } = data.ssh_keys;
    await putFile(host, "/etc/ssh/ssh_host_ed25519_key", ed25519_private, "0600");
    // Both for root alone, as cloudinit/config/cc_ssh.py:189 (22.4.2) leaves them.
    await putFile(host, "/etc/ssh/ssh_host_ed25519_key.pub", `${ed25519_public}\n`, "0600");
    await host.run(`sh ${STAND_IN}/sshd.sh start`);
  }
  // From here on somebody may log in, as on a server whose cloud-init is not through.
  const lines = [
    ...(data.package_update === true ? ["apt-get update"] : []),
    ...(data.packages ? [`apt-get install -y ${data.packages.map(quoted).join(" ")}`] : []),
    ...(data.runcmd ?? []).map((one) =>
      typeof one === "string" ? one : one.map(quoted).join(" "),
    ),
  ];
  await putFile(host, RUNCMD, `#!/bin/sh\n${lines.join("\n")}\n`, "0700");
  const { code } = await host.run(`${RUNCMD} >${LOG} 2>&1 </dev/null`);
  await putFile(host, "/run/cloud-init/lab-result", code === 0 ? done : "error");
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
