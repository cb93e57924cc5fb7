import type { Fault, FaultKind } from "./fault";
import { inputOf, type CodeInput } from "./commandInput";
import { commandOf, isSilent } from "./commandOf";
import { deepText, escapes, textOf } from "./nodeText";
import { parseShell } from "./parseShell";
import type { Choice, Loop, Node, Pipeline, Redirect, Simple, Word } from "./shellTree";
import { slowCommand } from "./slowCommand";

/** Where a command stands: is its input, or its output, that of wazuh-execd, and do its words mean the script's own? */
interface Place {
  readonly input: boolean;
  readonly output: boolean;
  /** It ends the script or undoes something: what it prints there does no harm. */
  readonly quiet: boolean;
  readonly background: boolean;
  readonly positional: boolean;
  /** What comes to it by a pipe. */
  readonly piped: string;
  readonly calls: readonly string[];
}

/** What has happened before a command. */
interface State {
  read: boolean;
  said: boolean;
  keys: boolean;
  input: boolean;
  output: boolean;
  set: boolean;
}

const PRINTS =
  /^(?:echo|printf|cat|date|jq|tee|sed|awk|gawk|mawk|print|curl|whoami|hostname|id|ps)$/;
const STDIN = /^(?:\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0|0|-)$/;

/** Reads a script of sh or bash as wazuh-execd would run it. */
export function shellFaults(text: string, python: CodeInput): readonly Fault[] {
  return new Walk(text, python).faults;
}

class Walk {
  readonly faults: Fault[] = [];
  private readonly functions = new Map<string, readonly Node[]>();
  private readonly lines: readonly string[];
  private readonly tainted = new Set<string>();

  constructor(
    text: string,
    private readonly python: CodeInput,
  ) {
    this.lines = text.split("\n");
    const nodes = parseShell(text);
    const state: State = {
      read: false,
      said: false,
      keys: false,
      input: true,
      output: true,
      set: false,
    };
    const place: Place = {
      input: true,
      output: true,
      quiet: false,
      background: false,
      positional: true,
      piped: "",
      calls: [],
    };
    this.all(nodes, place, state);
  }

  private fault(kind: FaultKind, line: number, what: string): void {
    if (!this.faults.some((one) => one.kind === kind)) this.faults.push({ kind, line, what });
  }

  private all(nodes: readonly Node[], place: Place, state: State): void {
    for (const node of nodes) this.one(node, place, state);
  }

  private one(node: Node, place: Place, state: State): void {
    switch (node.type) {
      case "simple":
        this.simple(node, place, state);
        return;
      case "pipeline":
        this.pipeline(node, place, state);
        return;
      case "choice":
        this.choice(node, place, state);
        return;
      case "loop":
        this.loop(node, place, state);
        return;
      case "group":
        this.all(node.body, redirected(place, node.redirects), state);
        return;
      case "function":
        this.functions.set(node.name, node.body);
        return;
      case "background":
        this.one(node.node, { ...place, input: false, background: true }, state);
        return;
      default:
        node satisfies never;
    }
  }

  private pipeline({ nodes }: Pipeline, place: Place, state: State): void {
    nodes.forEach((node, i) => {
      const piped = nodes.slice(0, i).map(textOf).join(" | ");
      this.one(
        node,
        {
          ...place,
          input: place.input && i === 0,
          output: place.output && i === nodes.length - 1,
          piped: `${place.piped} ${piped}`,
        },
        state,
      );
    });
  }

  private choice(node: Choice, place: Place, state: State): void {
    const inside = redirected(place, node.redirects);
    this.all(node.first, inside, state);
    const asksAdd = node.branches.some(({ condition }) => is(condition, "add"));
    const ends: State[] = [];
    for (const { condition, body } of node.branches) {
      const own = { ...state };
      const undone = is(condition, "delete") || (asksAdd && /^\*?$/.test(condition));
      const quiet = inside.quiet || undone || body.some((one) => escapes(one, true));
      const flags = /^["']?--?[a-z]/.test(condition) || /["' ]--?[a-z][a-z-]+["' ]/.test(condition);
      this.all(body, { ...inside, quiet, positional: inside.positional && !flags }, own);
      if (!body.some((one) => escapes(one, true))) ends.push(own);
      state.keys ||= own.keys;
    }
    if (!node.complete) return;
    state.read ||= ends.length > 0 && ends.every(({ read }) => read);
    state.said ||= ends.length > 0 && ends.every(({ said }) => said);
  }

  private loop(node: Loop, place: Place, state: State): void {
    const inside = redirected(place, node.redirects);
    const { condition, body, line } = node;
    const leaves = body.some((one) => escapes(one, false));
    const asked = condition.map(textOf).join(" ");
    const takes = inside.input && state.input && !state.said;
    const reads = /(?:^|\s)read(?:\s|$)/.test(asked) && !/\s-[a-z]*[tu]/.test(asked);
    if (takes && reads) {
      if (leaves) state.read = true;
      else this.fault("reads-to-end", line, `the loop over ${shown(asked)} ends with the input`);
      this.all(body, { ...inside, input: false }, state);
      return;
    }
    this.all(condition, inside, state);
    const endless = /^(?:true|:|\[ 1 \]|\[\[ 1 \]\])$/.test(asked.trim());
    if (
      takes &&
      endless &&
      !leaves &&
      body.map(textOf).some((text) => /(?:^|[\s;])read(?:\s|$)/.test(text))
    )
      this.fault("reads-to-end", line, "the loop over read ends with the input");
    else if (endless && !leaves && !body.some((one) => escapes(one, false, true)))
      this.slow(line, "the loop has no end", inside, state);
    this.all(body, inside, state);
  }

  private simple(node: Simple, place: Place, state: State): void {
    for (const word of [...node.assigns, ...node.words]) {
      for (const nodes of word.commands)
        this.all(nodes, { ...place, output: false, piped: "" }, state);
      this.arguments(word, node, place, state);
    }
    for (const { raw } of node.assigns)
      if (this.isKeys(raw)) this.tainted.add(/^\w+/.exec(raw)?.[0] ?? "");
    const inside = redirected(place, node.redirects);
    const { name, args, bounded, wrapped } = commandOf(node.words);
    const own = {
      ...inside,
      input: inside.input && state.input,
      output: inside.output && state.output,
    };
    if (name === "") {
      if (wrapped === "exec") {
        state.input &&= inside.input;
        state.output &&= inside.output;
      }
      // $(</dev/stdin)
      if (
        !place.output &&
        node.words.length === 0 &&
        node.redirects.some(({ operator, target }) => operator === "<" && STDIN.test(target))
      )
        this.takes("end", node, state);
      return;
    }
    if (name === "set" && args[0] === "--") state.set = true;
    const body = this.functions.get(name);
    if (body !== undefined) {
      if (place.calls.includes(name)) return;
      const handsOn = node.words.some(({ raw }) => /^"?\$[@*]"?$/.test(raw));
      this.all(
        body,
        { ...own, positional: place.positional && handsOn, calls: [...place.calls, name] },
        state,
      );
      return;
    }
    if (!bounded) {
      this.takes(own.input ? inputOf(name, args, this.python) : "none", node, state);
      const slow = slowCommand(name, args);
      if (slow !== undefined) this.slow(node.line, slow, own, state);
    } else if (own.input && inputOf(name, args, this.python) !== "none") state.read = true;
    const said = `${textOf(node)} ${node.redirects
      .filter(({ operator }) => operator.startsWith("<<"))
      .map(({ target }) => target)
      .join(" ")} ${place.piped}`;
    const prints = PRINTS.test(name) || /^python[\d.]*$|^perl$/.test(name);
    if (own.output && prints && !isSilent(name, args))
      this.prints(said, node, own, state, PRINTS.test(name));
  }

  private takes(use: ReturnType<typeof inputOf>, node: Simple, state: State): void {
    // Behind its first line wazuh-execd answers, and closes the input.
    if (use === "none" || state.said || state.keys) return;
    if (use === "line" && !state.read) state.read = true;
    else if (use === "line")
      this.fault(
        "reads-to-end",
        node.line,
        `${this.at(node)} wants a second line, which comes after check_keys only`,
      );
    else if (use === "lines")
      this.fault("reads-to-end", node.line, `${this.at(node)} wants more than one line`);
    else this.fault("reads-to-end", node.line, `${this.at(node)} reads to the end of the input`);
  }

  private prints(
    said: string,
    node: Simple,
    { quiet, background }: Place,
    state: State,
    sure: boolean,
  ): void {
    if (this.isKeys(said)) {
      state.keys = true;
      state.said = true;
      return;
    }
    if (!sure || state.keys || quiet || background) return;
    state.said = true;
    this.fault("prints-first", node.line, `${this.at(node)} prints before check_keys`);
  }

  private slow(line: number, what: string, { background, output }: Place, state: State): void {
    if (!background) this.fault("no-time-limit", line, what);
    else if (output && !state.said && !state.keys)
      this.fault("no-time-limit", line, `in the background, with the output still open, ${what}`);
  }

  private arguments({ open, line, raw }: Word, node: Simple, place: Place, state: State): void {
    if (!place.positional || state.set || !/\$(?:[1-9@*]|\{[1-9@*])/.test(open)) return;
    const all = [...node.assigns, ...node.words];
    // Handed on to a function, which is asked itself.
    if (/^"?\$[@*]"?$/.test(raw) && this.functions.has(commandOf(node.words).name)) return;
    // A flag for people: [ "$1" = --test ], case $1 in --help)
    const isTest = /^(?:\[|\[\[|test|:)$/.test(node.words[0]?.raw ?? "");
    if (isTest && all.some((word) => /^["']?--?[a-z][a-z-]+["']?$/.test(word.raw))) return;
    this.fault("takes-arguments", line, `${shown(raw)} is empty`);
  }

  /** Does the text hold check_keys, or a variable or a function that does? */
  private isKeys(text: string): boolean {
    if (text.includes("check_keys")) return true;
    for (const [, name = ""] of text.matchAll(/\$\{?(\w+)/g))
      if (this.tainted.has(name)) return true;
    for (const [, name = ""] of text.matchAll(/(?:\$\(|`|\|)\s*([\w-]+)/g))
      if (this.functions.get(name)?.some((one) => deepText(one).includes("check_keys")))
        return true;
    return false;
  }

  private at({ line }: Simple): string {
    return shown(this.lines[line - 1]?.trim() ?? "");
  }
}

function is(condition: string, word: string): boolean {
  return condition.includes(word) && !condition.includes("!=");
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What the redirections of a command leave of the place. */
function redirected(place: Place, redirects: readonly Redirect[]): Place {
  let { input, output } = place;
  for (const { operator, descriptor, target } of redirects) {
    const copy = /&$/.test(operator);
    if (operator.startsWith("<") && descriptor === 0) input &&= STDIN.test(target);
    else if (operator.startsWith("&>")) output = false;
    else if (descriptor === 1 && operator.startsWith(">"))
      output &&= copy ? target === "1" : /^\/dev\/(?:stdout|fd\/1)$/.test(target);
  }
  return { ...place, input, output };
}
