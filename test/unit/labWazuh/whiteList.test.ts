import { isWhiteListed, looksLikeAddress } from "../../../lab/wazuh/config/whiteList";

function listed(values: readonly string[], srcip: string): boolean {
  return isWhiteListed(
    {
      addresses: values.filter(looksLikeAddress),
      patterns: values.filter((value) => !looksLikeAddress(value)),
    },
    srcip,
  );
}

describe("white list of a manager", () => {
  it.each([
    [["10.0.0.1"], "10.0.0.1", true],
    [["10.0.0.1"], "10.0.0.10", false],
    [["100.64.0.0/10"], "100.127.255.255", true],
    [["100.64.0.0/10"], "100.128.0.0", false],
    [["10.0.0.0/255.255.0.0"], "10.0.9.9", true],
    [["10.0.0.0/24"], "::ffff:10.0.0.7", true],
    [["10.0.0."], "110.0.0.5", true],
    [[""], "203.0.113.7", true],
    [["!x"], "203.0.113.7", true],
    [["fe80::/10"], "fe80::1", false],
    [["^2001:db8::1$"], "2001:db8::1", true],
    [["^2001:db8::1$"], "2001:db8::11", false],
    [["10.0.0.1, 10.0.0.2"], "10.0.0.1", false],
    [["!10.0.0.1"], "10.0.0.1", false],
    [["!10.0.0.1"], "10.0.0.2", true],
  ])("%j and %s: %s", (values, srcip, expected) => {
    expect(listed(values, srcip)).toBe(expected);
  });
});
