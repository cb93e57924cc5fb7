import type { Command } from "commander";

import { UsageError } from "../../lib/exit";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** Adds the verb `completion`: prints what a shell needs to complete verbs and options. */
export function addCompletion(program: Command): void {
  program
    .command("completion <shell>")
    .summary("shell completion for bash, zsh or fish")
    .description("print shell completion of verbs and options for bash, zsh or fish")
    .addHelpText(
      "after",
      "\nIt completes `active-response`; with npx, define an alias:\n  alias active-response='npx active-response'\n\nExamples:\n  active-response completion bash >/etc/bash_completion.d/active-response\n  active-response completion fish >~/.config/fish/completions/active-response.fish\n",
    )
    .action((shell: string) => {
      console.log(completionOf(program, shell).trimEnd());
    });
}

/** The completion script of a shell, from the verbs themselves. @throws UsageError for a shell that is not known. */
export function completionOf(program: Command, shell: string): string {
  const verbs = program.commands.map((command) => ({
    name: command.name(),
    about: (command.summary() || command.description()).replaceAll("'", ""),
    options: command.options.map(({ long, description }) => ({
      long: long ?? "",
      about: description.replaceAll("'", ""),
    })),
  }));
  switch (shell) {
    case "bash":
      return bash(verbs);
    case "zsh":
      // zsh reads bash's own form.
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(verbs)}`;
    case "fish":
      return fish(verbs);
    default:
      throw new UsageError(
        `completion: "${shell}" is not known; write one of ${SHELLS.join(", ")}`,
      );
  }
}

interface Verb {
  readonly name: string;
  readonly about: string;
  readonly options: readonly { readonly long: string; readonly about: string }[];
}

function bash(verbs: readonly Verb[]): string {
  const cases = verbs.map(
    ({ name, options }) =>
      `    ${name}) words='${options.map(({ long }) => long).join(" ")} --help' ;;`,
  );
  return `_active_response() {
  local words
  case \${COMP_WORDS[1]} in
${cases.join("\n")}
    *) words='${verbs.map(({ name }) => name).join(" ")} --help' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _active_response active-response
`;
}

function fish(verbs: readonly Verb[]): string {
  const lines = verbs.flatMap(({ name, about, options }) => [
    `complete -c active-response -n __fish_use_subcommand -f -a ${name} -d '${about}'`,
    ...options.map(
      (option) =>
        `complete -c active-response -n '__fish_seen_subcommand_from ${name}' -l ${option.long.slice(2)} -d '${option.about}'`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}
