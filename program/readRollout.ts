import * as pulumi from "@pulumi/pulumi";

import type { FoundAtHetzner } from "../components/hetznerSource";
import { readStack } from "./readStack";
import { allFindings } from "../config/allFindings";
import { hostInputsOf } from "../config/hostInputs";
import { joinStacks, rolledOut, type JoinedStack } from "../config/joinStacks";
import type { ServerInput, StackInput } from "../policy/model/stack";
import { today } from "../config/today";
import { standing } from "../policy/lint/accepted";
import { printFinding } from "../policy/lint/printFinding";
import type { EnrolledAgent } from "../policy/model/enrolledAgent";
import type { Finding } from "../policy/model/finding";
import { agentConfParts } from "../policy/services/logCollection/agentConf";
import { renderOssecPart } from "../policy/render/ossecPart";
import {
  printWaiting,
  waitingFor,
  type SharedWithAgents,
  type Waiting,
} from "../policy/rollout/waiting";
import type { RolloutNote } from "../policy/rollout/rolloutNote";
import { dialSeconds } from "../ssh/connectionTo";
import { otherWays } from "../ssh/otherWays";
import { enrolledOnManager } from "./enrolledOnManager";
import { lastRollout, type LastRollout } from "./lastRollout";
import { lookUpServers } from "./lookUpServers";
import { loginDigests, otherLogin, type LoginDigests } from "./loginDigests";
import { readOtherStacks } from "./otherStacks";
import { passedOver } from "./passedOver";
import { passOverFive } from "./passOverFive";
import type { PassedOver } from "../components/fleetArgs";
import type { FleetNames } from "../components/fleetArgs";
import { whoRollsOut } from "./whoRollsOut";
import { ROLLOUT } from "../policy/model/keys/rollout";

/** Everything that is known before the first resource is declared. */
export interface Rollout {
  readonly input: StackInput;
  /** Servers whose address only the program finds out. */
  readonly servers: readonly ServerInput[];
  /** What Hetzner says of those that exist, by name. */
  readonly found: ReadonlyMap<string, FoundAtHetzner>;
  /** The policy and the fleet, joined with what the other stacks published. */
  readonly joined: JoinedStack;
  /** The hosts that this stack rolls out. */
  readonly ours: FleetNames;
  /** What agents get from the managers by this policy. */
  readonly shared: SharedWithAgents;
  /** What the last rollout of this stack left behind. */
  readonly last: LastRollout;
  /** Agents that are off or gone, and left as they are. */
  readonly passedOver: PassedOver;
  /** What the managers wait for, where changes of ar.conf are deferred. */
  readonly waiting: Waiting | undefined;
  /** Agents that the manager knows; undefined where the stack does not ask it, or where it did not answer. */
  readonly enrolled: readonly EnrolledAgent[] | undefined;
  /** Who rolls it out. */
  readonly note: RolloutNote;
  /** What SSH logs in with. */
  readonly login: LoginDigests;
}

/**
 * Reads the stack's configuration, what other stacks published and what the last rollout left. A preview warns of what
 * only keeps `up` from running.
 * @throws RunError with everything that is wrong; the engine prints it without a stack trace.
 */
export async function readRollout(): Promise<Rollout> {
  const stack = readStack();
  if (!stack.ok) return refuseAll(allFindings(stack, { today: today() }));
  const { input, servers } = stack;
  await refuseUp("up needs every value; the stack configuration", stack.fillIns);
  const joining = readOtherStacks(input.stack).then((others) =>
    joinStacks(input.stack, stack.policy, stack.fleet, others),
  );
  // Each waits for another: for ssh here, the backend, the agents, the other stacks, the manager, git.
  const [ways, last, left, joined, enrolled, note, found] = await Promise.all([
    pulumi.runtime.isDryRun() ? otherWays({ ssh: input.ssh, hosts: hostInputsOf(input) }) : [],
    lastRollout(),
    passedOver(input.rollout, input.agents, dialSeconds(input.ssh)),
    joining,
    joining.then(({ fleet }) => enrolledOnManager(input, fleet)),
    joining.then(({ digest }) => whoRollsOut(digest)),
    lookUpServers(input),
  ]);
  await warnOf(ways);
  const login = loginDigests(input);
  const other = otherLogin(last.login, login);
  if (other !== undefined) await pulumi.log.warn(other);
  await refuseUp("up waits for other stacks; the stack configuration", joined.findings);
  const ours = rolledOut(input.stack, stack.fleet);
  const shared = {
    arConf: renderOssecPart(joined.policy).arConf,
    agentConf: agentConfParts(joined.policy),
  };
  const defer = input.rollout?.deferArConfChanges ?? ROLLOUT.deferArConfChanges;
  const waiting = ours.master && waitingFor(defer, sharedBefore(last), shared);
  if (waiting) await pulumi.log.warn(printWaiting(waiting, managersOf(ours)));
  const known = { input, servers, found, joined, ours, shared, last, login };
  const over = passOverFive(left, input, enrolled);
  return { ...known, passedOver: over, waiting, enrolled: forCoverage(input, enrolled), note };
}

/** The enrolled agents where the stack wants its coverage; the manager may have been asked for their versions alone. */
function forCoverage(
  { rollout }: StackInput,
  enrolled: readonly EnrolledAgent[] | undefined,
): readonly EnrolledAgent[] | undefined {
  return rollout?.coverage === "ask" ? enrolled : undefined;
}

/** What agents got from the managers by the last rollout; undefined before the first. */
function sharedBefore({ arConf, agentConf }: LastRollout): SharedWithAgents | undefined {
  return arConf && { arConf, agentConf };
}

function managersOf({ master, workers }: FleetNames): readonly string[] {
  return master ? [master, ...workers].map(({ name }) => name) : [];
}

/** Stops at what was refused, with what lint finds in the rest. */
async function refuseAll(findings: readonly Finding[]): Promise<never> {
  await warnOf(standing(findings).filter(({ severity }) => severity === "warning"));
  return refuse(
    "the stack configuration",
    findings.filter(({ severity }) => severity === "error"),
  );
}

/** Warns in a preview, stops `up`. */
async function refuseUp(what: string, findings: readonly Finding[]): Promise<void> {
  if (findings.length > 0 && !pulumi.runtime.isDryRun()) refuse(what, findings);
  await warnOf(findings);
}

async function warnOf(findings: readonly Finding[]): Promise<void> {
  for (const finding of findings) await pulumi.log.warn(printFinding(finding));
}

function refuse(what: string, findings: readonly Finding[]): never {
  throw new pulumi.RunError(
    `${what} has ${findings.length} problem(s):\n${findings.map(printFinding).join("\n")}`,
  );
}
