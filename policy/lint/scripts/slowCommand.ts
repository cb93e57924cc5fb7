/**
 * What may run without end in a script that nobody ends: wazuh-execd waits for it and does nothing else.
 * @param args words without quotes.
 * @returns what is said of it; undefined for all else.
 */
export function slowCommand(name: string, args: readonly string[]): string | undefined {
  const text = args.join(" ");
  const without = (limit: RegExp, what: string): string | undefined =>
    limit.test(` ${text}`) ? undefined : `${name} has no ${what}`;
  switch (name) {
    case "sleep":
      return /^\d+(?:\.\d+)?s?$/.test(text) && Number.parseFloat(text) < 5
        ? undefined
        : `sleep ${text} keeps every other response waiting`;
    case "curl":
      return without(/ (?:-[a-zA-Z]*m|--max-time|-h|--version)/, "--max-time");
    case "wget":
      return without(/ (?:-T|--timeout|-[a-zA-Z]+T)/, "--timeout");
    case "ssh":
    case "scp":
    case "sftp":
      return without(/ConnectTimeout/i, "ConnectTimeout");
    case "nc":
    case "ncat":
    case "netcat":
      return without(/ (?:-[a-zA-Z]*[wz]|--wait)/, "time limit (-w)");
    case "telnet":
      return "telnet has no time limit";
    case "ping":
    case "ping6":
      return without(/ -[a-zA-Z]*[cw]/, "count (-c) and no limit (-w)");
    case "tail":
      return / (?:-[a-zA-Z]*[fF]|--follow)/.test(` ${text}`) ? "tail -f never ends" : undefined;
    case "tcpdump":
      return without(/ -[a-zA-Z]*[crG]/, "count (-c)");
    default:
      return undefined;
  }
}
