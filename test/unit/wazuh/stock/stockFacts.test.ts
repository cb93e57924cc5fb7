import { stockGroups } from "../../../../policy/wazuh/stock/stockGroups";
import { isWindowsRule } from "../../../../policy/wazuh/stock/windowsRules";
import { stockFields } from "../../../../policy/wazuh/stock/stockFields";
import { stockFiles } from "../../../../policy/wazuh/stock/stockFiles";
import { stockRule, stockRules } from "../../../../policy/wazuh/stock/stockRules";

test("every stock rule has its groups, each with a comma behind it", () => {
  expect(stockRules().size).toBe(4512);
  expect(stockRule(5763)).toEqual({
    id: 5763,
    level: 10,
    ignore: 60,
    noAr: false,
    withoutAddress: false,
    withoutUser: false,
    json: false,
    sshd: true,
    audit: false,
    counts: { events: 8, seconds: 120 },
  });
  expect(stockGroups(1)).toBe("syslog,");
  expect(stockGroups(650)).toBe("ossec,active_response,");
  expect(stockGroups(581)).toBe(
    "ossec,hostinfo,pci_dss_10.2.7,gpg13_4.13,hipaa_164.312.b,nist_800_53_AU.14,tsc_CC6.8,tsc_CC7.2,tsc_CC7.3,",
  );
  expect([...stockRules().keys()].filter((id) => !stockGroups(id)?.endsWith(","))).toEqual([]);
  expect(stockGroups(100_050)).toBeUndefined();
});

// Both lines were given to wazuh-logtest of 4.14.7: `... ERROR: Connection from: 203.0.113.66 refused` fires 423 with that
// srcip, and a line of Exchange's SMTP log fires 3801 with a srcip and without a dstuser.
test("what is never decoded is told by the decoders below the one that a rule names", () => {
  expect(stockRule(423)).toMatchObject({ withoutAddress: false, withoutUser: true });
  expect(stockRule(3801)).toMatchObject({ withoutAddress: false, withoutUser: true });
});

test("rules of Windows events", () => {
  const windows = [60_000, 60_122, 60_204, 92_000, 99_919];
  expect(windows.filter((id) => !isWindowsRule(id))).toEqual([]);
  expect([550, 5763, 18_100, 87_105, 100_050].filter(isWindowsRule)).toEqual([]);
});

test("a decoder below another one is needed by its name, too", () => {
  expect(stockFiles(3300)).toEqual({
    rules: "0030-postfix_rules.xml",
    decoders: "0220-postfix_decoders.xml",
  });
});

test("the fields of a rule's events are those of its decoders, where no decoder in C is behind them", () => {
  expect([...(stockFields(5712) ?? [])]).toEqual(["srcip", "srcport", "srcuser", "user"]);
  expect([60_122, 86_601, 550].map(stockFields)).toEqual([undefined, undefined, undefined]);
});
