import type { BundleFile } from "./bundleFile";
import { isNamed, type Sent } from "./packed";
import { packPrograms, programAtEnd, programs, unpackPrograms, type Program } from "./programs";

/** A file as it travels: `content` is what the policy decides; behind it comes a program, which the host has packed. */
export interface SentFile extends BundleFile {
  /** What `content` goes on with; nothing where it is the whole file. */
  readonly rest?: Pick<Program, "sha256"> & { readonly program: string };
}

type Files<File> = Readonly<Record<string, File>>;

/** Files as they travel, by their paths. */
export interface SentFiles {
  readonly files: Files<SentFile>;
  /** The programs that the files name, packed; nothing where they name none. */
  readonly programs?: Sent;
}

/** Takes the programs out of the files: the same for all hosts with the same responses, so that a preview shows the rest. */
export function sentFiles(files: Files<BundleFile>): SentFiles {
  const used = new Map<string, Program>();
  const sent = Object.entries(files).map(([path, file]): [string, SentFile] => {
    const program = programAtEnd(file.content);
    if (!program) return [path, file];
    const { name, text, sha256 } = program;
    used.set(name, program);
    const content = file.content.slice(0, -text.length);
    return [path, { ...file, content, rest: { program: name, sha256 } }];
  });
  return {
    files: Object.fromEntries(sent),
    ...(used.size > 0 && { programs: packPrograms(used.values()) }),
  };
}

/**
 * The files whole again, as the host puts them together. Of programs that went by their sum those of this version are known; of one
 * of another version, which only the host has, there is nothing.
 */
export function wholeFiles({ files, programs: sent }: SentFiles): Files<BundleFile> {
  const texts = sent === undefined || isNamed(sent) ? undefined : unpackPrograms(sent);
  const textOf = ({ program, sha256 }: NonNullable<SentFile["rest"]>): string =>
    (texts
      ? texts.get(program)
      : programs().find((one) => one.name === program && one.sha256 === sha256)?.text) ?? "";
  return Object.fromEntries(
    Object.entries(files).map(([path, { rest, ...file }]) => [
      path,
      rest ? { ...file, content: file.content + textOf(rest) } : file,
    ]),
  );
}
