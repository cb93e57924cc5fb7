import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { commentedInstaller, installerFor } from "../../../policy/bundle/installer";
import { shortenedPerl, shortenedShell } from "../../../policy/bundle/shortened";

const HOST = join(__dirname, "../../../scripts/host");
const files = (ending: string): string[] =>
  readdirSync(HOST, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort();

/** What a program says of a text on its standard input; it must read it. */
function said(command: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** A script as bash has understood it: no comment, its own indentation, quotes and here-documents as they were. */
const understoodByBash = (text: string): string =>
  said("bash", ["-c", 'eval "all() {\n$(cat)\n}"; declare -f all'], text);

/** A program as perl has understood it. */
const understoodByPerl = (text: string): string => said("perl", ["-MO=Deparse"], text);

describe("a shell script made short", () => {
  it.each<[string, string, string]>([
    ["comments, blank lines and indentation", "# it's\n\n  a\n\t# b\n\tc # d'\n", "a\nc # d'"],
    ["single quotes", "  a='\n  # b\n\n  '\n  c\n", "a='\n  # b\n\n  '\nc"],
    ["double quotes", '  a="\n  # b\n  \\"\n  "\n  c\n', 'a="\n  # b\n  \\"\n  "\nc'],
    ["a quote behind a backslash", "  a=\\'\n  b\n", "a=\\'\nb"],
    ["a command within quotes", '  a="$(\n  b \'"\'\n  )"\n  c\n', 'a="$(\nb \'"\'\n)"\nc'],
    ["quotes in braces", '  a="${b#"$c"}" d=${e%\'}\'}\n  f\n', 'a="${b#"$c"}" d=${e%\'}\'}\nf'],
    ["a line that goes on", "  a \\\n    # b\n  c\n", "a \\\n    # b\nc"],
    ["a here-document", "  a <<E\n  # b\n\n  E\nE\n  c\n", "a <<E\n  # b\n\n  E\nE\nc"],
    [
      "two, one with tabs, one between quotes",
      "  a <<-'E' <<\"F\"\n  '\n\tE\n  \"\nF\n  c\n",
      "a <<-'E' <<\"F\"\n  '\n\tE\n  \"\nF\nc",
    ],
    ["what is no here-document", "  a=$((1 << (2)))\n  b\n", "a=$((1 << (2)))\nb"],
    [
      "a case within a command",
      "  a=$(case b in b) c ;; esac)\n  d\n",
      "a=$(case b in b) c ;; esac)\nd",
    ],
    ["a # within a word", "  a=$# b#c\n  d\n", "a=$# b#c\nd"],
  ])("keeps what means something: %s", (_, text, short) => {
    expect(shortenedShell(text)).toBe(short);
    expect(understoodByBash(short)).toBe(understoodByBash(text));
  });

  it.each([
    ["a='b\n", "the script ends in the middle of single; close it, or write it in a simpler way"],
    [
      "a <<E\nb\n",
      "the script ends in the middle of the here-document E; close it, or write it in a simpler way",
    ],
  ])("is refused where it ends in the middle: %j", (text, words) => {
    expect(() => shortenedShell(text)).toThrow(words);
  });

  it.each(files(".sh"))("means the same to bash: %s", (name) => {
    const text = readFileSync(join(HOST, name), "utf8");
    const short = shortenedShell(text);
    expect(understoodByBash(short)).toBe(understoodByBash(text));
    expect(short).not.toMatch(/^#/m);
    expect(short.length).toBeLessThan(text.length);
  });
});

describe("a part in perl made short", () => {
  it("has no comments, blank lines and indentation", () => {
    expect(shortenedPerl("# a\n\nsub b {\n  # c\n  return '#';\n}\n1;\n")).toBe(
      "sub b {\nreturn '#';\n}\n1;",
    );
  });

  it.each(['print <<"E";\n  a\nE\n', "=pod\n\n  a\n\n=cut\n", "a();\n__DATA__\n  b\n"])(
    "is refused where a line means something: %j",
    (text) => {
      expect(() => shortenedPerl(text)).toThrow(
        /^a part in perl holds (?:<<"|=pod|__DATA__), in which every line matters$/,
      );
    },
  );

  it.each(files(".pl"))("means the same to perl: %s", (name) => {
    // The first line is written anew (askProgram).
    const text = readFileSync(join(HOST, name), "utf8").replace(/^#!.*|^__END__$/gm, "");
    expect(understoodByPerl(shortenedPerl(text))).toBe(understoodByPerl(text));
  });
});

describe.each(["agent", "master"] as const)("the installer of %s", (role) => {
  const [short, commented] = [installerFor(role), commentedInstaller(role)];
  const shell = (text: string): string => text.slice(0, text.indexOf("\nexit\n#!"));

  it("means the same with its comments, to bash", () => {
    expect(shell(short).length).toBeGreaterThan(30_000);
    expect(understoodByBash(shell(short))).toBe(understoodByBash(shell(commented)));
  });

  it.each([
    ["short", short],
    ["commented", commented],
  ])("is ASCII, and ends for sh before its part in perl: %s", (_, text) => {
    expect(text).toMatch(/^[\n\t\x20-\x7e]+$/);
    for (const [sh = "", ...args] of [["dash"], ["bash"], ["busybox", "sh"]]) {
      const { status, stderr } = spawnSync(sh, [...args, "-s", "no-mode", "/nowhere"], {
        input: text,
        encoding: "utf8",
      });
      expect([status, stderr.replace(/^\S+: /, "")]).toEqual([64, "unknown mode no-mode\n"]);
    }
  });

  it("has the same parts in perl, in either form", () => {
    const names = (text: string): string[] =>
      [...text.matchAll(/^#= (\S+)$/gm)].map(([, n = ""]) => n);
    expect(names(short)).toEqual(names(commented));
    expect(names(short)).toContain("ossec-conf.pl");
    expect(names(short).includes("conflicts.pl")).toBe(role === "master");
  });
});
