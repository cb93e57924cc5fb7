/** An account that a host must have. */
export interface Account {
  readonly name: string;
  readonly home: string;
  readonly shell: string;
}

/** The three files of a host that name its users. */
export interface AccountFiles {
  readonly passwd: string;
  readonly group: string;
  readonly shadow: string;
}

/**
 * Adds accounts, each with a group of its own name, to the machine's files, and unlocks root for sshd.
 * Accounts that are there already keep their numbers.
 */
export function withAccounts(files: AccountFiles, accounts: readonly Account[]): AccountFiles {
  const passwd = linesOf(files.passwd);
  const group = linesOf(files.group);
  // An account whose password field starts with ! is locked, to sshd too.
  const shadow = linesOf(files.shadow).map((line) => line.replace(/^root:[^:]*:/, "root:*:"));
  let free = 970;
  const taken = new Set([...passwd, ...group].map((line) => line.split(":")[2]));
  for (const { name, home, shell } of accounts) {
    if (passwd.some((line) => line.startsWith(`${name}:`))) continue;
    while (taken.has(String(free))) free--;
    taken.add(String(free));
    if (!group.some((line) => line.startsWith(`${name}:`))) group.push(`${name}:x:${free}:`);
    const gid = numberOf(group.join("\n"), name);
    passwd.push(`${name}:x:${free}:${gid}:lab:${home}:${shell}`);
    shadow.push(`${name}:*:19000:0:99999:7:::`);
  }
  return { passwd: text(passwd), group: text(group), shadow: text(shadow) };
}

/** The number of a name in a file of the form of passwd or group; -1 where it is not there. */
export function numberOf(file: string, name: string): number {
  const line = linesOf(file).find((entry) => entry.startsWith(`${name}:`));
  return Number(line?.split(":")[2] ?? -1);
}

function linesOf(file: string): string[] {
  return file.split("\n").filter((line) => line !== "");
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
