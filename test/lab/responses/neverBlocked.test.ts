import { INTERPRETERS } from "../../interpreters";
import { checkKeys, message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const TABLE = "inet wazuh_active_response";
const CACHE = "active-response/guarded-block-ip.routes";

// Real routes of a host with everything that /proc/net/route does not show, on the test host's link `out`.
const ROUTES = `
  ip route replace default nexthop via 10.9.0.254 nexthop via 10.9.0.253
  ip route add 0.0.0.0/1 via 10.9.0.250
  ip route add 128.0.0.0/1 via 10.9.0.251
  ip route add 198.18.1.0/24 nexthop via 10.9.0.247 nexthop via 10.9.0.246
  ip route add default via 10.9.0.249 table 200
  ip rule add from 192.0.2.0/24 table 200
  ip route add 198.18.2.0/24 via 172.31.1.1 dev out onlink table 201
  ip nexthop add id 1 via 10.9.0.240 dev out
  ip nexthop add id 2 via 10.9.0.241 dev out
  ip nexthop add id 10 group 1/2
  ip route add 198.18.3.0/24 nhid 10
  ip -6 nexthop add id 21 via 2001:db8:9::40 dev out
  ip -6 nexthop add id 22 via 2001:db8:9::41 dev out
  ip nexthop add id 30 group 21/22
  ip -6 route add 2001:db8:f::/48 nhid 30
  ip -6 route replace default nexthop via 2001:db8:9::fe nexthop via 2001:db8:9::fd
  ip -6 route add default via 2001:db8:9::fa table 200
  ip route add 198.18.4.0/24 via inet6 2001:db8:9::77 dev out
  ip link add wire type veth peer name wire2
  ip address add 10.8.0.1 peer 10.8.0.2 dev wire
  ip address add 2001:db8:8::1 peer 2001:db8:8::2 dev wire nodad
  ip link set wire up
  ip link set wire2 up
  ip link add wire3 type veth peer name wire4
  ip link set wire3 up
  ip link set wire4 up
  ip address add 2001:db8:7::1 peer 2001:db8:7::2 dev wire3 nodad
  ip route add 198.51.100.99 dev wire
  ip -6 route add local 2001:db8:aa::/64 dev lo
  ip route add local 192.0.2.64/26 dev lo`;

/** Address, and why it is not blocked. */
const NEVER: readonly (readonly [string, string])[] = [
  ["10.9.0.254", "default gateway"],
  ["10.9.0.253", "default gateway"],
  ["10.9.0.250", "gateway"],
  ["10.9.0.251", "gateway"],
  ["10.9.0.247", "gateway"],
  ["10.9.0.246", "gateway"],
  ["10.9.0.249", "default gateway"],
  ["172.31.1.1", "gateway"],
  ["10.9.0.240", "gateway"],
  ["10.9.0.241", "gateway"],
  ["2001:db8:9::40", "gateway"],
  ["2001:db8:9::41", "gateway"],
  ["2001:db8:9::fe", "default gateway"],
  ["2001:db8:9::fd", "default gateway"],
  ["2001:db8:9::fa", "default gateway"],
  ["2001:db8:9::77", "gateway"],
  ["10.8.0.1", "own address"],
  ["10.8.0.2", "peer of a link"],
  ["2001:db8:8::1", "own address"],
  // Given before its link came up, so that the kernel has no route to it.
  ["2001:db8:8::2", "peer of a link"],
  ["2001:db8:7::2", "peer of a link"],
  ["2001:db8:aa::5", "own address"],
  ["192.0.2.65", "own address"],
];

describe.each(INTERPRETERS)("never blocked with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(), awk);
    host.sh(
      "mount -t tmpfs run /run; mkdir -p /run/systemd/resolve /run/NetworkManager; : >/etc/resolv.conf",
    );
    host.sh(ROUTES.trim().replaceAll("\n", " && "));
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(
      `nft -f active-response/guarded-block-ip.nft; nft "flush set ${TABLE} blocked4; flush set ${TABLE} blocked6"; ` +
        `rm -f active-response/guarded-block-ip.additions ${CACHE}; : >etc/ossec.conf`,
    );
    host.log();
  });
  /** Plays an add; gives what the log says of it. */
  const block = async (srcip: string): Promise<string> => {
    await play(host, shell, "guarded-block-ip", message("add", { srcip }), "continue");
    const own = host
      .log()
      .flatMap((line) => /"decision":"([^"]*)".*?"why":"([^"]*)"/.exec(line) ?? []);
    return own[1] === "blocked" ? "blocked" : `${own[1]}: ${own[2]}`;
  };
  const each = async (addresses: readonly string[]): Promise<string[]> => {
    const said: string[] = [];
    for (const address of addresses) said.push(await block(address));
    return said;
  };

  it("are gateways of every route, peers and local networks", async () => {
    expect(await each(NEVER.map(([address]) => address))).toEqual(
      NEVER.map(([, why]) => `refused: ${why}`),
    );
  });

  it("are they by what was noted less than a minute ago, too", async () => {
    expect(await block("203.0.113.1")).toBe("blocked");
    expect(host.sh(`cat ${CACHE}`)).toMatch(
      /^[0-9a-f-]{36},\d+,(?:.*,)?172\.31\.1\.1=gateway,(?:.*,)?end\n$/,
    );
    host.sh(`cp ${CACHE} /var/noted`);
    expect(await each(NEVER.map(([address]) => address))).toEqual(
      NEVER.map(([, why]) => `refused: ${why}`),
    );
    // What is on no link was answered by the note alone; what is on one asked anew.
    host.sh(`cp /var/noted ${CACHE}; ip route add 198.18.9.0/24 via 10.9.0.239`);
    expect(await block("10.9.0.239")).toBe("refused: gateway");
    host.sh("ip route del 198.18.9.0/24");
  });

  it.each([
    ["of another boot", "sed -i 's/^[^,]*/another/'"],
    ["of a time to come", "sed -i 's/,[0-9]*,/,999999999,/'"],
    ["older than a minute", "sed -i 's/,[0-9]*,/,0,/'"],
    ["cut short", "truncate -s -5"],
    ["empty", "truncate -s 0"],
  ])("are they where the note is %s", async (_what, spoil) => {
    // It would say that nobody is a gateway.
    const up = Number(host.sh("cat /proc/uptime").split(".")[0]);
    host.put(
      `/var/ossec/${CACHE}`,
      `${host.sh("cat /proc/sys/kernel/random/boot_id").trim()},${up},end\n`,
      "0640",
    );
    if (up > 60 || !spoil.includes(",0,")) host.sh(`${spoil} ${CACHE}`);
    expect(await block("172.31.1.1")).toBe("refused: gateway");
  });

  it("leave the others to be blocked: neighbours, single hosts behind a link, what lies in a routed network", async () => {
    const others = ["10.9.0.99", "198.51.100.99", "198.18.3.5", "2001:db8:9::99", "2001:db8:f::1"];
    expect(await each(others)).toEqual(others.map(() => "blocked"));
  });

  it("are what /proc says where there is no ip", async () => {
    const ip = host.sh("readlink -f $(command -v ip)").trim();
    host.sh(`mount --bind /dev/null ${ip}`);
    const known = [
      "10.9.0.254",
      "10.9.0.250",
      "10.9.0.251",
      "10.8.0.2",
      "2001:db8:7::2",
      "2001:db8:9::fe",
      "2001:db8:9::fd",
      "2001:db8:9::fa",
      "2001:db8:aa::5",
      "192.0.2.65",
      "10.9.0.1",
    ];
    const said = await each(known);
    const attacker = await block("203.0.113.1");
    host.sh(`umount ${ip}`);
    const why = new Map([...NEVER, ["10.9.0.1", "own address"]]);
    expect(said).toEqual(known.map((one) => `refused: ${why.get(one)}`));
    expect(attacker).toBe("blocked");
  });

  it("are gateways of nexthop objects where routes do not name them", async () => {
    host.sh("echo 0 >/proc/sys/net/ipv4/nexthop_compat_mode");
    expect(await each(["10.9.0.240", "10.9.0.241", "2001:db8:9::41"])).toEqual(
      [1, 2, 3].map(() => "refused: gateway"),
    );
    host.sh("echo 1 >/proc/sys/net/ipv4/nexthop_compat_mode");
  });

  it("are not all addresses where a transparent proxy has a local route for everything", async () => {
    const proxy = "local default dev lo table 100";
    host.sh(`ip route add ${proxy}; ip -6 route add ${proxy}; ip rule add fwmark 1 table 100`);
    expect(await each(["203.0.113.1", "2001:db8:77::7", "10.9.0.1"])).toEqual([
      "blocked",
      "blocked",
      "refused: own address",
    ]);
    host.sh(
      "ip rule del fwmark 1 table 100; ip route flush table 100; ip -6 route flush table 100",
    );
  });

  it("are nameservers: of the host, behind systemd-resolved, behind NetworkManager", async () => {
    host.sh(`printf 'search x\\nnameserver 192.0.2.1\\nnameserver fe80::7%%out\\n nameserver\\t2001:DB8:0::53 \\n#nameserver 192.0.2.9\\n' >/etc/resolv.conf
      echo 'nameserver 192.0.2.2' >/run/systemd/resolve/resolv.conf
      echo 'nameserver 192.0.2.3' >/run/NetworkManager/no-stub-resolv.conf`);
    const asked = ["192.0.2.1", "2001:db8::53", "192.0.2.2", "192.0.2.3", "64:ff9b::192.0.2.3"];
    expect(await each([...asked, "192.0.2.9"])).toEqual([
      ...asked.slice(0, 4).map(() => "refused: nameserver"),
      "refused: nameserver, by its IPv4 address 192.0.2.3",
      "blocked",
    ]);
    host.sh("rm /run/*/*.conf /run/systemd/resolve/*; : >/etc/resolv.conf");
  });

  it("are white-listed, own and manager's addresses in every spelling", async () => {
    const spelt = (v4: string): string[] => {
      const [a = 0, b = 0, c = 0, d = 0] = v4.split(".").map(Number);
      const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
      const turned = [a * 256 + b, c * 256 + d].map((n) => (0xffff - n).toString(16)).join(":");
      return [
        `::${v4}`,
        `::ffff:0:${v4}`,
        `64:ff9b::${v4}`,
        `64:ff9b:1::${v4}`,
        `2002:${hex}::1`,
        `2001:0:1:2:3:4:${turned}`,
      ];
    };
    const listed = spelt("198.51.100.7");
    expect(await each([...listed, "::ffff:198.51.100.7", "::FFFF:c633:6407%eth0"])).toEqual([
      ...listed.map(() => "white-listed: monitor, by its IPv4 address 198.51.100.7"),
      "white-listed: monitor",
      "white-listed: monitor",
    ]);
    const rest = [
      ["10.9.0.1", "own address"],
      ["10.9.0.241", "gateway"],
      ["10.9.0.200", "manager wazuh"],
      ["127.0.0.1", "loopback"],
      ["169.254.169.254", "link-local"],
    ] as const;
    for (const [v4, why] of rest)
      expect(await each(spelt(v4))).toEqual(
        spelt(v4).map(() => `refused: ${why}, by its IPv4 address ${v4}`),
      );
  });

  it("an attacker's own spelling is blocked as it is, a mapped one as IPv4", async () => {
    const key = async (srcip: string): Promise<string> =>
      (await play(host, shell, "guarded-block-ip", message("add", { srcip }), "continue")).said;
    expect(await key("64:ff9b::203.0.113.9")).toBe(
      checkKeys("guarded-block-ip", "64:ff9b::cb00:7109"),
    );
    expect(await key("2002:cb00:7109::1")).toBe(checkKeys("guarded-block-ip", "2002:cb00:7109::1"));
    expect(await key("::ffff:203.0.113.9")).toBe(checkKeys("guarded-block-ip", "203.0.113.9"));
    // ISATAP: anybody can choose the low half of his own address.
    expect(await key("2001:db8:66::5efe:198.51.100.7")).toBe(
      checkKeys("guarded-block-ip", "2001:db8:66::5efe:c633:6407"),
    );
  });
});
