import { BIN, EXECUTABLES } from "../../../policy/model/hostPaths";
import type { Site } from "./site";
import { failed, passed, skipped, type Verdict } from "./step";

const FOLDER = BIN.slice("/var/ossec/".length);

/** The agent's own lines about what it did came back to the manager as alerts. */
export async function linesCameBack(
  site: Site,
  wanted: { readonly block: boolean; readonly kill: boolean },
): Promise<Verdict> {
  const programs = [
    ...(wanted.block ? [`${FOLDER}/${EXECUTABLES.blockIp}`] : []),
    ...(wanted.kill ? [`${FOLDER}/${EXECUTABLES.killProcess}`] : []),
  ];
  if (programs.length === 0) return skipped("no step wrote a line that could come back");
  let missing = programs;
  const rules = new Set<string>();
  await site.until(async () => {
    const alerts = await site.alerts();
    missing = programs.filter((program) => {
      const found = alerts.find(
        ({ data }) => data?.parameters?.program?.startsWith(program) === true,
      );
      if (found) rules.add(found.rule.id);
      return !found;
    });
    return missing.length === 0;
  });
  return missing.length === 0
    ? passed(
        `lines of ${programs.map(baseName).join(" and ")} are alerts on the manager (rules ${[...rules].join(", ")})`,
      )
    : failed(
        `no line of ${missing.map(baseName).join(", ")} reached the manager after ${site.within} s; does the agent read active-responses.log?`,
      );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
