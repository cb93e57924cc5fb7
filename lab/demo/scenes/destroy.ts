import type { Scene } from "../stage";
import { stateOf } from "../hostState";

/** Destroy: the hosts are as they were before, ossec.conf byte for byte. */
export function destroyScene(before: ReadonlyMap<string, string>): Scene {
  return {
    title: "Destroy leaves the hosts as they were",
    async play({ lab, destroy, during, prove }) {
      await during("pulumi destroy", destroy());
      for (const host of lab.hosts) {
        prove(
          `${host.name}: every file, owner and mode as before; no table of ours`,
          await stateOf(host),
          before.get(host.name),
        );
      }
    },
  };
}
