import type { FileContext } from "../../../policy/lintFile/context";
import { lintOssecConf } from "../../../policy/lintFile/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

/** `severity code` of every finding but notes, in a file with these sections and nothing else to find. */
export function found(sections: string, context: Partial<FileContext> = {}): string[] {
  const ruleset = sections.includes("<ruleset>") ? "" : RULESET;
  const text = `<ossec_config>${REMOTE}${sections}${ruleset}</ossec_config>`;
  return lintOssecConf(text, { file: "ossec.conf", ...context })
    .filter(({ severity }) => severity !== "note")
    .map(({ severity, code }) => `${severity} ${code}`);
}
