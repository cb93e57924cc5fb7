import { ACTIVE_RESPONSE, BIN, EXECUTABLES } from "../../model/hostPaths";
import type { HostFile } from "../../model/hostFile";
import { execLine, systemdUnit } from "../systemdUnit";
import { renderTemplate } from "../template";

/** What compares our tables in the kernel with the files on the disk, and puts them back. */
const GUARD = `${ACTIVE_RESPONSE}/guarded-tables`;

/** Services that load the kernel's rules early in a boot; the first of them empties it before. */
const FIREWALLS = "nftables.service ufw.service netfilter-persistent.service";

const UNITS = {
  restore: "wazuh-active-response-tables.service",
  watch: "wazuh-active-response-watch.service",
} as const;

/**
 * The files that keep our tables in the kernel: the script, a unit that runs it at a boot and whenever a firewall's service
 * has started, and one that watches, since `nft -f` by hand passes systemd by.
 */
export function guardedTablesFiles(): readonly HostFile[] {
  return [
    {
      path: GUARD,
      owner: "root",
      group: "wazuh",
      mode: "0750",
      content: renderTemplate("responses/guarded-tables.sh.hbs", {}),
      reload: [GUARD, "started"],
    },
    {
      ...unit(
        UNITS.restore,
        earlyUnit("Tables and blocks of Wazuh active response are in the kernel", [
          execLine("ExecStart", `${GUARD} restore`),
        ]),
      ),
      otherwise:
        "no systemd here: after a reboot, or a flush by another tool, our tables come back with the next block",
    },
    unit(UNITS.watch, [
      "[Unit]",
      "Description=Watches the tables of Wazuh active response",
      "RequiresMountsFor=/var/ossec",
      `After=${FIREWALLS}`,
      "ReloadPropagatedFrom=nftables.service",
      "",
      "[Service]",
      execLine("ExecStart", `${GUARD} watch`),
      execLine("ExecReload", `${GUARD} restore`),
      // At a shutdown: what is left of an isolation's time, for the next boot. Where this host cannot be isolated it is not there.
      execLine("ExecStopPost", `${BIN}/${EXECUTABLES.isolate} tick`, "-"),
      "Restart=always",
      "RestartSec=5",
      "",
      "[Install]",
      "WantedBy=multi-user.target",
    ]),
  ];
}

/** A unit that runs once before the network is up, and anew behind each firewall that flushes everything at its start. */
export function earlyUnit(description: string, service: readonly string[]): readonly string[] {
  return [
    "[Unit]",
    `Description=${description}`,
    "DefaultDependencies=no",
    "RequiresMountsFor=/var/ossec",
    `After=local-fs.target ${FIREWALLS}`,
    "PartOf=nftables.service",
    "Wants=network-pre.target",
    "Before=network-pre.target",
    "",
    "[Service]",
    "Type=oneshot",
    ...service,
    "",
    "[Install]",
    `WantedBy=sysinit.target ${FIREWALLS}`,
  ];
}

// Not RemainAfterExit: a unit that has ended is started anew by each start and restart of what wants it.
function unit(name: string, lines: readonly string[]): HostFile {
  return systemdUnit(name, lines, {
    reload: [GUARD, "started"],
    unload: [GUARD, "stopped"],
    otherwise: "no systemd here: nobody watches our tables",
  });
}
