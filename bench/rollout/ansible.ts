import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { inPython } from "./python";
import { SIDE_BY_SIDE, type Way } from "./way";

/** Ansible at its fastest setting that its manual names: no facts, pipelining, 32 forks, connections kept open. */
export function byAnsible(): Way {
  let folder = "";
  return {
    prepare: async ({ agents, key }, dir) => {
      folder = dir;
      await mkdir(join(dir, "files"), { recursive: true });
      const known = agents.map(({ address, hostKey }) => `${address} ${hostKey}\n`).join("");
      await writeFile(join(dir, "known"), known);
      await writeFile(join(dir, "hosts"), agents.map(({ address }) => `${address}\n`).join(""));
      const settings = [
        "[defaults]",
        `inventory = ${join(dir, "hosts")}`,
        `forks = ${SIDE_BY_SIDE}`,
        "remote_user = root",
        `private_key_file = ${key.privateKeyFile}`,
        "interpreter_python = /usr/bin/python3",
        "nocows = True",
        "[ssh_connection]",
        "pipelining = True",
        `ssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=${join(dir, "known")}`,
        `control_path_dir = ${join(dir, "c")}`,
        "",
      ];
      await writeFile(join(dir, "ansible.cfg"), settings.join("\n"));
    },
    give: async ({ scripts }) => {
      const tasks: object[] = [];
      for (const { name, path, content } of scripts) {
        const src = join(folder, "files", name);
        await writeFile(src, content);
        tasks.push({ copy: { src, dest: path, owner: "root", group: "wazuh", mode: "0750" } });
      }
      const stdin = scripts.map(({ sha256, path }) => `${sha256}  ${path}`).join("\n");
      tasks.push({
        command: { argv: ["sha256sum", "--quiet", "-c", "-"], stdin },
        changed_when: false,
      });
      // A play in JSON is a play in YAML.
      const play = [{ hosts: "all", gather_facts: false, tasks }];
      await writeFile(join(folder, "play.yml"), JSON.stringify(play));
    },
    run: () => inPython("ansible-playbook", folder, ["play.yml"]),
  };
}
