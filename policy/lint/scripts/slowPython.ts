import { blockOf, type PythonLine } from "./pythonLines";

/** Calls that wait for somebody else, and how each is told for how long. */
const WAITS: readonly (readonly [call: RegExp, name: string])[] = [
  [/\brequests\.(?:get|post|put|patch|delete|head|request)\(/, "requests"],
  [/\burlopen\(/, "urlopen"],
  [/\bHTTPS?Connection\(/, "http.client"],
  [/\bsmtplib\.SMTP(?:_SSL)?\(/, "smtplib"],
  [/\.connect\(.*(?:username|pkey)/, "paramiko"],
];

/** What may run without end in the line, or the loop that begins there; undefined where nothing does. */
export function slowPython(
  lines: readonly PythonLine[],
  at: number,
  leaves: (body: readonly PythonLine[]) => boolean,
): string | undefined {
  const { code = "" } = lines[at] ?? {};
  const limited = lines.some((one) => /\bsetdefaulttimeout\(/.test(one.code));
  for (const [call, name] of WAITS)
    if (call.test(code) && !/\btimeout\s*=/.test(code) && !limited)
      return `${name} has no timeout=`;
  const [, time] = /\b(?:time\.)?sleep\(\s*([^)]*)\)/.exec(code) ?? [];
  if (time !== undefined && !(Number.parseFloat(time) < 5))
    return `sleep(${time}) keeps every other response waiting`;
  if (/^while\s*\(?(?:True|1)\)?\s*:/.test(code) && !leaves(blockOf(lines, at)))
    return "the loop has no end";
  return undefined;
}
