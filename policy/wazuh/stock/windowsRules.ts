import { windows as stock } from "./facts";
import { stockRules } from "./stockRules";

let ids: ReadonlySet<number> | undefined;

/**
 * Whether the events of a stock rule are of the Windows event channel. They have no `srcip`: their address stands in
 * `win.eventdata.ipAddress` or `destinationIp`, where the stock executables look for it first
 * (active-response/active_responses.c:251-305, v4.14.7) and the manager's white list does not (analysisd/alerts/exec.c:44).
 */
export function isWindowsRule(id: number): boolean {
  ids ??= read();
  return ids.has(id);
}

function read(): ReadonlySet<number> {
  const all = [...stockRules().keys()];
  return new Set(
    stock.rules.split(" ").flatMap((range) => {
      const [first = 0, last = first] = range.split("-").map(Number);
      return all.slice(all.indexOf(first), all.indexOf(last) + 1);
    }),
  );
}
