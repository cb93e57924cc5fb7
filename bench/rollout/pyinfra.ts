import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { inPython } from "./python";
import { SIDE_BY_SIDE, type Way } from "./way";

/** pyinfra as its manual writes it: files.put three times, one shell command that checks. */
export function byPyinfra(): Way {
  let folder = "";
  return {
    prepare: async ({ agents, key }, dir) => {
      folder = dir;
      await mkdir(join(dir, "files"), { recursive: true });
      const known = agents.map(({ address, hostKey }) => `${address} ${hostKey}\n`).join("");
      await writeFile(join(dir, "known"), known);
      const settings = {
        ssh_user: "root",
        ssh_key: key.privateKeyFile,
        ssh_known_hosts_file: join(dir, "known"),
      };
      const hosts = agents.map(({ address }) => address);
      await writeFile(
        join(dir, "inventory.py"),
        `agents = (${JSON.stringify(hosts)}, ${JSON.stringify(settings)})\n`,
      );
    },
    give: async ({ scripts }) => {
      const lines = ["from pyinfra.operations import files, server"];
      for (const { name, path, content } of scripts) {
        const source = join(folder, "files", name);
        await writeFile(source, content);
        lines.push(
          `files.put(src="${source}", dest="${path}", user="root", group="wazuh", mode="750")`,
        );
      }
      const sums = scripts.map(({ sha256, path }) => `${sha256}  ${path}`).join("\\n");
      lines.push(`server.shell(commands=["printf '${sums}\\n' | sha256sum --quiet -c -"])`, "");
      await writeFile(join(folder, "deploy.py"), lines.join("\n"));
    },
    run: () =>
      inPython("pyinfra", folder, [
        ...["-y", "--parallel", String(SIDE_BY_SIDE)],
        ...["inventory.py", "deploy.py"],
      ]),
  };
}
