import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { LabHost } from "../../labTypes";
import type { MachineOf, Order } from "../machine";
import { Refusal } from "../refusal";
import { ownCloudInit } from "./ownCloudInit";
import { putFile } from "./putFile";

/** Carries the user data of a server out on the host that is it. */
export type FirstBoot = (host: LabHost, order: Order) => Promise<void>;

const PLACE = "/usr/local/lib/wazuh-first-boot";
const SYSTEMCTL = "../../host/systemctl.pl";
const text = (file: string): string => readFileSync(join(__dirname, file), "utf8");

/** What the lab's own first boot needs, and how it ends. @param done what `cloud-init status` then says */
export function ownFirstBoot(done = "done"): FirstBoot {
  return async (host, { userData }) => {
    await putFile(host, "/usr/local/bin/cloud-init", text("status.sh"), "0755");
    await ownCloudInit(host, userData, done);
  };
}

/**
 * Hosts of the lab as the machines behind Hetzner's API, by the servers' names: each is off until its server is started, and
 * then boots with the keys and the user data that the server was created with. Its address is that of the host; its disk is the
 * old one but for what `blank.sh` takes away.
 * @param hosts those that there is room for; a server of another name has none.
 */
export function labMachines(hosts: readonly LabHost[], firstBoot: FirstBoot): MachineOf {
  return (order) => {
    const host = hosts.find(({ name }) => name === order.name);
    if (!host) throw new Refusal("resource_unavailable", `the lab has no host ${order.name}`);
    return {
      ipv4: host.address,
      ipv6: "",
      start: async () => {
        await putFile(host, `${PLACE}/programs`, text("programs.sh"), "0755");
        await putFile(host, `${PLACE}/systemctl`, text(SYSTEMCTL), "0755");
        await putFile(host, `${PLACE}/blank`, text("blank.sh"), "0755");
        const keys = order.publicKeys.map((key) => `${key}\n`).join("");
        const { code, stderr } = await host.run(`${PLACE}/blank`, { input: keys });
        if (code !== 0) throw new Error(`${host.name}: it does not start: ${stderr}`);
        // Its server is running now; cloud-init goes on, and says itself how it ended.
        void firstBoot(host, order)
          .catch((error: unknown) =>
            putFile(host, "/run/cloud-init/lab-result", `error: ${(error as Error).message}\n`),
          )
          // The host itself has ended.
          .catch(() => undefined);
      },
      end: () => host.stopSsh(),
    };
  };
}
