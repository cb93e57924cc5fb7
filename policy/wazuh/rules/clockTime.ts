/**
 * Whether a text is a time of `<time>`, as `6 pm - 8:30 am` (OS_IsValidTime, validate_op.c:768, v4.14.7). Hours of one or two
 * digits; whatever stands in the two places of the minutes is taken, and a `pm` of 13 and more is refused.
 */
export function isClockTime(text: string): boolean {
  const begin = text.replace(/^ */, "").replace(/^! */, "");
  const first = afterHour(begin);
  if (first === undefined || !/^ *-/.test(first)) return false;
  const second = afterHour(first.replace(/^ *- */, ""));
  return second !== undefined && /^ *$/.test(second);
}

/** What stands behind an hour; undefined where there is not one. */
function afterHour(text: string): string | undefined {
  const digits = /^\d*/.exec(text)?.[0] ?? "";
  const signed = /^[ \t\n\v\f\r]*[+-]?\d+/.exec(text)?.[0] ?? "0";
  const hour = Number(signed);
  if (hour < 0 || hour >= 24 || digits.length > 2) return undefined;
  let rest = text.slice(digits.length);
  if (rest.startsWith(":")) {
    const isDigit = (at: number): boolean => /\d/.test(rest.charAt(at));
    if (!(isDigit(1) && isDigit(2)) && isDigit(3)) return undefined;
    rest = rest.slice(3);
  }
  rest = rest.replace(/^ */, "");
  if (/^[ap]/i.test(rest)) {
    if (!/^.m/i.test(rest)) return undefined;
    if (/^p/i.test(rest) && (hour === 12 ? 0 : hour) + 12 >= 24) return undefined;
    return rest.slice(2);
  }
  return rest;
}

const DAYS =
  "sunday sun monday mon tuesday tue wednesday wed thursday thu friday fri saturday sat weekdays weekends".split(
    " ",
  );

/**
 * Whether a text is a list of days of `<weekday>`, as `monday,tue` or `weekends` (OS_IsValidDay, validate_op.c:907, v4.14.7).
 * A `!` in front is taken for an unknown day: Wazuh forgets to go past it.
 */
export function isWeekday(text: string): boolean {
  let rest = text.replace(/^ */, "");
  let any = false;
  while (rest !== "") {
    const day = DAYS.find((one) => rest.toLowerCase().startsWith(one));
    if (day === undefined) return false;
    any = true;
    rest = rest.slice(day.length);
    if (rest === "") break;
    if (!/^[ ,]/.test(rest)) return false;
    rest = rest.replace(/^[ ,]+/, "");
  }
  return any;
}
