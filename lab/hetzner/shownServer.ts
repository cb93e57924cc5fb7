import { DATACENTERS, IMAGES, LOCATIONS, SERVER_TYPES } from "./catalogue";
import { shownGroup } from "./others";
import type { Project } from "./project";
import type { Server } from "./shapes";

/** hcloud/schema/server.go:6; `datacenter` is what clients of before 2026-10 read. */
export function shownServer(project: Project, server: Server): object {
  const { id, ipv4, ipv6, private_net, image, server_type, location, placement_group } = server;
  const { name, status, created, labels, protection } = server;
  const type = SERVER_TYPES.find((one) => one.name === server_type);
  const group = project.placementGroups.find((one) => one.id === placement_group);
  return {
    ...{ id, name, status, created, labels, protection },
    public_net: {
      ipv4: ipv4 === null ? null : { id: id + 1_000_000, ip: ipv4, blocked: false, dns_ptr: name },
      ipv6:
        ipv6 === ""
          ? null
          : { id: id + 2_000_000, ip: network64(ipv6), blocked: false, dns_ptr: [] },
      floating_ips: [],
      firewalls: project.firewallsOn(server).map((one) => ({ id: one.id, status: "applied" })),
    },
    private_net: private_net.map((one) => ({
      ...one,
      alias_ips: [],
      mac_address: "86:00:00:00:00:01",
    })),
    server_type: type,
    image: IMAGES.find((one) => one.name === image && one.architecture === type?.architecture),
    location: LOCATIONS.find((one) => one.name === location),
    datacenter: DATACENTERS.find((one) => one.location.name === location),
    placement_group: group ? shownGroup(project, group) : null,
    ...{ included_traffic: 0, outgoing_traffic: null, ingoing_traffic: null, backup_window: null },
    ...{ rescue_enabled: false, iso: null, locked: false, volumes: [], load_balancers: [] },
    primary_disk_size: type?.disk ?? 0,
  };
}

/** Hetzner gives a server a whole network of addresses and names that. */
function network64(address: string): string {
  return address.includes("/") ? address : `${address.split("::")[0] ?? ""}::/64`;
}
