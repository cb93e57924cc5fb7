import type { types } from "@pulumi/command";
import * as command from "@pulumi/command/remote";
import * as hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

import { renderCloudInit } from "../policy/cloudInit/cloudInit";
import type { NewServer } from "../policy/cloudInit/newServer";
import { familyOf } from "../policy/cloudInit/packages";
import { awaitSetUp } from "../policy/cloudInit/setUpMark";
import type { CreatedServer } from "./hetznerSource";
import { inOneSentence } from "./late";
import { sshAddressOf } from "./sshAddress";
import { SERVER } from "../policy/model/keys/hetzner";

/** What is known of a server, however it came to be; outputs of a server that does not exist yet are unknown. */
export interface FoundServer {
  /** Address that SSH connects to. */
  readonly address: pulumi.Output<string>;
  /** Every address of its own, public and private. */
  readonly addresses: pulumi.Output<string[]>;
  readonly location: pulumi.Output<string>;
  readonly labels: pulumi.Output<Record<string, string>>;
  readonly hostKey: pulumi.Output<string>;
  /** Hetzner's id; not present for a plain address. */
  readonly id?: pulumi.Output<string>;
  /** Present where the program made it. */
  readonly server?: hcloud.Server;
}

/**
 * Makes a server with its host key. cloud-init acts at the first boot only, so a later change of it must not replace
 * the server: `userData` and `sshKeys` are not looked at again.
 */
export function createServer(
  name: string,
  args: CreatedServer,
  parent: pulumi.Resource,
): FoundServer {
  const pair = new tls.PrivateKey(`${name}-host-key`, { algorithm: "ED25519" }, { parent });
  const protect = args.protect ?? SERVER.protect;
  const labels = { ...args.labels };
  const server = new hcloud.Server(
    `${name}-server`,
    {
      name,
      serverType: args.type,
      image: args.image ?? SERVER.image,
      location: args.location,
      sshKeys: [...args.sshKeys],
      labels,
      firewallIds: [...(args.firewallIds ?? [])],
      ...(args.networkId !== undefined && {
        networks: [
          {
            networkId: args.networkId,
            ...(args.privateIp !== undefined && { ip: args.privateIp }),
          },
        ],
      }),
      deleteProtection: protect,
      rebuildProtection: protect,
      userData: userData(name, args, pair),
    },
    // Before the new one is made: Hetzner lets no two servers of a project have one name.
    { parent, protect, ignoreChanges: ["userData", "sshKeys"], deleteBeforeReplace: true },
  );
  const privateIps = server.networks.apply((networks) => (networks ?? []).map(({ ip }) => ip));
  return {
    server,
    id: server.id,
    address: pulumi
      .all([server.ipv4Address, server.networks])
      .apply(
        inOneSentence(([ipv4Address, networks]) =>
          sshAddressOf(name, args, { ipv4Address, networks }, args.path),
        ),
      ),
    addresses: pulumi
      .all([server.ipv4Address, server.ipv6Address, privateIps])
      .apply(([v4, v6, own]) => [v4, v6, ...own].filter((address) => address !== "")),
    location: pulumi.output(args.location),
    labels: pulumi.output(labels),
    hostKey: pair.publicKeyOpenssh.apply((line) => line.trim()),
  };
}

/**
 * Waits on the server until cloud-init is done, and fails with cloud-init's own words where the set-up failed. What
 * cloud-init only warns of is a warning here.
 */
export function awaitCloudInit(
  name: string,
  connection: types.input.remote.ConnectionArgs,
  server: hcloud.Server,
  parent: pulumi.Resource,
): command.Command {
  const ready = new command.Command(
    `${name}-ready`,
    {
      // A new server takes a minute until it answers, however soon the other hosts are given up.
      connection: { ...connection, dialErrorLimit: 20, perDialTimeout: 15 },
      create: awaitSetUp(),
      // Another key to log in with, or another text of this command: the server was set up long ago.
      update: ":",
      addPreviousOutputInEnv: false,
      // A new server at the old address is waited for as the first one was.
      triggers: [server.id],
    },
    { parent, deletedWith: server },
  );
  ready.stdout.apply((said) => {
    if (said)
      void pulumi.log.warn(
        `${name} is set up; cloud-init warns of something else:\n${said}`,
        ready,
      );
  });
  return ready;
}

/** The user data of a server: a secret, since it holds the private host key. */
function userData(
  name: string,
  { setUp, image = SERVER.image }: CreatedServer,
  pair: tls.PrivateKey,
): pulumi.Output<string> {
  const values = pulumi.all([
    setUp.manager,
    setUp.wazuhVersion,
    setUp.enrolmentPassword ?? "",
    pair.privateKeyOpenssh,
    pair.publicKeyOpenssh,
  ]);
  return pulumi.secret(
    values.apply(
      inOneSentence(([manager, wazuhVersion, enrolmentPassword, privateKey, publicKey]) => {
        const server: NewServer = {
          name,
          manager,
          wazuhVersion,
          ...(enrolmentPassword !== "" && { enrolmentPassword }),
          ...(setUp.groups && { groups: setUp.groups }),
          hostKey: { privateKey, publicKey },
          packages: setUp.packages,
          audit: setUp.audit,
          family: familyOf(image),
        };
        return renderCloudInit(server);
      }),
    ),
  );
}
