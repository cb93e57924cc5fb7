import * as z from "zod";

import { text } from "./values";

/** How stacks share a fleet. */
export const link = z.discriminatedUnion("role", [
  z
    .strictObject({ role: z.literal("all").describe("Everything in one stack.") })
    .describe("Everything in one stack."),
  z
    .strictObject({
      role: z.literal("manager").describe("The manager's stack."),
      locations: z
        .record(z.string(), text)
        .describe("Location -> its stack: organization/project/stack."),
    })
    .describe("The manager and the white list; each location's agents are a stack of their own."),
  z
    .strictObject({
      role: z.literal("location").describe("The stack of a location."),
      managerStack: text.describe("organization/project/stack that holds the manager."),
    })
    .describe("Agents of one location; the white list comes from the manager's stack."),
]);
