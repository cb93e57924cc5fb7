import { STOCK_LISTS } from "../../../../policy/wazuh/stock/stockLists";

export const REMOTE = "<remote><connection>secure</connection></remote>";

/** A `<ruleset>` with the folders and the lists of a stock file. */
export const RULESET = [
  "<ruleset><decoder_dir>ruleset/decoders</decoder_dir><rule_dir>ruleset/rules</rule_dir>",
  ...[...STOCK_LISTS].map((list) => `<list>${list}</list>`),
  "<decoder_dir>etc/decoders</decoder_dir><rule_dir>etc/rules</rule_dir></ruleset>",
].join("");
