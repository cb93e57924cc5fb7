import type { Ask } from "./ask";
import { strtol, strtoul } from "../read/cNumber";
import { number, type Accepts } from "./values";

const interval: Accepts = (value) => intervalIn(value, "smhdwM");

/** What a module takes for an interval: a number above 0, and a unit behind it or nothing. */
export function intervalIn(value: string, units: string): string | undefined {
  const found = strtoul(value);
  const unit = found?.rest.charAt(0) ?? "";
  return found && found.value > 0 && found.value < 2 ** 32 - 1 && units.includes(unit)
    ? undefined
    : `write seconds, or a number with ${units.split("").join(", ")}; no 0 before it`;
}

const wday: Accepts = (value) =>
  /^\s*(?:sun|mon|tue|wed|thu|fri|sat)/i.test(value) ? undefined : "write monday to sunday";

const time: Accepts = (value) => {
  const [, hour, minute] = /^\s*\+?(\d+)\s*:\s*\+?(\d+)/.exec(value) ?? [];
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60
    ? undefined
    : "write hh:mm, of 00:00 to 23:59";
};

/** When a module runs, as sched_scan_read of src/shared/schedule_scan.c of 4.14.7 takes it. */
export const SCHEDULE: Readonly<Record<string, Accepts>> = {
  interval,
  day: number(1, 31),
  wday,
  time,
};

/** A schedule by the day of the month and of the week. */
export const DAY_OR_WEEKDAY: Ask = {
  of: "wday",
  wrong: (wday, { holder }) =>
    holder.children.some(({ name }) => name === "day") &&
    wday === holder.children.find(({ name }) => name === "wday"),
  reason: "is not allowed with <day>; wazuh-modulesd does not start",
  instead: "keep one of the two",
};

const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1, "": 1 };

/** Seconds of a time of the task manager; undefined for one that it does not take: 0, or another unit. */
export function taskSeconds(text: string): number | undefined {
  const { value, rest } = strtol(text);
  const unit = UNITS[rest.charAt(0)];
  return unit === undefined || value === 0 || value === 2 ** 31 - 1
    ? undefined
    : Math.imul(value, unit);
}
