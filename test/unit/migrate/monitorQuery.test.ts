import fc from "fast-check";

import { monitorQuery, MOST_ADDRESSES, sparedIn } from "../../../policy/migrate/monitorQuery";
import { covers, parseAddress } from "../../../policy/model/address";
import type { Findings } from "../../../policy/model/findings";
import { parseWhitelistAddress } from "../../../policy/model/whitelistAddress";

const list = (...addresses: string[]): { address: ReturnType<typeof parseWhitelistAddress> }[] =>
  addresses.map((address) => ({ address: parseWhitelistAddress(address) }));

test("a query of the user's own stands in parentheses, so that the white list holds for all of it", () => {
  const findings: Findings = { query: "user.name:root OR user.name:admin" };
  expect(monitorQuery(findings, ["10.0.0.0/8"])).toBe(
    '(user.name:root OR user.name:admin) AND NOT source.ip:("10.0.0.0/8")',
  );
  expect(monitorQuery(undefined, [])).toBe('wazuh.rule.id:"FILL-IN"');
});

describe("the white list in a query", () => {
  it("has the widest networks first, and nothing that one of them covers", () => {
    expect(
      sparedIn(list("192.0.2.7", "10.1.0.0/16", "10.0.0.0/8", "192.0.2.7", "2001:db8::7")),
    ).toEqual({ addresses: ["10.0.0.0/8", "192.0.2.7", "2001:db8::7"], left: 0 });
  });

  it("has no more than a query may have, and says how many are left", () => {
    const many = Array.from({ length: MOST_ADDRESSES + 3 }, (_, i) => `10.${i >> 8}.${i & 255}.1`);
    const { addresses, left } = sparedIn(list(...many, "192.0.2.0/24"));
    expect(addresses).toHaveLength(MOST_ADDRESSES);
    expect(addresses[0]).toBe("192.0.2.0/24");
    expect(left).toBe(4);
  });

  it("covers each address that fits, whatever stands on the list", () => {
    const address = fc
      .tuple(fc.nat(3), fc.nat(3), fc.constantFrom(8, 12, 16, 24, 32))
      .map(([a, b, prefix]) => parseAddress(`10.${a * 16}.${b}.0/${prefix}`)?.canonical ?? "");
    fc.assert(
      fc.property(fc.array(address, { maxLength: 40 }), (all) => {
        const kept = sparedIn(list(...all)).addresses.flatMap((one) => parseAddress(one) ?? []);
        for (const one of all) {
          const range = parseAddress(one);
          expect(kept.some((wide) => range !== undefined && covers(wide, range))).toBe(true);
        }
      }),
    );
  });
});
