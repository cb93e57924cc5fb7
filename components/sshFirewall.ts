import * as hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";

/** Who may reach the SSH port of new servers. */
export interface SshFirewallArgs {
  /** Addresses and networks (`198.51.100.7/32`), such as the bastion's. Empty: nobody by the public address. */
  readonly sshFrom: readonly string[];
  /** Lets the tailnet's own protocol in (WireGuard, UDP 41641), in which SSH then travels. @default false */
  readonly tailnet?: boolean;
}

/**
 * A Hetzner firewall: SSH from the bastion alone, everything else that comes in is dropped; what goes out is free.
 * Hetzner's firewalls look at public addresses only, not at private networks.
 */
export class SshFirewall extends pulumi.ComponentResource {
  /** For `firewallIds` of a server. */
  readonly id: pulumi.Output<number>;

  constructor(name: string, args: SshFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:SshFirewall", name, {}, opts);
    const everyone = ["0.0.0.0/0", "::/0"];
    const rules = [
      ...(args.sshFrom.length > 0
        ? [rule("SSH from the bastion", "tcp", "22", args.sshFrom.map(asNetwork))]
        : []),
      ...(args.tailnet ? [rule("WireGuard of the tailnet", "udp", "41641", everyone)] : []),
    ];
    const firewall = new hcloud.Firewall(
      `${name}-ssh`,
      { name: `${name}-ssh`, rules },
      { parent: this },
    );
    this.id = firewall.id.apply(Number);
    this.registerOutputs({ id: this.id });
  }
}

function rule(
  description: string,
  protocol: string,
  port: string,
  sourceIps: string[],
): hcloud.types.input.FirewallRule {
  return { direction: "in", description, protocol, port, sourceIps };
}

function asNetwork(address: string): string {
  if (address.includes("/")) return address;
  return `${address}/${address.includes(":") ? "128" : "32"}`;
}
