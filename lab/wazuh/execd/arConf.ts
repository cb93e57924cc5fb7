import { leadingNumber } from "../config/activeResponse";
import { error, info, type Words } from "../config/words";

/** A row of execd's table. */
export interface ArRow {
  readonly name: string;
  /** Path below Wazuh's home; empty where the file is not on this host. */
  executable: string;
  readonly timeout: number;
}

/** Folder of executables, as execd names it. */
export const AR_BIN = "active-response/bin";

/**
 * Reads ar.conf. Rows of one name become one: the first whose file is there.
 * @param present whether a path below the home is a file that can be read.
 * @param firstTime execd speaks of missing files only once.
 */
export function readArConf(
  text: string,
  present: (path: string) => boolean,
  firstTime: boolean,
): { rows: readonly ArRow[]; words: Words } {
  const rows: ArRow[] = [];
  const words: Words[number][] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [name, file, ...rest] = line.split(" - ");
    if (name === undefined || file === undefined || rest.length === 0 || name.startsWith("!")) {
      words.push(error("(1313): Invalid active response config: 'etc/shared/ar.conf'."));
      continue;
    }
    let executable = `${AR_BIN}/${file}`;
    if (isOutside(file)) {
      words.push(
        error(
          `Active response command '${file}' vulnerable to directory traversal attack. Ignoring.`,
        ),
      );
      executable = "";
    } else if (!present(executable)) {
      if (firstTime)
        words.push(
          info(
            `Active response command not present: '${executable}'. Not using it on this system.`,
          ),
        );
      executable = "";
    }
    const same = rows.filter((row) => row.name === name);
    const blank = same.find((row) => row.executable === "");
    if (blank) blank.executable = executable;
    else if (same.length === 0 || executable !== "")
      rows.push({ name, executable, timeout: leadingNumber(rest.join(" - ")) });
  }
  return { rows, words };
}

/** Whether a name leaves its folder. */
export function isOutside(path: string): boolean {
  return path.split("/").includes("..");
}

/** Rows that execd has room for. */
const ROOM = 64;

/** Whether execd of 4.14.7 survives that many rows: it clears one more than it has when it reads again. */
export function crashesExecd(rows: number, readBefore: boolean): boolean {
  return rows >= ROOM + 8 || (readBefore && rows >= ROOM);
}
