import { atoi } from "../read/cNumber";

/** What Wazuh accepts as the value of an element: undefined where it does, else what to write. */
export type Accepts = (value: string) => string | undefined;

/** Everything, or something that this lint does not look into. */
export const any: Accepts = () => undefined;

/** Exactly one of the words: case and blanks count. */
export function oneOf(...words: readonly string[]): Accepts {
  return (value) => (words.includes(value) ? undefined : `write ${words.join(" or ")}`);
}

/** Exactly yes or no. */
export const yesNo: Accepts = (value) =>
  value === "yes" || value === "no" ? undefined : "write yes or no, in lowercase, without blanks";

/** Digits only, cut to an int as C's atoi does; nothing at all counts as 0. */
export function number(least = -Infinity, most = Infinity): Accepts {
  return (value) =>
    /^\d*$/.test(value) && atoi(value) >= least && atoi(value) <= most
      ? undefined
      : most === Infinity
        ? `write a number of at least ${Math.max(least, 0)}, digits only`
        : `write a number of ${least} to ${most}, digits only`;
}

/** A number, with a unit or without. */
export function time(least: number): Accepts {
  return (value) => {
    const match = /^\s*\+?(\d+)(?:[wdhms].*)?$/s.exec(value);
    return (match && Number(match[1]) >= least) || (value === "" && least === 0)
      ? undefined
      : "write seconds, or a number with s, m, h, d or w";
  };
}

/** Anything but nothing. */
export const filled: Accepts = (value) => (value === "" ? "write a value" : undefined);

/** A number with one of the units, or without: 0, or between the bounds once it is multiplied. */
export function sized(
  units: Readonly<Record<string, number>>,
  least: number,
  most: number,
  instead: string,
): Accepts {
  return (value) => {
    const match = /^\s*(\d+)(?:(.).*)?$/s.exec(value);
    const unit = match?.[2] === undefined ? 1 : units[match[2]];
    if (!match || unit === undefined) return instead;
    const size = Number(match[1]) * unit;
    return size === 0 || (size >= least && size <= most) ? undefined : instead;
  };
}

/** A whole number that is not 0, without bounds. */
export const atLeastOne: Accepts = (value) =>
  /^\s*\+?0*[1-9]\d*$/.test(value) ? undefined : "write a number of at least 1";
