import type { Redirect } from "./shellTree";

/** Where a command stands: is its input, or its output, that of wazuh-execd, and do its words mean the script's own? */
export interface Place {
  readonly input: boolean;
  readonly output: boolean;
  /** It ends the script or undoes something: what it prints there does no harm. */
  readonly quiet: boolean;
  readonly background: boolean;
  readonly positional: boolean;
  /** What comes to it by a pipe. */
  readonly piped: string;
  /** Functions that it stands in. */
  readonly calls: readonly string[];
}

/** What has happened before a command; the walk writes it. */
export interface State {
  /** A line was read. */
  read: boolean;
  /** Something was printed. */
  said: boolean;
  /** check_keys was said. */
  keys: boolean;
  /** The script's own input, and its output, are still those of wazuh-execd. */
  input: boolean;
  output: boolean;
  /** `set --` gave the arguments anew. */
  set: boolean;
}

/** The first line of a script. */
export const AT_TOP: Place = {
  input: true,
  output: true,
  quiet: false,
  background: false,
  positional: true,
  piped: "",
  calls: [],
};

/** Before the first command. */
export const NOTHING_YET: Readonly<State> = {
  read: false,
  said: false,
  keys: false,
  input: true,
  output: true,
  set: false,
};

const STDIN = /^(?:\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0|0|-)$/;
const STDOUT = /^\/dev\/(?:stdout|fd\/1)$/;

/** True for what a redirection calls the standard input itself. */
export function isStdin(target: string): boolean {
  return STDIN.test(target);
}

/** What the redirections of a command leave of the place. */
export function redirected(place: Place, redirects: readonly Redirect[]): Place {
  let { input, output } = place;
  for (const { operator, descriptor, target } of redirects) {
    const copy = operator.endsWith("&");
    if (operator.startsWith("<") && descriptor === 0) input &&= isStdin(target);
    else if (operator.startsWith("&>")) output = false;
    else if (descriptor === 1 && operator.startsWith(">"))
      output &&= copy ? target === "1" : STDOUT.test(target);
  }
  return { ...place, input, output };
}
