import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";
import { FIB, FILES, IF6, onHost, ROUTE, ROUTE6, type File } from "./hostFiles";

const PROGRAM = onHost(["json", "address", "embedded", "networks", "own", "nameserver"]);

describe.each(AWKS)("addresses that a host is, or must reach, by %s", (_name, awk) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "own-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const said = (
    main: string,
    files: Partial<Record<File | "ROUTES" | "IP_SAYS", string>>,
  ): string => {
    const env: Record<string, string> = {};
    for (const name of [...Object.keys(FILES), "ROUTES", "IP_SAYS"]) {
      env[name] = join(folder, name);
      writeFileSync(env[name], files[name as File] ?? "");
    }
    return runAwk(awk, `${PROGRAM}\nBEGIN { ${main} }`, "", env).trimEnd();
  };
  const why = (address: string, files: Parameters<typeof said>[1]): string =>
    said(`print why_own("${address}") "," on_link`, files);

  it.each([
    ["203.0.113.5", "own address,1"],
    ["203.0.113.6", ",1"],
    ["203.0.113.255", "broadcast,1"],
    ["203.0.113.1", "default gateway,1"],
    // A default route of a mask that is not 0 is a gateway.
    ["203.0.113.10", "gateway,1"],
    ["0.113.203.2", "gateway,0"],
    ["198.51.100.9", "peer of a link,32"],
    ["198.51.100.8", ",0"],
    ["127.1.2.3", "own address,0"],
    ["192.0.2.1", ",0"],
  ])("%s of IPv4: %s", (address, expected) => {
    expect(why(address, { fib_trie: FIB, route: ROUTE })).toBe(expected);
  });

  it("takes no local route for everything as the host's own", () => {
    expect(why("192.0.2.1", { fib_trie: "     |-- 0.0.0.0\n        /0 host LOCAL\n" })).toBe(",0");
  });

  it.each([
    ["2001:db8::5", "own address,0"],
    ["2001:db8::6", "own address,1"],
    ["2001:db8::", "own address,1"],
    ["2001:db8::1", "default gateway,1"],
    ["2001:db8::2", "gateway,1"],
    ["2001:db8::7", ",1"],
    ["2001:db8::9", "peer of a link,32"],
    ["2001:db8::a", ",1"],
    ["2001:db8:0:1::1", ",0"],
    ["2001:db8:1::1", ",0"],
  ])("%s of IPv6: %s", (address, expected) => {
    expect(why(address, { if_inet6: IF6, ipv6_route: ROUTE6 })).toBe(expected);
  });

  const IP = [
    "default via 192.0.2.1 dev eth0",
    "198.51.100.0/24 via 192.0.2.2 dev eth0",
    "default",
    "\tnexthop via 192.0.2.3 dev eth0 weight 1",
    "10.0.0.0/8 via inet6 fe80::1 dev eth0",
    "2: eth0 inet 192.0.2.9 peer 192.0.2.10/32 scope global",
    "3: id 1 via 192.0.2.1 dev eth0",
    "default via ::ffff:192.0.2.4 dev eth0",
    "",
  ].join("\n");
  it.each([
    ["192.0.2.1", "default gateway"],
    ["192.0.2.2", "gateway"],
    ["192.0.2.3", "default gateway"],
    ["192.0.2.4", "default gateway"],
    ["192.0.2.10", "peer of a link"],
    ["192.0.2.9", ""],
    ["fe80::1", "gateway"],
  ])("%s by what ip says of all tables: %s", (address, expected) => {
    expect(why(address, { IP_SAYS: IP })).toBe(`${expected},0`);
  });

  // What was noted is true for a minute, in the same boot, where it is whole, of an address that is on no link.
  it.each([
    ["B,4941,192.0.2.1=gateway,end", "gateway"],
    ["B,4940,192.0.2.1=gateway,end", ""],
    ["B,5000,192.0.2.1=gateway,end", "gateway"],
    ["B,5001,192.0.2.1=gateway,end", ""],
    ["A,4999,192.0.2.1=gateway,end", ""],
    ["B,4999,192.0.2.1=gateway", ""],
    ["B,4999,192.0.2.2=x,192.0.2.1=default gateway,end", "default gateway"],
    ["", ""],
  ])("reads what it noted: %s", (noted, expected) => {
    expect(why("192.0.2.1", { ROUTES: `${noted}\n` })).toBe(`${expected},0`);
  });

  it("asks ip for an address of a link whatever it noted", () => {
    const noted = "B,4999,203.0.113.6=gateway,end\n";
    expect(why("203.0.113.6", { ROUTES: noted, fib_trie: FIB, IP_SAYS: IP })).toBe(",1");
  });

  it("notes what ip has said, unless it is too long for a line", () => {
    expect(said('why_own("192.0.2.9"); print routes', { IP_SAYS: "default via 192.0.2.1\n" })).toBe(
      "B,5000,192.0.2.1=default gateway,end",
    );
    // What is noted of each has 29 letters, the rest 6 and 4; 8000 are too many for a line.
    const many = (count: number): string =>
      Array.from(
        { length: count },
        (_, i) => `default via 10.10.1${i % 10}.${100 + Math.floor(i / 10)}\n`,
      ).join("");
    const length = (count: number): number =>
      Number(said('why_own("192.0.2.9"); print length(routes)', { IP_SAYS: many(count) }));
    expect([length(275), length(276)]).toEqual([6 + 275 * 29 + 4, 0]);
  });

  it.each([
    ["resolv", "nameserver 192.0.2.1\n", "nameserver"],
    ["stub", "x\nnameserver 192.0.2.2\nnameserver 192.0.2.1\n", "nameserver"],
    ["nm", "nameserver 192.0.2.1\n", "nameserver"],
    ["resolv", "search 192.0.2.1\n", ""],
    ["resolv", "nameserver 192.0.2.10\n", ""],
  ])("whom the host asks for names, by %s: %j", (file, text, expected) => {
    expect(said('print why_nameserver("192.0.2.1")', { [file]: text })).toBe(expected);
  });
});
