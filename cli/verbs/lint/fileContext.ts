import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import type { FileContext } from "../../../policy/ossecConf/lint/context";
import { parseVersion, type WazuhVersion } from "../../../policy/wazuh/versions/wazuhVersion";
import { rulesIn } from "../../lib/manager/rulesFolders";

/**
 * What stands around an ossec.conf: rules, lists and executables. They are looked at where the file is in the `etc` of a
 * Wazuh folder or a copy of one, and in the folders of rules that were given.
 * @param file path as it was given.
 * @param folders folders of rules files.
 * @throws UsageError for a folder that does not exist.
 */
export function fileContext(file: string, folders: readonly string[]): FileContext {
  const home = homeOf(file);
  const around = home && existsSync(join(home, "etc/rules")) ? [join(home, "etc/rules")] : [];
  const decoders = home && join(home, "etc/decoders");
  const bin = home && join(home, "active-response/bin");
  const version = home && versionIn(home);
  return {
    file,
    ...(around.length + folders.length > 0 && { rulesFiles: rulesIn([...around, ...folders]) }),
    ...(decoders && existsSync(decoders) && { decoders: decodersIn(decoders) }),
    ...(home && existsSync(join(home, "etc/lists")) && { listExists: isFileBelow(home) }),
    ...(version && { version }),
    ...(bin && existsSync(bin) && { executables: new Set(readdirSync(bin)) }),
  };
}

function isFileBelow(home: string): (path: string) => boolean {
  return (path) => statSync(join(home, path), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The Wazuh folder that a file belongs to: `X` of `X/etc/ossec.conf`, if there are rules or lists beside it. */
function homeOf(file: string): string | undefined {
  const etc = dirname(resolve(file));
  if (basename(etc) !== "etc") return undefined;
  return ["rules", "lists"].some((folder) => existsSync(join(etc, folder)))
    ? dirname(etc)
    : undefined;
}

/** The version that the `wazuh-control` of a Wazuh folder says; undefined where there is none, or it cannot be read. */
function versionIn(home: string): WazuhVersion | undefined {
  try {
    const control = readFileSync(join(home, "bin/wazuh-control"), "utf8");
    return parseVersion(/^VERSION="(.*)"$/m.exec(control)?.[1] ?? "");
  } catch {
    return undefined;
  }
}

/** Names of the decoders in a folder; what cannot be read names none. */
function decodersIn(folder: string): ReadonlySet<string> {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".xml"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/<decoder\s+name="([^"]*)"/gi)].map(([, name = ""]) => name),
    ),
  );
}
