import { stringify } from "yaml";

import { STAND_IN } from "../../inHost";
import type { LabHost } from "../../labTypes";
import type { FirstBoot } from "./labMachine";
import { packedCloudInit } from "./cloudInitFiles";
import { putFile } from "./putFile";

const PLACE = "/usr/local/lib/cloud-init";
const PROGRAM = "/usr/local/bin/cloud-init";
const SEED = "/var/lib/cloud/seed/nocloud";

/**
 * What of cloud-init's modules runs in a host of the lab, stage by stage, in the package's own order. Left out is what is about
 * disks, mounts, networks, the clock, other package formats and other tools: a namespace has none of its own, and the user data
 * names none.
 */
const CONFIG = {
  datasource_list: ["NoCloud"],
  network: { config: "disabled" },
  preserve_hostname: false,
  users: [],
  cloud_init_modules: ["bootcmd", "write-files", "set_hostname", "users-groups", "ssh"],
  cloud_config_modules: ["set-passwords", "runcmd"],
  cloud_final_modules: ["package-update-upgrade-install", "scripts-user", "final-message"],
  system_info: {
    distro: "debian",
    paths: { cloud_dir: "/var/lib/cloud/", templates_dir: "/etc/cloud/templates/" },
    ssh_svcname: "ssh",
  },
};

/** A first boot by cloud-init itself, where {@link hasCloudInit}: Debian's own modules read and carry out the user data. */
export const realFirstBoot: FirstBoot = async (host, { id, name, userData, publicKeys }) => {
  await must(host, `mkdir -p ${PLACE} && base64 -d | tar -xz -C ${PLACE}`, packedCloudInit());
  const run = `PYTHONPATH=${PLACE} PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 -m cloudinit.cmd.main "$@"`;
  await putFile(host, PROGRAM, `#!/bin/sh\n${run}\n`, "0755");
  await putFile(host, "/etc/cloud/cloud.cfg", stringify(CONFIG));
  await putFile(host, `${SEED}/user-data`, userData, "0600");
  const about = { "instance-id": String(id), "local-hostname": name, "public-keys": publicKeys };
  await putFile(host, `${SEED}/meta-data`, stringify(about));
  const log = "/var/log/cloud-init-output.log";
  await must(host, `{ ${PROGRAM} init --local && ${PROGRAM} init; } >>${log} 2>&1`);
  await must(host, `sh ${STAND_IN}/sshd.sh start`);
  // As on a server: where a module fails, the next stage runs all the same, and status says it.
  const stage = (mode: string): string => `${PROGRAM} modules --mode=${mode}`;
  await host.run(`{ ${stage("config")}; ${stage("final")}; } >>${log} 2>&1`);
};

async function must(host: LabHost, command: string, input?: string): Promise<void> {
  const { code, stderr } = await host.run(command, input === undefined ? {} : { input });
  if (code !== 0) {
    const { stdout } = await host.run("tail -n 20 /var/log/cloud-init-output.log");
    throw new Error(`${host.name}: ${command}: exit ${code}: ${stderr}${stdout}`);
  }
}
