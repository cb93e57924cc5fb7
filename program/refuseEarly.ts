import { refuse } from "../components/refuse";
import { today } from "../config/today";
import { lint } from "../policy/lint/lint";
import type { Rollout } from "./readRollout";

/**
 * Checks the policy of a stack with Hetzner servers before the first resource, with all that is known of them by then:
 * everything but the addresses of those that do not exist yet. What is found in an apply costs a run that was begun.
 * @throws InputPropertiesError with all errors, each by its place in the stack file.
 */
export function refuseEarly({ input, joined, enrolled }: Rollout): void {
  const found = lint(joined.policy, joined.fleet, {
    today: today(),
    accept: input.lint?.accept,
    ...(enrolled && { enrolled }),
  });
  const errors = found.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  refuse(
    "the policy",
    errors.map((one) => ({ ...one, path: pathInFile(one.path, input.agents.length) })),
  );
}

/**
 * The place of a finding in the stack file: in the fleet, Hetzner's servers follow the agents; there they have a key of their
 * own.
 */
export function pathInFile(path: string, agents: number): string {
  return path.replace(/^agents\[(\d+)\]/, (whole, at: string) =>
    Number(at) < agents ? whole : `hetzner.servers[${Number(at) - agents}]`,
  );
}
