import type { Alert } from "../alerts/alert";
import { plain, plainField } from "./plain";

/** What kill-process takes out of one alert: scripts/responses/kill-process.awk. */
export interface ProcessVerdict {
  /** The entry of the list whose processes would be looked for; undefined where the alert names none of them. */
  readonly entry: string | undefined;
  /** What the alert says, for the log. */
  readonly named: string;
}

/** Finds the entry of the list that an alert names. Which processes run under it only the host knows. */
export function judgeProcess(alert: Alert, listed: readonly string[]): ProcessVerdict {
  const field = (path: string): string => plainField(alert.fields?.[path]);
  const [exe, comm, name] = [
    field("audit.exe"),
    field("audit.command"),
    field("process.name"),
  ] as const;
  const entry = listed.find(
    (one) =>
      standsFor(exe, one) ||
      standsFor(name, one) ||
      (comm !== "" && comm === baseOf(one).slice(0, 15)),
  );
  return { entry, named: plain(exe || comm || name) };
}

/** A path of the alert stands for an entry that is that path or its file name. */
function standsFor(named: string, entry: string): boolean {
  return named !== "" && (named === entry || baseOf(named) === entry);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
