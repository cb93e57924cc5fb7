import type { FileContext } from "../../../../policy/ossecConf/lint/context";
import { FILE_CODES, lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

/** What lint says of nearly every block that blocks an address; tested in provenance.test.ts and confidence.test.ts. */
export const OF_ADDRESSES: readonly string[] = [
  "forgeable-address",
  "unproven-source",
  "low-confidence",
  "login-answered",
];

/** `severity code` of all that lint of files declares. */
const DECLARED: ReadonlySet<string> = new Set(
  FILE_CODES.flatMap((codes) =>
    Object.entries(codes).flatMap(([code, { severity }]) =>
      [severity].flat().map((one) => `${one} ${code}`),
    ),
  ),
);

/** `severity code` of every finding but notes and {@link OF_ADDRESSES}, in a file with these sections and nothing else to find. */
export function found(sections: string, context: Partial<FileContext> = {}): string[] {
  const ruleset = sections.includes("<ruleset>") ? "" : RULESET;
  const text = `<ossec_config>${REMOTE}${sections}${ruleset}</ossec_config>`;
  const all = lintOssecConf(text, { file: "ossec.conf", ...context });
  for (const { severity, code } of all)
    if (!DECLARED.has(`${severity} ${code}`))
      throw new Error(`${severity} ${code} is not declared by a file of policy/ossecConf/lint`);
  return all
    .filter(({ severity, code }) => severity !== "note" && !OF_ADDRESSES.includes(code))
    .map(({ severity, code }) => `${severity} ${code}`);
}
