import { stockGroups } from "../../../../policy/wazuh/stock/stockGroups";
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
