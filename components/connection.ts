import type { types } from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";

/** How `remote.Command` reaches a host. */
export type Connection = pulumi.Input<types.input.remote.ConnectionArgs>;
