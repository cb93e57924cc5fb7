import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { AccountFiles } from "../accounts";
import type { HostPlan } from "../hostPlan";
import { STAND_IN } from "../inHost";

/** The accounts of Debian's own files, with those of the lab that have the numbers of the lab's other hosts. */
export function machineAccountFiles(image: string, lab: AccountFiles): AccountFiles {
  const merged = (name: keyof AccountFiles): string => {
    const debian = readFileSync(join(image, "debian", "etc", name), "utf8");
    const ours = lab[name].split("\n").filter((line) => /^(?:wazuh|admin|deploy):/.test(line));
    return (
      debian.replace(/^root:[^:]*:/, name === "shadow" ? "root:*:" : "root:x:") +
      ours.join("\n") +
      "\n"
    );
  };
  return { passwd: merged("passwd"), group: merged("group"), shadow: merged("shadow") };
}

/** Writes what makes the files of a lab host those of a machine: its units, its network, its sshd. */
export function writeMachineFiles(dir: string, plan: HostPlan): void {
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true, mode: 0o755 });
    writeFileSync(join(dir, path), content, { mode: 0o644 });
  };
  const unit = (name: string, wantedBy: string, lines: readonly string[]): void => {
    put(`etc/systemd/system/${name}`, `${lines.join("\n")}\n`);
    const wants = join(dir, `etc/systemd/system/${wantedBy}.wants`);
    mkdirSync(wants, { recursive: true, mode: 0o755 });
    symlinkSync(`../${name}`, join(wants, name));
  };
  const sshd = readFileSync(join(dir, "etc/ssh/lab_sshd_config"), "utf8");
  put("etc/ssh/sshd_config", sshd.replace("UsePAM no", "UsePAM yes").replace(/^PidFile.*\n/m, ""));
  unit("lab-network.service", "multi-user.target", NETWORK);
  unit("lab-guest.service", "sysinit.target", GUEST);
  const kind = plan.role === "agent" ? "agent" : "manager";
  const wazuh = `etc/systemd/system/multi-user.target.wants/wazuh-${kind}.service`;
  put(`usr/lib/systemd/system/wazuh-${kind}.service`, `${wazuhUnit(kind).join("\n")}\n`);
  mkdirSync(dirname(join(dir, wazuh)), { recursive: true, mode: 0o755 });
  symlinkSync(`/usr/lib/systemd/system/wazuh-${kind}.service`, join(dir, wazuh));
  // Wazuh's own 45 s are enough for a processor, not for an emulated one that waits for its turn.
  put(`etc/systemd/system/wazuh-${kind}.service.d/lab.conf`, "[Service]\nTimeoutSec=600\n");
  // As on a server whose administrator uses it: `systemctl enable nftables`.
  const early = join(dir, "etc/systemd/system/sysinit.target.wants");
  symlinkSync("/usr/lib/systemd/system/nftables.service", join(early, "nftables.service"));
  put("etc/systemd/journald.conf.d/lab.conf", "[Journal]\nStorage=persistent\n");
}

const NETWORK = [
  "[Unit]",
  "Description=Addresses of a host of the lab",
  "DefaultDependencies=no",
  "Wants=network-pre.target sys-subsystem-net-devices-eth0.device",
  "After=network-pre.target sys-subsystem-net-devices-eth0.device",
  "Before=network.target network-online.target",
  "",
  "[Service]",
  "Type=oneshot",
  "RemainAfterExit=yes",
  "ExecStart=/usr/sbin/ip -batch /etc/lab-network",
];

const GUEST = [
  "[Unit]",
  "Description=Commands of the lab, by a port of their own",
  "DefaultDependencies=no",
  "After=local-fs.target systemd-udevd.service",
  "",
  "[Service]",
  `ExecStart=/usr/bin/perl ${STAND_IN}/guest.pl`,
  "KillMode=process",
  "Restart=always",
];

/** What Wazuh's own units say to systemd (src/init/templates/wazuh-agent.service and wazuh-manager.service, v4.14.7). */
function wazuhUnit(kind: "agent" | "manager"): readonly string[] {
  const control = (verb: string): string => `/usr/bin/env /var/ossec/bin/wazuh-control ${verb}`;
  return [
    "[Unit]",
    `Description=Wazuh ${kind} (stand-ins of the lab)`,
    "Wants=network-online.target",
    "After=network.target network-online.target",
    "",
    "[Service]",
    "Type=forking",
    "TimeoutSec=45",
    `ExecStart=${control("start")}`,
    `ExecStop=${control("stop")}`,
    `ExecReload=${control("reload")}`,
    "KillMode=process",
    ...(kind === "manager" ? ["RemainAfterExit=yes", "LimitNOFILE=65536"] : []),
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
}
