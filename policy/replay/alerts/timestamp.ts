const FORM =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))$/;

/**
 * Milliseconds since 1970 of a time as Wazuh writes it: `2026-11-30T11:13:44.840+0000` (4.x), without the fraction (3.x), with
 * `Z` or a colon in the zone (indexers). Undefined where it is none.
 */
export function readTimestamp(text: string): number | undefined {
  // Alerts come many a minute: all but the seconds is that of the one before.
  if (text.length === 28 && text.startsWith(lastMinute) && text.endsWith(lastZone)) {
    const [seconds, fraction] = [digits(text, 17, 19), digits(text, 20, 23)];
    if (seconds >= 0 && seconds <= 60 && fraction >= 0 && text.charAt(19) === ".")
      return lastTime + seconds * 1000 + fraction;
  }
  const time = readAnew(text);
  if (time !== undefined && text.length === 28 && text.charAt(19) === ".") {
    lastMinute = text.slice(0, 17);
    lastZone = text.slice(23);
    lastTime = time - digits(text, 17, 19) * 1000 - digits(text, 20, 23);
  }
  return time;
}

let lastMinute = "none";
let lastZone = "";
let lastTime = 0;

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function readAnew(text: string): number | undefined {
  const found = FORM.exec(text);
  if (!found) return undefined;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return undefined;
  const milliseconds = Number((found[7] ?? "").padEnd(3, "0").slice(0, 3));
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const zone = (Number(found[9] ?? 0) * 60 + Number(found[10] ?? 0)) * 60_000;
  return found[8] === "-" ? utc + zone : utc - zone;
}

/** `YYYY/MM/DD HH:MM:SS` of UTC, as active-responses.log and `observed` spell times. */
export function printTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
}
