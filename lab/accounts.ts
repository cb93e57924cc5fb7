import { readFileSync } from "node:fs";

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

/** The accounts of this machine, which hosts start from. */
export function machineAccounts(): AccountFiles {
  const [passwd = "", group = "", shadow = ""] = ["passwd", "group", "shadow"].map((name) =>
    readFileSync(`/etc/${name}`, "utf8"),
  );
  return { passwd, group, shadow };
}

/**
 * Adds accounts, each with a group of its own name, to the machine's files, and unlocks root for sshd.
 * Accounts that are there already keep their numbers, and get the home and shell that are asked for.
 */
export function withAccounts(files: AccountFiles, accounts: readonly Account[]): AccountFiles {
  const names = new Set(accounts.map(({ name }) => name));
  const other = (line: string): boolean => !names.has(line.split(":")[0] ?? "");
  const passwd = linesOf(files.passwd).filter(other);
  const group = linesOf(files.group);
  // An account whose password field starts with ! is locked, to sshd too.
  const shadow = linesOf(files.shadow)
    .filter(other)
    .map((line) => line.replace(/^root:[^:]*:/, "root:*:"));
  const taken = new Set([...linesOf(files.passwd), ...group].map((line) => line.split(":")[2]));
  let next = 970;
  const freeNumber = (): number => {
    while (taken.has(String(next))) next--;
    taken.add(String(next));
    return next;
  };
  for (const { name, home, shell } of accounts) {
    const uid = numberOf(files.passwd, name) ?? freeNumber();
    let gid = numberOf(files.group, name);
    if (gid === undefined) {
      gid = holds(group, uid) ? freeNumber() : uid;
      group.push(`${name}:x:${gid}:`);
    }
    passwd.push(`${name}:x:${uid}:${gid}:lab:${home}:${shell}`);
    shadow.push(`${name}:*:19000:0:99999:7:::`);
  }
  return { passwd: text(passwd), group: text(group), shadow: text(shadow) };
}

/** The number of a name in a file of the form of passwd or group; undefined where it is not there. */
export function numberOf(file: string, name: string): number | undefined {
  const line = linesOf(file).find((entry) => entry.startsWith(`${name}:`));
  return line === undefined ? undefined : Number(line.split(":")[2]);
}

function holds(lines: readonly string[], number: number): boolean {
  return lines.some((line) => line.split(":")[2] === String(number));
}

function linesOf(file: string): string[] {
  return file.split("\n").filter((line) => line !== "");
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
