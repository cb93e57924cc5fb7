import * as pulumi from "@pulumi/pulumi";

import type { Bundle } from "../policy/bundle/bundle";
import { coverageOf, type Coverage } from "../policy/plan/coverage/coverage";
import { printCoverage } from "../policy/plan/coverage/printCoverage";
import { printAccepted, standing } from "../policy/lint/accepted";
import { lint } from "../policy/lint/lint";
import { lintReadable, restOf } from "../policy/lint/lintReadable";
import type { Acceptance } from "../policy/model/acceptance";
import type { EnrolledAgent } from "../policy/model/enrolledAgent";
import type { Finding } from "../policy/model/finding";
import { hostsOf, UNKNOWN_ADDRESS, type Fleet } from "../policy/model/fleet";
import { withFleetAddresses } from "../policy/model/fleetWhitelist";
import { parseFleet } from "../policy/model/parseFleet";
import { parsePolicy } from "../policy/model/parsePolicy";
import type { Policy } from "../policy/model/policy";
import type { WrittenFleet, WrittenPolicy } from "../policy/model/written";
import { inOneSentence } from "./late";
import { isPlain } from "./onValue";
import { refuse } from "./refuse";
import { printPlacements } from "../policy/plan/printPlacements";
import { summaryOf } from "../policy/plan/summaryOf";
import { staleVersions, type RanVersions } from "../policy/plan/versionsOf";
import { fleetBundles, type HostBundle } from "../policy/rollout/fleetBundles";
import { printFinding } from "../policy/lint/printFinding";

/** What a check left. */
interface Checked {
  readonly policy: Policy;
  /** What a host of the fleet gets, by its name; each is rendered and printed once. */
  readonly hostBundle: (host: string) => HostBundle;
}

/** The policy of a stack and the fleet that it is for. */
export interface ActiveResponsePolicyArgs {
  /** Times in seconds or as `90m`, `1h`; ids of rules as numbers. */
  readonly policy: pulumi.Input<WrittenPolicy>;
  /** Addresses may be unknown at preview; names and roles are not. */
  readonly fleet: pulumi.Input<WrittenFleet>;
  /** Hosts to bring back to their state: host -> when drift was seen. @default none */
  readonly repair?: Readonly<Record<string, string>>;
  /** Seconds that a manager may take to reload, a worker to get its rules, and, from 30 on, any one program of a host. @default 120 */
  readonly wait?: number;
  /** Day (`YYYY-MM-DD`) against which expiry dates are checked. */
  readonly today: string;
  /** Warnings and notes that somebody lives with; errors cannot be accepted. @default none */
  readonly accept?: readonly Acceptance[] | undefined;
  /** Every agent that the manager knows; what they have of the policy is then told. @default not known */
  readonly enrolled?: readonly EnrolledAgent[];
  /** Which Wazuh each host ran at its last apply (`4.12.0`), for what a preview says. @default what the fleet says */
  readonly ran?: RanVersions;
  /** Where in what was written the place of an error is (`agents[0].address`). @default the same place */
  readonly placeOf?: (path: string) => string;
}

/**
 * Checks a policy against its fleet and gives each host its bundle.
 * @throws InputPropertiesError with all errors at once, as soon as the values are known. Warnings are logged.
 */
export class ActiveResponsePolicy extends pulumi.ComponentResource {
  /** The policy as it is rolled out: the addresses of the fleet's own servers on its white list. */
  readonly policy: pulumi.Output<Policy>;
  /** What every host gets, by its name, where policy and fleet are plain values; else it is known later. */
  readonly known: Checked["hostBundle"] | undefined;
  private readonly checked: pulumi.Output<Checked>;

  constructor(
    name: string,
    args: ActiveResponsePolicyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("wazuh-active-response:index:ActiveResponsePolicy", name, {}, opts);
    const placed = (errors: readonly Finding[]): Finding[] =>
      errors.map((one) => ({ ...one, path: args.placeOf?.(one.path) ?? one.path }));
    const check = (written: WrittenPolicy, hosts: WrittenFleet): Checked => {
      const parsed = parsePolicy(written);
      const around = parseFleet(hosts);
      if (!parsed.ok || !around.ok) {
        const rest = lintReadable(restOf(parsed, around), {
          today: args.today,
          accept: args.accept,
        });
        warn(rest, this);
        const unread = [parsed, around].flatMap((one) => (one.ok ? [] : one.findings));
        const wrong = rest.filter(({ severity }) => severity === "error");
        refuse("the policy", placed([...unread, ...wrong]));
      }
      const { fleet } = around;
      const whole = withFleetAddresses(parsed.policy, fleet);
      const { today, accept, enrolled } = args;
      const findings = lint(whole, fleet, { today, accept, ...(enrolled && { enrolled }) });
      warn(findings, this);
      const errors = findings.filter(({ severity }) => severity === "error");
      if (errors.length > 0) refuse("the policy", placed(errors));
      if (pulumi.runtime.isDryRun()) tellWhatIsPreviewed(whole, fleet, args, this);
      return { policy: whole, hostBundle: fleetBundles(whole, fleet, args) };
    };
    const { policy, fleet } = args;
    // Plain values are checked now, so that the error comes before any resource; unknown ones as soon as they are known.
    const now = isPlain(policy) && isPlain(fleet) ? check(policy, fleet) : undefined;
    this.known = now?.hostBundle;
    this.checked = now
      ? pulumi.output(now)
      : pulumi
          .all([policy, fleet])
          .apply(inOneSentence(([p, f]) => check(p as WrittenPolicy, f as WrittenFleet)));
    this.policy = this.checked.apply((checked) => checked.policy);
    this.registerOutputs({ policy: this.policy });
  }

  /** The bundle of one host of the fleet, by its name. */
  bundle(hostName: string): pulumi.Output<Bundle> {
    return pulumi.output(this.hostBundle(hostName)).apply(({ bundle }) => bundle);
  }

  /** The same with the digest that stands for it; a plain value where policy and fleet are. */
  hostBundle(hostName: string): pulumi.Output<HostBundle> | HostBundle {
    return this.known
      ? this.known(hostName)
      : this.checked.apply(inOneSentence(({ hostBundle }) => hostBundle(hostName)));
  }
}

/** Says which agents a placement means today, and which servers a preview cannot know the addresses of. */
function tellWhatIsPreviewed(
  policy: Policy,
  fleet: Fleet,
  { enrolled, ran }: Pick<ActiveResponsePolicyArgs, "enrolled" | "ran">,
  resource: pulumi.Resource,
): void {
  // What changes is in the preview itself, and on one screen in `active-response plan`, which reads the state.
  void pulumi.log.info(summaryOf(policy, fleet, ran).join("\n"), resource);
  for (const line of staleVersions(fleet, ran)) void pulumi.log.warn(line, resource);
  if (enrolled) tellCoverage(coverageOf(policy, fleet, enrolled), resource);
  for (const line of printPlacements(policy, fleet)) void pulumi.log.info(line, resource);
  const unknown = hostsOf(fleet).filter(({ address }) => address === UNKNOWN_ADDRESS);
  if (unknown.length === 0) return;
  // A warning: every way of showing a preview shows those.
  void pulumi.log.warn(
    `the addresses of ${unknown.map(({ name }) => name).join(", ")} are not known before the servers exist: ` +
      "this preview shows everything but them; up puts them on the white list of every host",
    resource,
  );
}

function tellCoverage(coverage: Coverage, resource: pulumi.Resource): void {
  const text = printCoverage(coverage, "").join("\n");
  // A preview with --diff shows warnings only.
  if (text.includes("\n")) void pulumi.log.warn(text, resource);
  else void pulumi.log.info(text, resource);
}

function warn(findings: readonly Finding[], resource: pulumi.Resource): void {
  const accepted = printAccepted(findings);
  if (accepted !== undefined) void pulumi.log.info(accepted, resource);
  for (const finding of standing(findings)) {
    if (finding.severity === "warning") void pulumi.log.warn(printFinding(finding), resource);
  }
}
