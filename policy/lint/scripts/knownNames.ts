import { deepText } from "./nodeText";
import type { Node } from "./shellTree";

/** Functions and variables of a shell script, as far as it has been read. */
export class KnownNames {
  private readonly functions = new Map<string, readonly Node[]>();
  private readonly variables = new Set<string>();

  define(name: string, body: readonly Node[]): void {
    this.functions.set(name, body);
  }

  /** Commands of a function; undefined where it is none of the script's. */
  bodyOf(name: string): readonly Node[] | undefined {
    return this.functions.get(name);
  }

  /** Notes `name=value` where the value holds check_keys. */
  assign(raw: string): void {
    if (this.holdKeys(raw)) this.variables.add(/^\w+/.exec(raw)?.[0] ?? "");
  }

  /** Does the text hold check_keys, or a variable or a function that does? */
  holdKeys(text: string): boolean {
    if (text.includes("check_keys")) return true;
    for (const [, name = ""] of text.matchAll(/\$\{?(\w+)/g))
      if (this.variables.has(name)) return true;
    for (const [, name = ""] of text.matchAll(/(?:\$\(|`|\|)\s*([\w-]+)/g))
      if (this.functions.get(name)?.some((one) => deepText(one).includes("check_keys")))
        return true;
    return false;
  }
}
