import { createHash } from "node:crypto";

import type { Project } from "./project";
import { invalid } from "./refusal";
import type { Labels, Network, PlacementGroup, SshKey } from "./shapes";

/** Fields of the requests that make a key, a network or a placement group. */
export interface OtherBody {
  readonly name?: string;
  readonly labels?: Labels;
  readonly public_key?: string;
  readonly ip_range?: string;
  readonly type?: string;
  readonly delete?: boolean;
}

const common = (project: Project, { name = "", labels = {} }: OtherBody) => {
  if (name === "") throw invalid("name", "missing");
  return { id: project.id(), name, labels, created: new Date().toISOString() };
};

/** @throws Refusal */
export function createSshKey(project: Project, body: OtherBody): SshKey {
  const { name = "", public_key = "" } = body;
  const blob = public_key.split(" ")[1] ?? "";
  if (!/^(ssh|ecdsa)-\S+$/.test(public_key.split(" ")[0] ?? "") || blob === "")
    throw invalid("public_key", "not a valid public key");
  project.unique(project.sshKeys, name, "SSH key");
  const md5 = createHash("md5").update(Buffer.from(blob, "base64")).digest("hex");
  const fingerprint = md5.match(/../g)?.join(":") ?? "";
  const key = { ...common(project, body), fingerprint, public_key };
  project.sshKeys.push(key);
  return key;
}

/** One subnet that is the whole range. @throws Refusal */
export function createNetwork(project: Project, body: OtherBody): Network {
  const { name = "", ip_range = "" } = body;
  if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(ip_range)) throw invalid("ip_range", "not a valid network");
  project.unique(project.networks, name, "network");
  const gateway = `${ip_range.split(".").slice(0, 3).join(".")}.1`;
  const network: Network = {
    ...common(project, body),
    ...{ ip_range, routes: [], load_balancers: [], protection: { delete: false } },
    subnets: [{ type: "cloud", ip_range, network_zone: "eu-central", gateway }],
    expose_routes_to_vswitch: false,
  };
  project.networks.push(network);
  return network;
}

/** @throws Refusal */
export function createPlacementGroup(project: Project, body: OtherBody): PlacementGroup {
  if (body.type !== "spread") throw invalid("type", "must be spread");
  project.unique(project.placementGroups, body.name ?? "", "placement group");
  const group = { ...common(project, body), type: "spread" };
  project.placementGroups.push(group);
  return group;
}

/** With the servers that are in it. */
export function shownNetwork(project: Project, network: Network): object {
  const inIt = project.servers.filter(({ private_net }) =>
    private_net.some((one) => one.network === network.id),
  );
  return { ...network, servers: inIt.map(({ id }) => id) };
}

/** With the servers that are in it. */
export function shownGroup(project: Project, group: PlacementGroup): object {
  const inIt = project.servers.filter(({ placement_group }) => placement_group === group.id);
  return { ...group, servers: inIt.map(({ id }) => id) };
}
