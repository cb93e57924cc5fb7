import { treeOf, type Tree } from "./fields";

/** Names of auditd's fields whose name in the alert is another one. */
const NAMES: Readonly<Record<string, string>> = { comm: "command", ses: "session" };

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
      if (type === "EXECVE" && /^a\d+$/.test(name)) add(`execve.${name}`, value);
      else if (type === "PATH" && name === "name") add("file.name", value);
      else if (type === "CWD" && name === "cwd") add("cwd", value);
      else if (type !== "PATH" && type !== "EXECVE") add(NAMES[name] ?? name, value);
    }
  }
  return treeOf(fields);
}
