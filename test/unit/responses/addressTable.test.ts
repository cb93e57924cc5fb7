import { readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { join } from "node:path";

import { networkOf } from "../../../policy/replay/judge/network";
import { addressOf, hex6, isIn, number4 } from "../../../policy/replay/judge/address";
import { whyNever } from "../../../policy/replay/judge/never";
import { randomOf } from "../../../lab/random";
import { AWKS, runAwk } from "../../interpreters";

const PROGRAM = ["address.awk", "never.awk", "networks.awk"]
  .map((name) => readFileSync(join(__dirname, "../../../scripts/responses", name), "utf8"))
  .join("\n");

/** What awk says of each line, in one process. */
function said(awk: readonly [string, ...string[]], main: string, lines: readonly string[]) {
  return runAwk(awk, `${PROGRAM}\n{ ${main} }`, `${lines.join("\n")}\n`)
    .split("\n")
    .slice(0, -1);
}

const random = randomOf(5);
const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
const GROUPS = ["0", "0", "0", "1", "00ff", "ffff", "FFFF", "a0", "00000", "", "g", "db8"];
const BYTES = ["0", "1", "9", "10", "99", "127", "255", "256", "01", "00", "", "1000", "-1"];

/** Texts that are addresses, nearly are, or are not: all lengths, with :: anywhere, with IPv4 at the end. */
const TEXTS = [
  ...Array.from({ length: 1200 }, () =>
    Array.from({ length: oneOf([7, 8, 8, 8, 9, 3, 2]) }, () => oneOf(GROUPS)).join(":"),
  ),
  ...Array.from({ length: 600 }, () => {
    const part = (): string =>
      Array.from({ length: Math.floor(random() * 7) }, () => oneOf(GROUPS.slice(0, 8))).join(":");
    return `${part()}::${part()}${oneOf(["", "", ":1.2.3.4", "1.2.3.4", "::", "."])}`;
  }),
  ...Array.from({ length: 600 }, () =>
    Array.from({ length: oneOf([4, 4, 4, 4, 3, 5]) }, () => oneOf(BYTES)).join("."),
  ),
  "1:2:3:4:5:6:7:8",
  "1:2:3:4:5:6:7::",
  "::2:3:4:5:6:7:8",
  "1::3:4:5:6:7:8",
  "1:2:3:4:5:6:7:8::",
  "::",
  ":::",
  "::1",
  "1::",
  "1:2:3:4:5:6:1.2.3.4",
  "1:2:3:4:5:6:7:1.2.3.4",
  "1:2:3:4:5:1.2.3.4",
  "::FFFF:255.255.255.255",
  "::fffe:1.2.3.4",
  "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
  "0000:0000:0000:0000:0000:ffff:0000:0000",
];

/** Zones, and what Node takes otherwise than we do. */
const ZONES: readonly (readonly [text: string, address: string])[] = [
  ["fe80::1%eth0", "fe80::1"],
  ["fe80::1%e", "fe80::1"],
  ["fe80::1%E_t-h.0", "fe80::1"],
  ["fe80::1%", ""],
  ["fe80::1%a%b", ""],
  ["fe80::1%a b", ""],
  ["1.2.3.4%eth0", ""],
  ["1.2.3.4%a:b", ""],
  ["%eth0", ""],
  // The zone is not counted with the 45 letters.
  [
    `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255%${"z".repeat(50)}`,
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  ],
];

/** The addresses at both ends of everything that is never blocked, and those beside them. */
const EDGES = [
  ...Array.from({ length: 256 }, (_, i) => [`${i}.0.0.0`, `${i}.255.255.255`]).flat(),
  ...Array.from({ length: 256 }, (_, i) => [`169.${i}.0.0`, `169.${i}.255.255`]).flat(),
  "255.255.255.254",
  ...Array.from({ length: 512 }, (_, i) => (0xfe00 + i).toString(16)).flatMap((first) => [
    `${first}::`,
    `${first}:ffff:ffff:ffff:ffff:ffff:ffff:ffff`,
  ]),
  "::",
  "::1",
  "::2",
  "1::1",
  "1::",
  "::1:0:0",
  "2001:db8::1",
];
const NEVER: readonly (readonly [why: string, network: string, bits: number])[] = [
  ["loopback", "127.0.0.0", 8],
  ["loopback", "::1", 128],
  ["no address", "0.0.0.0", 8],
  ["no address", "::", 128],
  ["link-local", "169.254.0.0", 16],
  ["link-local", "fe80::", 10],
  ["broadcast", "255.255.255.255", 32],
  ["multicast", "224.0.0.0", 4],
  ["multicast", "ff00::", 8],
  ["reserved", "240.0.0.0", 4],
];
const LISTS = NEVER.map(([why, network, bits]) => {
  const list = new BlockList();
  list.addSubnet(network, bits, isIP(network) === 6 ? "ipv6" : "ipv4");
  return [why, list] as const;
});
const never = (address: string): string =>
  LISTS.find(([, list]) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4"))?.[0] ?? "";

/** Each number of bits, with an address whose last bit inside differs and one whose first bit outside does. */
const INSIDE = [
  ...Array.from({ length: 33 }, (_, bits) => {
    const at = (bit: number): string => {
      const value = bit < 0 || bit > 31 ? 0 : 2 ** (31 - bit);
      return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
    };
    return [`${at(bits - 1)} 0.0.0.0/${bits}`, `${at(bits)} 0.0.0.0/${bits}`];
  }).flat(),
  ...Array.from({ length: 129 }, (_, bits) => {
    const at = (bit: number): string =>
      Array.from({ length: 8 }, (_none, i) =>
        Math.floor(bit / 16) === i ? (2 ** (15 - (bit % 16))).toString(16) : "0",
      ).join(":");
    return [`${at(bits - 1)} 0::/${bits}`, `${at(bits)} 0::/${bits}`];
  }).flat(),
  "1.2.3.4 1.2.3.4",
  "1.2.3.4 1.2.3.5",
  "::1 0:0::1",
  "::1 ::/0",
  "1.2.3.4 ::/0",
  "::1 0.0.0.0/0",
];

const NETWORKS: readonly (readonly [text: string, network: string])[] = [
  ["203.0.113.0/24", "203.0.113.0/24"],
  ["203.0.113.7/24", ""],
  ["203.0.113.0/64", ""],
  ["203.0.113.0/23", ""],
  ["203.0.113.0", ""],
  ["203.0.113.0/24/24", ""],
  ["2001:db8:1:2::/64", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2:0::/64", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::1/64", ""],
  ["2001:db8:1:2::/24", ""],
  ["x/64", ""],
  ["/24", ""],
];

describe.each(AWKS)("addresses by %s", (_name, awk) => {
  it("are taken where Node takes them, and spelt as replay spells them", () => {
    const found = said(awk, "print address_of($0)", TEXTS);
    expect(TEXTS.map((text, i) => [text, found[i]])).toEqual(
      TEXTS.map((text) => [text, addressOf(text)]),
    );
    expect(TEXTS.filter((text, i) => (isIP(text) !== 0) !== (found[i] !== ""))).toEqual([]);
    expect(TEXTS.filter((text) => isIP(text) === 6).length).toBeGreaterThan(250);
    expect(TEXTS.filter((text) => isIP(text) === 4).length).toBeGreaterThan(30);
  });

  it("have the digits and the number that replay gives them", () => {
    const main = 'print (index($0, ":") ? hex6($0) : sprintf("%.0f", number4($0)))';
    expect(said(awk, main, TEXTS)).toEqual(
      TEXTS.map((text) => (text.includes(":") ? hex6(text) : String(number4(text)))),
    );
  });

  it("lose a zone that is written well, and are none with another", () => {
    const texts = ZONES.map(([text]) => text);
    expect(said(awk, "print address_of($0)", texts)).toEqual(ZONES.map(([, address]) => address));
    expect(texts.map(addressOf)).toEqual(ZONES.map(([, address]) => address));
  });

  it("are never blocked inside of these networks, and nowhere else", () => {
    const truth = EDGES.map((one) => [one, never(one)]);
    const found = said(awk, "print why_never(address_of($0))", EDGES);
    expect(EDGES.map((one, i) => [one, found[i]])).toEqual(truth);
    expect(EDGES.map((one) => [one, whyNever(addressOf(one))])).toEqual(truth);
  });

  it("are in a network up to its last bit", () => {
    const found = said(awk, "print is_in(address_of($1), $2)", INSIDE);
    const truth = INSIDE.map((line) => {
      const [address = "", network = ""] = line.split(" ");
      return [line, isIn(addressOf(address), network) ? "1" : "0"];
    });
    expect(INSIDE.map((line, i) => [line, found[i]])).toEqual(truth);
    // The last bit inside keeps an address out, the first one outside does not; /0 has no bit inside.
    const bits = truth.slice(0, -6).map(([, inside]) => inside);
    expect(bits.filter((_one, i) => i % 2 === 1)).toEqual(Array(33 + 129).fill("1"));
    expect(bits.filter((_one, i) => i % 2 === 0)).toEqual(
      Array.from({ length: 33 + 129 }, (_one, i) => (i === 0 || i === 33 ? "1" : "0")),
    );
    expect(truth.slice(-6).map(([, inside]) => inside)).toEqual(["1", "0", "1", "1", "0", "0"]);
  });

  it("have the network that replay says, and texts spell one only in its own form", () => {
    const some = EDGES.map(addressOf);
    expect(said(awk, "print network_of($0)", some)).toEqual(some.map(networkOf));
    const texts = NETWORKS.map(([text]) => text);
    expect(said(awk, "print network_in($0)", texts)).toEqual(NETWORKS.map(([, one]) => one));
  });

  it("share one of 64 files with their network", () => {
    const some = ["203.0.113.7", "203.0.113.0/24", "203.0.176.1", "255.255.255.255"];
    const six = ["2001:db8:1:2::9", "2001:db8:1:2::/64", "2001:db8:ff:ff::"];
    expect(said(awk, "print share_of($0)", [...some, ...six])).toEqual(
      [...["113", "113", "176", "255"], ...["3", "3", "510"]].map((n) => String(Number(n) % 64)),
    );
  });
});
