import { finding, type Finding } from "../../model/finding";
import type { Check, Run } from "../check";
import { everyEntry } from "./entries";

/** Days before its end from which an entry is warned about. */
const SOON = 14;
const DAY = 86_400_000;

const run: Run = ({ policy, today }) =>
  everyEntry(policy).flatMap(({ entry, path: at }): Finding[] => {
    if (entry.expires === undefined) return [];
    const path = `${at}.expires`;
    const end = new Date(`${entry.expires}T00:00:00Z`);
    if (Number.isNaN(end.getTime()) || end.toISOString().slice(0, 10) !== entry.expires) {
      return [
        finding(
          "error",
          "whitelist-expiry",
          path,
          entry.expires,
          "is not a valid date",
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

/** Is an entry past its day, or near it? */
export const expiry: Check = {
  codes: {
    "whitelist-expiry": {
      severity: "error",
      doc: {
        what: "An `expires` on the white list is not a valid date.",
        why: "Nobody could tell when the entry ends.",
        example:
          'whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: 203.0.113.7, name: auditor, expires: "2027-02-30" }',
        instead: "Write a day as YYYY-MM-DD.",
      },
    },
    "whitelist-expired": {
      severity: "error",
      doc: {
        what: "The last day of an entry of the white list is past.",
        why: "It was to be gone by then; an address that nobody may block is a hole for as long as it stays.",
        example:
          'whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: 203.0.113.7, name: auditor, expires: "2026-11-01" }',
        instead: "Remove the entry, or write a later day with the reason.",
      },
    },
    "whitelist-expires-soon": {
      severity: "warning",
      doc: {
        what: "The last day of an entry of the white list is at most two weeks away.",
        why: "After it, preview refuses the stack.",
        example:
          'whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: 203.0.113.7, name: auditor, expires: "2026-12-01" }',
        instead: "Remove the entry, or write a later day with the reason.",
      },
    },
  },
  run,
};
