/**
 * What Hetzner's API answers with, field by field: the public schema as the Go client of Hetzner's own has it
 * (hetznercloud/hcloud-go, hcloud/schema, v2.47.0). Beside each shape stands the line where it is.
 */

/** hcloud/schema/action.go:6 */
export interface Action {
  readonly id: number;
  status: "running" | "success" | "error";
  readonly command: string;
  /** Per cent. */
  progress: number;
  readonly started: string;
  finished: string | null;
  error: { readonly code: string; readonly message: string } | null;
  readonly resources: readonly { readonly id: number; readonly type: string }[];
}

/** hcloud/schema/firewall.go:16 */
export interface FirewallRule {
  readonly direction: string;
  readonly protocol: string;
  readonly port?: string | null;
  readonly description?: string | null;
  readonly source_ips?: readonly string[];
  readonly destination_ips?: readonly string[];
}

/** On what a firewall is: hcloud/schema/firewall.go:54. */
export type FirewallTarget =
  | { readonly type: "server"; readonly server: { readonly id: number } }
  | { readonly type: "label_selector"; readonly label_selector: { readonly selector: string } };

/** hcloud/schema/firewall.go:6 */
export interface Firewall {
  readonly id: number;
  name: string;
  labels: Labels;
  readonly created: string;
  rules: readonly FirewallRule[];
  applied_to: FirewallTarget[];
}

/** hcloud/schema/network.go:5, and its subnets. */
export interface Network {
  readonly id: number;
  name: string;
  labels: Labels;
  readonly created: string;
  readonly ip_range: string;
  readonly subnets: readonly {
    readonly type: string;
    readonly ip_range: string;
    readonly network_zone: string;
    readonly gateway: string;
  }[];
  readonly routes: readonly [];
  readonly load_balancers: readonly [];
  protection: { delete: boolean };
  readonly expose_routes_to_vswitch: boolean;
}

/** hcloud/schema/ssh_key.go:5 */
export interface SshKey {
  readonly id: number;
  name: string;
  labels: Labels;
  readonly created: string;
  readonly fingerprint: string;
  readonly public_key: string;
}

/** hcloud/schema/placement_group.go:5 */
export interface PlacementGroup {
  readonly id: number;
  name: string;
  labels: Labels;
  readonly created: string;
  readonly type: string;
}

/** A server as the project holds it; `shownServer` makes the answer of it (hcloud/schema/server.go:6). */
export interface Server {
  readonly id: number;
  name: string;
  labels: Labels;
  readonly created: string;
  status: "initializing" | "running" | "off" | "deleting";
  server_type: string;
  readonly image: string;
  readonly location: string;
  readonly ipv4: string | null;
  readonly ipv6: string;
  private_net: { readonly network: number; readonly ip: string }[];
  protection: { delete: boolean; rebuild: boolean };
  placement_group: number | null;
}

/** Text by key, as on every resource. */
export type Labels = Record<string, string>;
