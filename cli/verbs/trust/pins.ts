import { changeFile } from "../../lib/files/changeFile";
import type { Place } from "./pinnedHosts";
import { withHostKeys, type KeyToPin } from "./withHostKeys";

/** Keys that were trusted and are still to be written. */
export class Pins {
  private readonly keys = new Map<string, KeyToPin[]>();

  add({ file, path }: Place, key: string): void {
    this.keys.set(file, [...(this.keys.get(file) ?? []), { path, key }]);
  }

  write(): void {
    for (const [file, keys] of this.keys) changeFile(file, (text) => withHostKeys(text, keys));
    this.keys.clear();
  }
}
