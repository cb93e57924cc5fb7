import { plain } from "./values";

/** How one machine is reached; see the provider's own documentation for each field. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly privateKey?: string;
  readonly privateKeyPassword?: string;
  readonly agentSocketPath?: string;
  /** One authorized_keys line; without it any host key is taken. */
  readonly hostKey?: string;
  /** Failed attempts after which the next failure is final; -1 is never. */
  readonly dialErrorLimit: number;
  /** Seconds; 0 is no limit. */
  readonly perDialTimeout: number;
}

/** A host, perhaps behind a bastion. */
export interface Connection extends Endpoint {
  readonly proxy?: Endpoint;
}

/** Inputs of `command:remote:Command`, known and out of their secret wrappings. */
export interface CommandInputs {
  readonly connection: Connection;
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly stdin?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly addPreviousOutputInEnv?: boolean;
  readonly logging?: "stdout" | "stderr" | "stdoutAndStderr" | "none";
  readonly triggers?: readonly unknown[];
}

/** State of `command:remote:Command`: its inputs and what the last run printed. */
export interface CommandState extends CommandInputs {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Names of all inputs. */
export const INPUT_NAMES = [
  "addPreviousOutputInEnv",
  "connection",
  "create",
  "delete",
  "environment",
  "logging",
  "stdin",
  "triggers",
  "update",
] as const;

/** Reads checked inputs, or a state, as they come from the engine. */
export function readState(properties: unknown): CommandState {
  return plain(properties) as CommandState;
}
