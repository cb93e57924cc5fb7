import type { HostInput, StackInput } from "../policy/model/stack";

/** Every host of a stack that SSH can reach, managers first: the one list that the program and all verbs go by. */
export function hostInputsOf({
  manager,
  workers = [],
  agents,
}: Pick<StackInput, "manager" | "workers" | "agents">): readonly HostInput[] {
  return [manager, ...workers, ...agents];
}
