import type { FileContext } from "../../../policy/lintFile/context";
import { lintOssecConf } from "../../../policy/lintFile/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

/** What lint says of nearly every block that blocks an address; tested in provenance.test.ts. */
export const OF_ADDRESSES: readonly string[] = ["forgeable-address", "unproven-source"];

/** `severity code` of every finding but notes and {@link OF_ADDRESSES}, in a file with these sections and nothing else to find. */
export function found(sections: string, context: Partial<FileContext> = {}): string[] {
  const ruleset = sections.includes("<ruleset>") ? "" : RULESET;
  const text = `<ossec_config>${REMOTE}${sections}${ruleset}</ossec_config>`;
  return lintOssecConf(text, { file: "ossec.conf", ...context })
    .filter(({ severity, code }) => severity !== "note" && !OF_ADDRESSES.includes(code))
    .map(({ severity, code }) => `${severity} ${code}`);
}
