import { existsSync } from "node:fs";

/** Reads `--name value` options; every one of them has a default. */
export class Options {
  private readonly given = new Map<string, string>();

  /** @throws Error naming an option that is not known, or has no value. */
  constructor(args: readonly string[], known: readonly string[]) {
    for (let i = 0; i < args.length; i += 2) {
      const [name = "", value] = [args[i]?.replace(/^--/, ""), args[i + 1]];
      if (!known.includes(name) || value === undefined)
        throw new Error(
          `${args[i] ?? ""} ${value ?? ""}: write ${known.map((one) => `--${one} VALUE`).join(", ")}`,
        );
      this.given.set(name, value);
    }
  }

  /** A list of whole numbers, with commas. @throws Error where it is none */
  numbers(name: string, standard: readonly number[]): readonly number[] {
    const text = this.given.get(name);
    if (text === undefined) return standard;
    if (!/^[0-9]+(,[0-9]+)*$/.test(text))
      throw new Error(`--${name}: "${text}" is no list of whole numbers; write 5,20`);
    return text.split(",").map(Number);
  }

  number(name: string, standard: number): number {
    const [value, ...more] = this.numbers(name, [standard]);
    if (value === undefined || more.length > 0) throw new Error(`--${name}: write one number`);
    return value;
  }

  /** A file that is there. @default none @throws Error where it is not */
  file(name: string): string | undefined {
    const path = this.given.get(name);
    if (path !== undefined && !existsSync(path))
      throw new Error(`--${name}: "${path}" is not a file that is there; write its path`);
    return path;
  }

  /** Some of a list of names. @throws Error naming the one that is not on it */
  names<T extends string>(name: string, all: readonly T[]): readonly T[] {
    const names = this.given.get(name)?.split(",") ?? all;
    return names.map((one) => {
      const found = all.find((known) => known === one);
      if (found === undefined)
        throw new Error(`--${name}: "${one}" is not one of ${all.join(", ")}`);
      return found;
    });
  }
}
