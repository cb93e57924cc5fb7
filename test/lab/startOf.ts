/**
 * A shell command that starts a program in the background and prints its number once it is that program: until then it is a copy
 * of the shell, which a response that looks for the program does not find.
 * @param line path of the program and its arguments.
 */
export function startOf(line: string): string {
  const [program = ""] = line.split(" ");
  return `{ ${line} >/dev/null 2>&1 & } && until [ "$(readlink /proc/$!/exe)" = "$(readlink -f ${program})" ]; do kill -0 $! || exit; done && echo $!`;
}
