import * as pulumi from "@pulumi/pulumi";

import { bundleOf, type Bundle } from "../policy/bundle/bundle";
import { lint } from "../policy/lint/lint";
import type { Finding } from "../policy/model/finding";
import { hostsOf, type Fleet } from "../policy/model/fleet";
import type { Policy } from "../policy/model/policy";
import { renderHost } from "../policy/render/renderHost";
import { printFinding } from "../policy/lint/printFinding";

/** The policy of a stack and the fleet that it is for. */
export interface ActiveResponsePolicyArgs {
  readonly policy: pulumi.Input<Policy>;
  /** Addresses may be unknown at preview; names and roles are not. */
  readonly fleet: pulumi.Input<Fleet>;
  /** Hosts to bring back to their state: host -> when drift was seen. @default none */
  readonly repair?: Readonly<Record<string, string>>;
  /** Day (`YYYY-MM-DD`) against which expiry dates are checked. */
  readonly today: string;
}

/**
 * Checks a policy against its fleet and gives each host its bundle.
 * @throws InputPropertiesError with all errors at once, as soon as the values are known. Warnings are logged.
 */
export class ActiveResponsePolicy extends pulumi.ComponentResource {
  private readonly repair: Readonly<Record<string, string>>;
  private readonly checked: pulumi.Output<{ policy: Policy; fleet: Fleet }>;

  constructor(
    name: string,
    args: ActiveResponsePolicyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("wazuh-active-response:index:ActiveResponsePolicy", name, {}, opts);
    this.repair = args.repair ?? {};
    const check = (policy: Policy, fleet: Fleet): { policy: Policy; fleet: Fleet } => {
      stopAtErrors(lint(policy, fleet, { today: args.today }), this);
      return { policy, fleet };
    };
    const { policy, fleet } = args;
    // Plain values are checked now, so that the error comes before any resource; unknown ones as soon as they are known.
    this.checked =
      isPlain(policy) && isPlain(fleet)
        ? pulumi.output(check(policy, fleet))
        : pulumi.all([policy, fleet]).apply(([p, f]) => check(p as Policy, f as Fleet));
    this.registerOutputs();
  }

  /** The bundle of one host of the fleet, by its name. */
  bundle(hostName: string): pulumi.Output<Bundle> {
    return this.checked.apply(({ policy, fleet }) => {
      const host = hostsOf(fleet).find(({ name }) => name === hostName);
      if (!host) throw new pulumi.RunError(`the fleet has no host "${hostName}"`);
      return bundleOf(host, renderHost(policy, host), this.repair[hostName]);
    });
  }
}

function isPlain<T>(value: pulumi.Input<T>): value is T {
  return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

function stopAtErrors(findings: readonly Finding[], resource: pulumi.Resource): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  for (const finding of findings) {
    if (finding.severity === "warning") void pulumi.log.warn(printFinding(finding), resource);
  }
  if (errors.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: `the policy has ${errors.length} error(s):\n${errors.map(printFinding).join("\n")}`,
    errors: errors.map((finding) => ({
      propertyPath: finding.path,
      reason: `${finding.reason}; ${finding.instead}`,
    })),
  });
}
