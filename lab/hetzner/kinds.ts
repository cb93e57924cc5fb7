import { DATACENTERS, IMAGES, LOCATIONS, SERVER_TYPES } from "./catalogue";
import { actOnFirewall, createFirewall, deleteFirewall, shownFirewall } from "./firewalls";
import {
  createNetwork,
  createPlacementGroup,
  createSshKey,
  shownGroup,
  shownNetwork,
  type OtherBody,
} from "./others";
import type { Project } from "./project";
import { Refusal } from "./refusal";
import { actOnServer, type ServerActionBody } from "./serverActions";
import { createServer, deleteServer, type NewServer } from "./servers";
import { shownServer } from "./shownServer";
import type { Labels } from "./shapes";

/** What every resource has that is asked for by id, name or label. */
export interface Named {
  readonly id: number;
  name: string;
  labels?: Labels;
}

/** One kind of resource, as its paths reach it. What is missing, the API does not do. */
export interface Kind<T extends Named = Named> {
  /** As the answer names one, and many. */
  readonly one: string;
  readonly many: string;
  all(project: Project): T[];
  shown(project: Project, one: T): object;
  /** The whole answer of a `POST`. */
  create?(project: Project, body: object): object;
  /** The whole answer of a `DELETE`; null for 204. */
  remove?(project: Project, one: T): object | null;
  act?(project: Project, one: T, what: string, body: object): object;
}

const kind = <T extends Named>(of: Kind<T>): Kind => of;
const fixed = (one: string, many: string, all: readonly Named[]): Kind =>
  kind({ one, many, all: () => [...all], shown: (_, it) => it });
const drop = <T>(all: T[], one: T): null => {
  all.splice(all.indexOf(one), 1);
  return null;
};

/** Every kind that there is here. */
export const KINDS: readonly Kind[] = [
  kind({
    ...{ one: "server", many: "servers", all: ({ servers }) => servers, shown: shownServer },
    create: (project, body) => createServer(project, body as NewServer),
    remove: deleteServer,
    act: (project, one, what, body) => ({
      action: actOnServer(project, one, what, body as ServerActionBody),
    }),
  }),
  kind({
    ...{ one: "firewall", many: "firewalls", all: ({ firewalls }) => firewalls },
    shown: (_, one) => shownFirewall(one),
    create: createFirewall,
    remove: (project, one) => {
      deleteFirewall(project, one);
      return null;
    },
    act: actOnFirewall,
  }),
  kind({
    ...{ one: "ssh_key", many: "ssh_keys", all: ({ sshKeys }) => sshKeys },
    shown: (_, one) => one,
    create: (project, body) => ({ ssh_key: createSshKey(project, body) }),
    remove: ({ sshKeys }, one) => drop(sshKeys, one),
  }),
  kind({
    ...{ one: "network", many: "networks", all: ({ networks }) => networks, shown: shownNetwork },
    create: (project, body) => ({ network: shownNetwork(project, createNetwork(project, body)) }),
    remove: ({ networks }, one) => {
      if (one.protection.delete) throw new Refusal("protected", "network deletion is protected");
      return drop(networks, one);
    },
    act: (project, one, what, body) => {
      if (what !== "change_protection") throw new Refusal("not_found", `no action ${what}`);
      one.protection = { delete: (body as OtherBody).delete ?? one.protection.delete };
      const of = [{ id: one.id, type: "network" }];
      return { action: project.actions.begin("change_protection", of) };
    },
  }),
  kind({
    ...{ one: "placement_group", many: "placement_groups" },
    ...{ all: ({ placementGroups }) => placementGroups, shown: shownGroup },
    create: (project, body) => ({
      placement_group: shownGroup(project, createPlacementGroup(project, body)),
      action: null,
    }),
    remove: ({ placementGroups }, one) => drop(placementGroups, one),
  }),
  fixed("image", "images", IMAGES),
  fixed("server_type", "server_types", SERVER_TYPES),
  fixed("location", "locations", LOCATIONS),
  fixed("datacenter", "datacenters", DATACENTERS),
];
