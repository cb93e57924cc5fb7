import { parseDuration } from "../../../policy/model/duration";
import type { WhitelistEntry } from "../../../policy/model/whitelist";
import { parseWhitelistAddress, rangeOf } from "../../../policy/model/whitelistAddress";

describe("an address of the white list", () => {
  it.each([
    ["192.0.2.7", 4, 32],
    ["192.0.2.0/24", 4, 24],
    ["203.0.113.255/32", 4, 32],
    ["2001:db8::1", 6, 128],
    ["fe80::1", 6, 128],
  ])("is %s", (text, family, prefix) => {
    const address = parseWhitelistAddress(text);
    expect(address).toBe(text);
    expect(rangeOf(address)).toMatchObject({ family, prefix, canonical: text });
  });

  it.each([
    [
      "",
      "is empty; Wazuh would match every source address with it; write an address, or remove the entry",
    ],
    [" 10.0.0.1", "has blanks around it, which Wazuh keeps; write 10.0.0.1"],
    [
      "!192.0.2.1",
      "is a negation; Wazuh would match every other address with it; write the addresses that must not be blocked",
    ],
    [
      "192.0.2.",
      "is not a complete IPv4 address; Wazuh searches for it as text, so 10.0.0. also matches 110.0.0.5; write four numbers of 0 to 255 without leading zeros, or a network as 10.0.0.0/24",
    ],
    [
      "192.0.2.256",
      "is not a complete IPv4 address; Wazuh searches for it as text, so 10.0.0. also matches 110.0.0.5; write four numbers of 0 to 255 without leading zeros, or a network as 10.0.0.0/24",
    ],
    [
      "192.0.2.1,192.0.2.2",
      "contains several addresses; Wazuh compares them as one text that never matches; write one entry for each",
    ],
    [
      "192.0.2.0/33",
      "is not a valid IPv4 network; wazuh-analysisd does not start with it; write a prefix of 1 to 32",
    ],
    [
      "192.0.2.0/255.255.255.0",
      "is written with a netmask, which the host's own list cannot express; write 192.0.2.0/24",
    ],
    [
      "192.0.2.0/255.0.255.0",
      "is written with a netmask, which the host's own list cannot express; write a.b.c.d/nn with a prefix of 1 to 32",
    ],
    [
      "192.0.2.9/24",
      "has bits set beyond its prefix, so it is unclear what is meant; write 192.0.2.0/24 for the network, or 192.0.2.9 for the host",
    ],
    [
      "0.0.0.0",
      "covers every address; no response with a source address would ever run; write the networks that are yours",
    ],
    [
      "0.0.0.0/0",
      "covers every address; no response with a source address would ever run; write the networks that are yours",
    ],
    [
      "2001:db8::/32",
      "is an IPv6 network; Wazuh compares it as text that no address contains, so it protects nothing; write each IPv6 address on its own",
    ],
    [
      "2001:db8:0:0::1",
      "is not written as logs write it, and Wazuh compares IPv6 addresses character by character; write 2001:db8::1",
    ],
    [
      "fe80::1%eth0",
      "contains an interface, so no address can be compared with it; write the address without % and what follows",
    ],
    [
      "::ffff:192.0.2.1",
      "is an IPv4-mapped IPv6 address; Wazuh compares it without the prefix ::ffff:; write the IPv4 address",
    ],
    [
      "monitor.example.org",
      "is not a valid address; Wazuh compares it as text, and events carry addresses, not names; write the address of that name",
    ],
  ])("is not %p", (text, why) => {
    expect(() => parseWhitelistAddress(text)).toThrow(`${JSON.stringify(text)} ${why}`);
  });

  it("does not compile as a plain text, nor as a value of another kind", () => {
    const address = parseWhitelistAddress("192.0.2.7");
    const hour = parseDuration("1h");
    // tsc fails where one of the lines below has no error.
    const tried: WhitelistEntry[] = [
      { address, name: "monitor" },
      // @ts-expect-error a plain text is no address
      { address: "192.0.2.7", name: "monitor" },
      // @ts-expect-error a time is no address
      { address: hour, name: "monitor" },
    ];
    expect(tried).toHaveLength(3);
  });
});
