import type { Accepts } from "./values";

/** Nothing but digits, maybe after a sign, within bounds. */
export const whole =
  (least: number, most: number): Accepts =>
  (value) =>
    /^(?:\s*[+-]?\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `write a number of ${least} to ${most}`;

/** Seconds or a number with a unit. */
export const time =
  (least: number): Accepts =>
  (value) => {
    const digits = /^\s*\+?(\d+)(?:[wdhms].*)?$/s.exec(value)?.[1] ?? (value === "" ? "0" : "-1");
    return Number(digits) >= least ? undefined : "write a number with s, m, h, d or w";
  };

/** A size: a number of KB, or one with KB, MB, GB or TB. */
export const size: Accepts = (value) =>
  /^\d+$/.test(value) || /^\d*[a-z]b$/i.test(value) || /[^a-z\d]b$/i.test(value)
    ? undefined
    : "write a number with KB, MB, GB or TB";

/** Days of the week by their names, several of them, or weekdays and weekends; ! before them for the others. */
export const days: Accepts = (value) =>
  /^ *!? *(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|sun|mon|tue|wed|thu|fri|sat|weekdays|weekends)(?:[ ,]+|$)/i.test(
    value,
  )
    ? undefined
    : "write names of days, such as saturday";

/** hh:mm, or with am or pm. */
export const clock: Accepts = (value) => {
  const [, hour, half] = /^ *(\d{1,2})(?::\d{2})? *([ap]m)? *$/i.exec(value) ?? [];
  const most = half?.toLowerCase() === "pm" ? 12 : 23;
  return hour !== undefined && Number(hour) <= most ? undefined : "write hh:mm";
};

/** A program with its arguments; what is not a path is not found. */
export const program: Accepts = (value) =>
  value === "" || value.startsWith("/")
    ? undefined
    : "write the whole path of a program that exists";
