import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";
import { FIB, FILES, IF6, onHost, ROUTE, ROUTE6, row6, ZERO, type File } from "./hostFiles";

const PROGRAM = onHost(
  "json address embedded networks never own nameserver fields why-listed host-list listed-in why-network".split(
    " ",
  ),
);
// What only an alert's log line asks.
const STUBS =
  "function is_exposed(rule) { return 0 } function is_in_table(rule) { return 0 } function why_forged(a, b, c) { return 0 } function why_no(a, b) { return 0 }";

type Given = Partial<
  Record<File | "LISTS" | "HOST_LIST" | "IP_SAYS" | "RESOLVED" | "CONF", string>
>;

describe.each(AWKS)("why a whole network is not blocked, by %s", (_name, awk) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "network-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const why = (address: string, given: Given): string => {
    const env: Record<string, string> = { COMMANDS_ELSE: "drop" };
    for (const name of [
      ...Object.keys(FILES),
      "LISTS",
      "HOST_LIST",
      "IP_SAYS",
      "ROUTES",
      "RESOLVED",
      "CONF",
    ]) {
      env[name] = join(folder, name);
      writeFileSync(env[name], (given as Record<string, string>)[name] ?? "");
    }
    return runAwk(
      awk,
      `${PROGRAM}\n${STUBS}\nBEGIN { print why_network("${address}") }`,
      "",
      env,
    ).trimEnd();
  };

  it.each([
    ["203.0.113.77", "holds 203.0.113.0/24: network of a link"],
    ["198.51.100.77", "holds 198.51.100.9: network of a link"],
    ["127.0.0.1", "holds 127.0.0.0/8: own address"],
    ["0.113.203.77", "holds 0.113.203.2: gateway"],
    ["192.0.2.77", ""],
    ["203.0.112.77", ""],
  ])("of IPv4, %s: %s", (address, expected) => {
    expect(why(address, { fib_trie: FIB, route: ROUTE })).toBe(expected);
  });

  it.each([
    ["2001:db8::77", "holds 2001:db8::5: own address"],
    ["2001:db8:0:1::77", ""],
    ["2001:db8:1::77", ""],
    ["2002:c000:207::1", ""],
    ["64:ff9b::c000:207", "holds IPv4 addresses of others"],
  ])("of IPv6, %s: %s", (address, expected) => {
    expect(why(address, { if_inet6: IF6, ipv6_route: ROUTE6 })).toBe(expected);
  });

  const N = "20010db8000000000000000000000000";
  const G = "20010db8000000000000000000000001";
  it.each([
    [row6(N, "40", ZERO, "00000100", "00000001"), "holds 2001:db8::/64: network of a link"],
    [row6(N, "30", ZERO, "00000100", "00000001"), "holds 2001:db8::/48: network of a link"],
    [row6(N, "40", ZERO, "00000100", "00000003"), ""],
    [row6(N, "40", ZERO, "00000100", "00000201"), ""],
    [row6(N, "80", ZERO, "00000000", "80200001"), "holds 2001:db8::: own address"],
    [row6(N, "80", ZERO, "00000000", "00100001"), "holds 2001:db8::: own address"],
    [row6(ZERO, "00", G, "00000400", "00000003"), "holds 2001:db8::1: gateway"],
    [row6(ZERO, "00", ZERO, "00000400", "80200001"), ""],
  ])("of IPv6 by its routes: %s", (row, expected) => {
    expect(why("2001:db8::77", { ipv6_route: row })).toBe(expected);
  });

  it.each<[Given, string]>([
    [{ resolv: "nameserver 192.0.2.1\n" }, "holds 192.0.2.1: nameserver"],
    [{ stub: "nameserver 192.0.2.255\n" }, "holds 192.0.2.255: nameserver"],
    [{ nm: "nameserver 192.0.2.0\n" }, "holds 192.0.2.0: nameserver"],
    [{ resolv: "nameserver 192.0.3.1\n" }, ""],
    [{ resolv: "nameserver 192.0.1.255\n" }, ""],
    [{ resolv: "nameserver x\n" }, ""],
    [{ resolv: "search 192.0.2.1\n" }, ""],
    [{ resolv: "nameserver 2001:db8::1\n" }, ""],
    [{ IP_SAYS: "default via 192.0.2.1 dev eth0\n" }, "holds 192.0.2.1: default gateway"],
    [{ IP_SAYS: "default via 192.0.3.1 dev eth0\n" }, ""],
    [{ RESOLVED: "1 192.0.3.1 192.0.2.9\n" }, "holds 192.0.2.9: manager"],
    [{ RESOLVED: "192.0.2.9 192.0.3.1\n" }, ""],
    [{ HOST_LIST: "192.0.2.9 * office\n" }, "holds 192.0.2.9: white list: office"],
    [{ HOST_LIST: "192.0.0.0/16 * office\n" }, "holds 192.0.0.0/16: white list: office"],
    [{ HOST_LIST: "192.0.2.9 +other office\n" }, ""],
    [{ HOST_LIST: "# 192.0.2.9 * office\n" }, ""],
    [{ HOST_LIST: "192.0.3.9 * office\n" }, ""],
    [{ HOST_LIST: "64:ff9b::c000:209 * office\n" }, "holds 64:ff9b::c000:209: white list: office"],
    [{ HOST_LIST: "2001:db8::1 * office\n" }, ""],
  ])("of 192.0.2.77, where the host has %j: %s", (given, expected) => {
    expect(why("192.0.2.77", given)).toBe(expected);
  });

  const lists = (of: 4 | 6, entry: string): string =>
    `table inet x {\n\tset whitelist${of} {\n\t\telements = {\n  ${entry}\n\t}\n}\n`;
  it.each([
    [lists(4, "192.0.2.9, # office"), "holds 192.0.2.9: white list: office"],
    [lists(4, "192.0.2.9, # never: a proxy"), "holds 192.0.2.9: a proxy"],
    [lists(4, "192.0.2.128/25, # office"), "holds 192.0.2.128/25: white list: office"],
    [lists(4, "192.0.0.0/22, # office"), "holds 192.0.0.0/22: white list: office"],
    [lists(4, "192.0.3.9, # office"), ""],
    [lists(6, "64:ff9b::c000:209, # office"), "holds 64:ff9b::c000:209: white list: office"],
    [lists(6, "2001:db8::1, # office"), ""],
    ["  192.0.2.9, # office\n", ""],
  ])("of 192.0.2.77, by the lists: %j", (text, expected) => {
    expect(why("192.0.2.77", { LISTS: text })).toBe(expected);
  });

  it("of IPv6, by the lists", () => {
    const of = (entry: string): string => why("2001:db8::77", { LISTS: lists(6, entry) });
    expect(of("2001:db8::9, # office")).toBe("holds 2001:db8::9: white list: office");
    expect(of("2001:db8::/32, # office")).toBe("holds 2001:db8::/32: white list: office");
    expect(of("2001:db8:0:1::/64, # office")).toBe("");
  });
});
