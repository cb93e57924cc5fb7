import { finding, type Finding } from "../../model/finding";
import type { Check } from "../check";
import { entryPath } from "./entries";

/** Days before its end from which an entry is warned about. */
const SOON = 14;
const DAY = 86_400_000;

/** Is an entry past its day, or near it? */
export const expiry: Check = ({ policy, today }) =>
  policy.whitelist.flatMap((entry, i): Finding[] => {
    if (entry.expires === undefined) return [];
    const path = `${entryPath(entry, i)}.expires`;
    const end = new Date(`${entry.expires}T00:00:00Z`);
    if (Number.isNaN(end.getTime()) || end.toISOString().slice(0, 10) !== entry.expires) {
      return [
        finding(
          "error",
          "whitelist-expiry",
          path,
          entry.expires,
          "is no day of the calendar",
          "write YYYY-MM-DD",
        ),
      ];
    }
    const days = Math.round((end.getTime() - Date.parse(`${today}T00:00:00Z`)) / DAY);
    if (days < 0) {
      return [
        finding(
          "error",
          "whitelist-expired",
          path,
          entry.expires,
          `is past: "${entry.name}" should have left the white list ${-days} day(s) ago`,
          "remove the entry, or write a later day with the reason",
        ),
      ];
    }
    if (days > SOON) return [];
    return [
      finding(
        "warning",
        "whitelist-expires-soon",
        path,
        entry.expires,
        `is in ${days} day(s): after it, preview refuses "${entry.name}"`,
        "remove the entry, or write a later day with the reason",
      ),
    ];
  });
