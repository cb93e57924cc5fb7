import { painter } from "../../terminal/paint";

/** What Node knows of a stream; a pipe has no `isTTY` at all. */
interface Stream {
  readonly isTTY?: boolean;
}

/**
 * Whether a stream takes colours: a terminal that can show them, and nobody has said NO_COLOR. A CI job
 * (`CI`, `FORCE_COLOR`) is not a terminal: what it prints goes into a file, where people search for words.
 */
export function takesColours(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}

/** The colours of what this process prints to its standard output; none into a pipe. */
export const colours = painter(takesColours(process.stdout, process.env));
