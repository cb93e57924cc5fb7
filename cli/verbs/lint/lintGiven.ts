import { today } from "../../../config/today";
import { lintScript } from "../../../policy/lint/scripts/lintScript";
import type { Finding } from "../../../policy/model/finding";
import { lintOssecConf } from "../../../policy/ossecConf/lint/lintOssecConf";
import { onOneLine } from "../../../policy/wazuh/read/shown";
import type { WazuhVersion } from "../../../policy/wazuh/versions/wazuhVersion";
import { UsageError } from "../../lib/exit";
import { readText } from "../../lib/readText";
import { fileContext } from "./fileContext";

/** What was checked, as the last line calls it, and what was found. */
export interface Linted {
  readonly what: string;
  readonly findings: readonly Finding[];
}

/**
 * Checks files as the ossec.conf of a manager.
 * @param wazuh what reads them. @default what is known of each, see `fileContext`
 */
export function lintFiles(
  files: readonly string[],
  rules: readonly string[],
  wazuh?: WazuhVersion,
): Linted {
  const found = files.flatMap((file) =>
    lintOssecConf(readText(file), {
      ...fileContext(file, rules),
      ...(wazuh && { version: wazuh }),
      today: today(),
    }),
  );
  // The rules files are judged with each file; what is wrong with one of them is said once.
  const findings = [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
  return { what: named(files), findings };
}

/** Checks scripts by themselves. */
export function lintScripts(files: readonly string[], timed: boolean): Linted {
  return {
    what: named(files),
    findings: files.flatMap((file) =>
      lintScript(readText(file, "a script"), onOneLine(file), timed),
    ),
  };
}

function named(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? "") : `${files.length} files`;
}

/** @throws UsageError for --script beside what it has nothing to do with. */
export function refuseMixed(
  files: readonly string[],
  {
    script,
    timed,
    rules,
    stack,
    enrolled,
  }: {
    readonly script?: readonly string[];
    readonly timed?: boolean;
    readonly rules: readonly string[];
    readonly stack?: string;
    readonly enrolled?: boolean;
  },
): void {
  if (!script && timed) throw new UsageError("--timed means nothing without --script");
  if (!script) return;
  if (files.length + rules.length > 0 || stack !== undefined || enrolled)
    throw new UsageError(
      "give --script alone: a script is checked by itself, without a stack, an ossec.conf or rules",
    );
}
