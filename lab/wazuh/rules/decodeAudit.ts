import { treeOf, type Tree } from "./fields";

/** Names of auditd's fields whose name in the alert is another one. */
const NAMES: Readonly<Record<string, string>> = { comm: "command", ses: "session" };

/** What of a PATH record is about the file. */
const FILE = new Set(["name", "inode", "mode"]);

/** Records that have fields of their own names, or none. */
const OWN_FIELDS = new Set(["PATH", "PROCTITLE"]);

/** Arguments of the system call, as numbers, and how many records follow: no fields (test/real/alerts.jsonl). */
const LEFT_OUT = /^(?:a\d|items)$/;

/** Fields of the records of one audit event, joined into one line: `audit.exe`, `audit.pid`, `audit.key`, ... */
export function decodeAudit(log: string): Tree {
  const fields: Record<string, string> = {};
  const add = (name: string, value: string): void => {
    fields[`audit.${name}`] ??= value;
  };
  for (const record of log.split(/ (?=type=[A-Z_]+ msg=audit\()/)) {
    const [, type, id] = /type=([A-Z_]+) msg=audit\([^:]*:(\d+)\)/.exec(record) ?? [];
    if (type === undefined || id === undefined) continue;
    add("type", type);
    add("id", id);
    const pairs = record.slice(record.indexOf(")")).matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g);
    for (const [, name = "", quoted, bare = ""] of pairs) {
      const value = quoted ?? bare;
      if (type === "EXECVE") add(`execve.${name}`, value);
      else if (type === "PATH" && FILE.has(name)) add(`file.${name}`, value);
      else if (type === "CWD" && name === "cwd") add("cwd", value);
      else if (!OWN_FIELDS.has(type) && !LEFT_OUT.test(name)) add(NAMES[name] ?? name, value);
    }
  }
  return treeOf(fields);
}
