import { randomBytes } from "node:crypto";

import { readState, type CommandInputs, type CommandState } from "./inputs";

/** What a run printed, without the newline at its end. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command by the connection, environment and standard input of a state. */
export type Run = (command: string, state: CommandState) => Promise<Printed>;

type Properties = Record<string, unknown>;

/** Runs `create`, where there is one; a failure leaves no state. */
export async function create(inputs: Properties, run: Run): Promise<Properties> {
  const state = readState(inputs);
  if (state.create === undefined) return { ...inputs, stdout: "", stderr: "" };
  return { ...inputs, ...(await run(state.create, state)) };
}

/** Runs `update`, else `create` again, else nothing; a failure leaves the old state. */
export async function update(olds: Properties, news: Properties, run: Run): Promise<Properties> {
  const { stdout = "", stderr = "" } = readState(olds);
  const state = { ...(readState(news) as CommandInputs), stdout, stderr };
  const command = state.update ?? state.create;
  const printed = command === undefined ? { stdout, stderr } : await run(command, state);
  return { ...news, ...printed };
}

/** Runs `delete` by the connection that the state holds, where there is one. */
export async function remove(state: Properties, run: Run): Promise<void> {
  const old = readState(state);
  if (old.delete !== undefined) await run(old.delete, old);
}

/** A new id: the name and eight digits that make it unique. */
export function newId(urn: string): string {
  return `${urn.split("::").at(-1) ?? "command"}${randomBytes(4).toString("hex")}`;
}
