import { readFileSync } from "node:fs";
import { join } from "node:path";

import ipaddr from "ipaddr.js";

import { AWKS, runAwk } from "../../interpreters";

const part = (name: string): string =>
  readFileSync(join(__dirname, "../../../scripts/responses", name), "utf8");
const PROGRAM = ["address.awk", "embedded.awk", "never.awk"].map(part).join("\n");

/** What awk says of each line. */
function said(
  awk: readonly [string, ...string[]],
  main: string,
  lines: readonly string[],
): string[] {
  return runAwk(awk, `${PROGRAM}\n{ ${main} }`, `${lines.join("\n")}\n`)
    .split("\n")
    .slice(0, -1);
}

/** Addresses that come again in every run, of all lengths and forms. */
function addresses(count: number): string[] {
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, () =>
    random(2) === 0
      ? [1, 2, 3, 4].map(() => random(256)).join(".")
      : // Many zeros: there the short spelling has its corners.
        [1, 2, 3, 4, 5, 6, 7, 8]
          .map(() => (random(2) === 0 ? "0" : random(65_536).toString(16)))
          .join(":"),
  );
}

/** In the usual spelling, by Node's own URL (RFC 5952). */
const usual = (text: string): string =>
  text.includes(":") ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : text;

/** The address and the IPv4 addresses that it holds. */
const HOLDS: readonly (readonly [string, string])[] = [
  ["203.0.113.7", ""],
  ["2001:db8::1", ""],
  ["::203.0.113.7", "203.0.113.7"],
  ["::ffff:0:203.0.113.7", "203.0.113.7"],
  ["::ffff:0:cb00:7107", "203.0.113.7"],
  ["64:ff9b::203.0.113.7", "203.0.113.7"],
  ["64:FF9B::cb00:7107", "203.0.113.7"],
  ["64:ff9b:0:0:0:1:203.0.113.7", ""],
  ["64:ff9b:2::203.0.113.7", ""],
  ["2002:cb00:7107::1", "203.0.113.7"],
  ["2002:cb00:7107:1:2:3:4:5", "203.0.113.7"],
  ["2003:cb00:7107::1", ""],
  // Teredo: 203.0.113.7 with each bit turned round is 34ff:8ef8.
  ["2001:0:4136:e378:8000:63bf:34ff:8ef8", "203.0.113.7"],
  ["2001:1:4136:e378:8000:63bf:34ff:8ef8", ""],
  // RFC 6052, 2.2, with the prefixes of 48, 56, 64 and 96 bits; one that ends with zeros may be read twice.
  ["64:ff9b:1:cb00:71:700::", "203.0.113.7 113.7.0.0"],
  ["64:ff9b:1:aacb:0:7107::", "203.0.113.7"],
  ["64:ff9b:1:aabb:cb:71:700:0", "203.0.113.7 7.0.0.0"],
  ["64:ff9b:1:aabb:0:0:203.0.113.7", "203.0.113.7"],
  // ISATAP is not one of them: anybody can choose the low half of his address.
  ["2001:db8::5efe:203.0.113.7", ""],
];

describe.each(AWKS)("addresses by %s", (_name, awk) => {
  it("are spelt as Node spells them", () => {
    const lines = addresses(2000);
    expect(said(awk, "print address_of($0)", lines)).toEqual(
      lines.map((line) =>
        ipaddr.IPv6.isValid(line) && ipaddr.IPv6.parse(line).isIPv4MappedAddress()
          ? ipaddr.IPv6.parse(line).toIPv4Address().toString()
          : usual(line),
      ),
    );
  });

  it("are in a network where ipaddr.js has them there", () => {
    const all = addresses(1500);
    const lines = all.flatMap((one, i) => {
      const other = all[(i * 7 + 3) % all.length] ?? "";
      const bits = (i * 11) % (other.includes(":") ? 129 : 33);
      return [
        `${usual(one)} ${usual(other)}/${bits}`,
        `${usual(one)} ${usual(one)}/${(i * 5) % (one.includes(":") ? 129 : 33)}`,
      ];
    });
    const truth = lines.map((line) => {
      const [address = "", network = ""] = line.split(" ");
      const [base = "", bits] = network.split("/");
      const one = ipaddr.parse(address);
      const two = ipaddr.parse(base);
      return String(Number(one.kind() === two.kind() && one.match(two, Number(bits))));
    });
    expect(new Set(truth)).toEqual(new Set(["0", "1"]));
    expect(said(awk, "print is_in($1, $2) + 0", lines)).toEqual(truth);
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "01.2.3.4",
    "0x7f.0.0.1",
    "1.2.3.4%eth0",
    "1.2.3.4/24",
    "1e3.2.3.4",
    "+1.2.3.4",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "12345::",
    "::g",
    "::1.2.3.999",
    "fe80::1%",
    "fe80::1%a b",
    "host.example",
    "203.0.113.9, 10.0.0.1",
  ])("are not what %j is", (text) => {
    expect(said(awk, "print address_of($0)", [text])).toEqual([""]);
  });

  it("hold the IPv4 addresses that RFC 4291, 2765, 3056, 4380, 6052 and 8215 say", () => {
    const main = 'text = embedded4(address_of($0)); gsub(/^ +| +$/, "", text); print text';
    expect(
      said(
        awk,
        main,
        HOLDS.map(([address]) => address),
      ),
    ).toEqual(HOLDS.map(([, four]) => four));
  });

  it("are never blocked on any host where they name none, or every one", () => {
    const cases = [
      ["127.0.0.1", "loopback"],
      ["127.255.255.255", "loopback"],
      ["::1", "loopback"],
      ["0.0.0.0", "no address"],
      ["::", "no address"],
      ["169.254.0.0", "link-local"],
      ["169.254.169.254", "link-local"],
      ["169.253.255.255", ""],
      ["169.255.0.0", ""],
      ["fe80::1", "link-local"],
      ["febf:ffff::1", "link-local"],
      ["fe7f::1", ""],
      ["fec0::1", ""],
      ["224.0.0.1", "multicast"],
      ["239.255.255.255", "multicast"],
      ["ff02::1", "multicast"],
      ["240.0.0.1", "reserved"],
      ["255.255.255.255", "broadcast"],
      ["223.255.255.255", ""],
      ["203.0.113.7", ""],
      ["2001:db8::1", ""],
    ] as const;
    expect(
      said(
        awk,
        "print why_never(address_of($0))",
        cases.map(([one]) => one),
      ),
    ).toEqual(cases.map(([, why]) => why));
  });
});
