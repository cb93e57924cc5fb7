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
          difference(before.get(host.name) ?? "", await stateOf(host)),
          [],
        );
      }
    },
  };
}

/** Lines of one state that the other has not. */
function difference(before: string, after: string): string[] {
  const [had, has] = [before, after].map((state) => new Set(state.split("\n")));
  if (!had || !has) return [];
  return [
    ...[...had].filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...[...has].filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
}
