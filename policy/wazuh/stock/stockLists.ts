/** Where the stock rules are. */
export const STOCK_RULES = "ruleset/rules";

/** Lists that a stock install has and names, and whether a stock rule needs them. */
const LISTS: Readonly<Record<string, boolean>> = {
  "etc/lists/audit-keys": true,
  "etc/lists/amazon/aws-eventnames": true,
  "etc/lists/security-eventchannel": false,
  "etc/lists/malicious-ioc/malware-hashes": true,
  "etc/lists/malicious-ioc/malicious-ip": true,
  "etc/lists/malicious-ioc/malicious-domains": true,
};

/** The CDB lists of a stock installation. */
export const STOCK_LISTS: ReadonlySet<string> = new Set(Object.keys(LISTS));

/** Without one of these in `<ruleset>`, rules are dropped at every start. */
export function usedByStockRules(): string[] {
  return Object.keys(LISTS).filter((list) => LISTS[list]);
}
