import { covers, parseAddress, type Address } from "../../../policy/model/address";

const range = (text: string): Address => {
  const read = parseAddress(text);
  if (!read) throw new Error(`${text} is no address`);
  return read;
};

describe("a network", () => {
  it.each([
    ["100.64.0.0/10", "100.64.0.0", true],
    ["100.64.0.0/10", "100.127.255.255", true],
    ["100.64.0.0/10", "100.128.0.0", false],
    ["100.64.0.0/10", "100.63.255.255", false],
    ["100.64.0.0/10", "100.64.0.0/10", true],
    ["100.64.0.0/24", "100.64.0.0/10", false],
    ["100.64.0.0/10", "100.64.0.0/24", true],
    ["2001:db8::/32", "2001:db8::7", true],
    ["2001:db8::7", "2001:db8::/32", false],
    ["0.0.0.0/0", "::1", false],
    ["::/0", "192.0.2.1", false],
  ])("%s covers %s: %s", (outer, inner, expected) => {
    expect(covers(range(outer), range(inner))).toBe(expected);
  });
});
