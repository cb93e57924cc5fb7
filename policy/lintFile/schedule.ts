import { number, type Accepts } from "./values";

const interval: Accepts = (value) => {
  const digits = /^\s*\+?(\d+)(?:[Mwdhms].*)?$/s.exec(value)?.[1];
  return digits !== undefined && Number(digits) > 0 && Number(digits) < 2 ** 32 - 1
    ? undefined
    : "write seconds, or a number with s, m, h, d, w or M";
};

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
