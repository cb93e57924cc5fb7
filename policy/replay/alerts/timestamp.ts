const FORM =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))$/;

/**
 * Milliseconds since 1970 of a time as Wazuh writes it: `2026-11-30T11:13:44.840+0000` (4.x), without the fraction (3.x), with
 * `Z` or a colon in the zone (indexers). Undefined where it is none.
 */
export function readTimestamp(text: string): number | undefined {
  const found = FORM.exec(text);
  if (!found) return undefined;
  const part = (i: number): number => Number(found[i] ?? 0);
  const [month, day, hour, minute, second] = [part(2), part(3), part(4), part(5), part(6)];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return undefined;
  const milliseconds = Number((found[7] ?? "").padEnd(3, "0").slice(0, 3));
  const utc = Date.UTC(part(1), month - 1, day, hour, minute, second, milliseconds);
  const zone = (part(9) * 60 + part(10)) * 60_000;
  return found[8] === "-" ? utc + zone : utc - zone;
}

/** `YYYY/MM/DD HH:MM:SS` of UTC, as active-responses.log and `observed` spell times. */
export function printTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
}
