import type { types } from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";

/** How `remote.Command` reaches a host. */
export type Connection = pulumi.Input<types.input.remote.ConnectionArgs>;

/** How SSH logs in, but for the address and the host key, which each host gives itself. */
export type SshAccess = Omit<types.input.remote.ConnectionArgs, "host" | "port" | "hostKey">;
