import { times } from "./harm";
import type { Input, Places } from "./report";

/** What was strange in the input and was not lost, a sentence each. */
export function inputNotes({ duplicates, late, findings, lostBytes }: Input): readonly string[] {
  const note = (places: Places, what: string, was: string): string[] =>
    places.count === 0 ? [] : [`${times(places.count, what)} ${was}: ${placesOf(places)}`];
  return [
    ...note(duplicates, "alert", "stood in the files twice, counted once"),
    ...note(late, "alert", "stood behind later ones, played at their time"),
    ...(lostBytes > 0
      ? [`${times(lostBytes, "packed byte")} of damaged gzip files could not be read.`]
      : []),
    ...note(findings, "finding", "of Wazuh 5, whose rules have no numbers, passed over"),
  ];
}

/** The places that are known, and whether there are more. */
export function placesOf({ count, at }: Places): string {
  return `${at.join(", ")}${count > at.length ? ", ..." : ""}`;
}
