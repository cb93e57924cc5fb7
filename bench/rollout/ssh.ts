import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { mustRun } from "../../lab/process";
import { BIN } from "../../policy/model/hostPaths";
import { SIDE_BY_SIDE, type Way } from "./way";

/**
 * The limit: one ssh a host, as many side by side as xargs starts, with a tar archive on standard input. Nothing is rolled
 * back, nothing is left alone that is as wanted, nothing is shown beforehand.
 */
export function byXargsSsh(): Way {
  let folder = "";
  return {
    prepare: async ({ agents, key }, dir) => {
      folder = dir;
      await mkdir(dir, { recursive: true });
      const known = agents.map(({ address, hostKey }) => `${address} ${hostKey}\n`).join("");
      await writeFile(join(dir, "known"), known);
      await writeFile(join(dir, "hosts"), agents.map(({ address }) => `${address}\n`).join(""));
      const options = [
        "Host *",
        "User root",
        "BatchMode yes",
        `IdentityFile ${key.privateKeyFile}`,
        `UserKnownHostsFile ${join(dir, "known")}`,
        "",
      ];
      await writeFile(join(dir, "config"), options.join("\n"));
    },
    give: async ({ scripts }) => {
      const files = join(folder, "files");
      await mkdir(files, { recursive: true });
      for (const { name, content } of scripts) await writeFile(join(files, name), content);
      const sums = scripts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("");
      await writeFile(join(files, "sums"), sums);
      await mustRun("tar", ["-C", files, "-cf", join(folder, "archive"), "."]);
      const names = scripts.map(({ name }) => name).join(" ");
      const remote = `set -e; d=$(mktemp -d); tar -C $d -xf -; cd $d
install -o root -g wazuh -m 0750 ${names} ${BIN}; cd ${BIN}
sha256sum --quiet -c $d/sums
[ "$(stat -c '%U:%G %a' ${names} | sort -u)" = "root:wazuh 750" ]
rm -r $d`;
      await writeFile(join(folder, "remote"), remote);
    },
    run: async () => {
      const one = `ssh -F '${folder}/config' "$1" "$(cat '${folder}/remote')" <'${folder}/archive'`;
      await mustRun("xargs", [
        ...["-a", join(folder, "hosts"), "-P", String(SIDE_BY_SIDE), "-n", "1"],
        ...["sh", "-c", one, "sh"],
      ]);
    },
  };
}
