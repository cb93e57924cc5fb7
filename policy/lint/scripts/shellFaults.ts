import { judgeBranches } from "./branchFaults";
import type { CodeInput } from "./commandInput";
import type { Fault } from "./fault";
import { FoundFaults } from "./foundFaults";
import { KnownNames } from "./knownNames";
import { judgeLoop } from "./loopFaults";
import { textOf } from "./nodeText";
import { parseShell } from "./parseShell";
import { AT_TOP, NOTHING_YET, redirected, type Place, type State } from "./shellPlace";
import type { Node, Pipeline } from "./shellTree";
import type { Walk } from "./shellWalk";
import { judgeSimple } from "./simpleFaults";

/** Reads a script of sh or bash as wazuh-execd would run it. */
export function shellFaults(text: string, python: CodeInput): readonly Fault[] {
  const walk = new ShellWalk(new FoundFaults(text), new KnownNames(), python);
  walk.all(parseShell(text), AT_TOP, { ...NOTHING_YET });
  return walk.faults.all;
}

class ShellWalk implements Walk {
  constructor(
    readonly faults: FoundFaults,
    readonly names: KnownNames,
    readonly python: CodeInput,
  ) {}

  all(nodes: readonly Node[], place: Place, state: State): void {
    for (const node of nodes) this.one(node, place, state);
  }

  private one(node: Node, place: Place, state: State): void {
    switch (node.type) {
      case "simple":
        judgeSimple(node, place, state, this);
        return;
      case "pipeline":
        this.pipeline(node, place, state);
        return;
      case "choice":
        judgeBranches(node, place, state, this);
        return;
      case "loop":
        judgeLoop(node, place, state, this);
        return;
      case "group":
        this.all(node.body, redirected(place, node.redirects), state);
        return;
      case "function":
        this.names.define(node.name, node.body);
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
}
