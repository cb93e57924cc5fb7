import type { Policy } from "../model/policy";
import { importOssecConf } from "../ossecConf/import/importOssecConf";
import { leftoversIn } from "./leftovers";
import type { OfFile } from "./migration";

/**
 * The policy of an ossec.conf of 4.14, of people who never used this program, and what else there is to say of the file.
 * @param file how the file is called.
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
export function fromOssecConf(
  text: string,
  file: string,
): { readonly policy: Policy; readonly ofFile: OfFile } {
  const { whitelist, responses, omissions } = importOssecConf(text, file);
  return {
    policy: { whitelist, responses, rules: [] },
    ofFile: { leftovers: leftoversIn(text), omitted: omissions },
  };
}
