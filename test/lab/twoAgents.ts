import type { AgentSpec } from "../../lab/labTypes";

/** The agents of most labs: one in each location. */
export const TWO_AGENTS: readonly AgentSpec[] = [
  { name: "hel-1", location: "hel1" },
  { name: "nbg-1", location: "nbg1" },
];
