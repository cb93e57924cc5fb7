import { diffLines } from "diff";

/** Counts the lines that come and go between two texts; hosts share most of their files, so each pair is compared once. */
export class LineChanges {
  private readonly known = new Map<string, { added: number; removed: number }>();
  /** How many pairs of texts were really compared. */
  compared = 0;

  between(before: string, after: string): { added: number; removed: number } {
    const key = `${before}\0${after}`;
    const known = this.known.get(key);
    if (known) return known;
    this.compared += 1;
    let added = 0;
    let removed = 0;
    for (const part of diffLines(before, after)) {
      if (part.added) added += part.count;
      if (part.removed) removed += part.count;
    }
    const counted = { added, removed };
    this.known.set(key, counted);
    return counted;
  }
}
