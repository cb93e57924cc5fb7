import { policyOf } from "../../../policy/model/parsePolicy";
import { INTERPRETERS } from "../../interpreters";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles, POLICY } from "./policy";

const TABLE = "inet wazuh_active_response";
const PAST = "active-response/guarded-block-ip.history";
const GUARD = "active-response/guarded-tables";

/** Networks of both families, at the second address. */
const WIDE = policyOf({
  ...POLICY,
  responses: [
    {
      kind: "block-ip",
      rules: [5763],
      timeout: 600,
      breaker: 8,
      network: { after: 2, ipv4: "/24" },
    },
  ],
});

describe.each(INTERPRETERS)("whole networks, with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(WIDE), awk);
    host.sh(
      `perl -MIO::Socket::IP -e 'my $s = IO::Socket::IP->new(LocalHost => "::", LocalPort => 80, Listen => 5, ReuseAddr => 1, V6Only => 0) or exit 1; 1 while $s->accept' </dev/null >/dev/null 2>&1 &`,
    );
    host.peer("ip address add 2001:db8:5:6::7/128 dev far nodad");
    host.peer("ip address add 2001:db8::1/128 dev far nodad");
    host.sh(
      "ip route add 2001:db8:5::/48 via 2001:db8:9::fe; ip route add 2001:db8::/64 via 2001:db8:9::fe",
    );
    // One that does not listen yet would look like a block.
    host.sh(
      `n=0; until perl -MIO::Socket::IP -e 'exit !IO::Socket::IP->new(PeerHost => "::1", PeerPort => 80)'; do n=$((n + 1)); [ "$n" -lt 400 ] || exit 1; sleep 0.05; done`,
    );
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(
      `nft flush ruleset; nft -f active-response/guarded-block-ip.nft; rm -rf ${PAST} active-response/guarded-block-ip.*additions active-response/guarded-block-ip.routes active-response/guarded-block-ip.blocks*; : >etc/ossec.conf`,
    );
    host.log();
  });

  const block = (srcip: string) =>
    play(host, shell, "guarded-block-ip", message("add", { srcip }), "continue");
  const unblock = (srcip: string) => play(host, shell, "custom-unblock", message("add", { srcip }));
  const guard = (mode: string): string[] =>
    host
      .run([...shell, `/var/ossec/${GUARD}`, mode], "")
      .stdout.split("\n")
      .slice(0, -1);
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`.replace(", wazuh-execd: continue", "")] : [];
    });
  const elements = (): string[] =>
    ["blocked4", "blocked6", "networks4", "networks6"].flatMap((set) =>
      [
        ...host
          .sh(`nft list set ${TABLE} ${set} || :`)
          .matchAll(/([0-9a-f.:]*[.:][0-9a-f.:]*) timeout/g),
      ].map(([, address]) => `${set} ${address ?? ""}`),
    );
  const answered = (from: string): boolean =>
    host.peer(
      `perl -MIO::Socket::IP -e "print IO::Socket::IP->new(LocalHost => q(${from}), PeerHost => q(2001:db8:9::1), PeerPort => 80, Timeout => 0.5) ? 1 : 0"`,
    ) === "1";

  it("blocks a /64 at the second of its addresses, and whoever else is in it", async () => {
    await block("2001:db8:5:6::1");
    expect(elements()).toEqual(["blocked6 2001:db8:5:6::1"]);
    expect(answered("2001:db8:5:6::7")).toBe(true);
    await block("2001:db8:5:7::1");
    await block("2001:db8:5:6:a:b:c:d");
    expect(elements().sort()).toEqual([
      "blocked6 2001:db8:5:6::1",
      "blocked6 2001:db8:5:6:a:b:c:d",
      "blocked6 2001:db8:5:7::1",
      "networks6 2001:db8:5:6::",
    ]);
    expect(answered("2001:db8:5:6::7")).toBe(false);
    // A late alert of the burst renews both.
    await block("2001:db8:5:6::1");
    expect(decisions()).toEqual([
      "blocked 2001:db8:5:6::1: for 600s",
      "blocked 2001:db8:5:7::1: for 600s",
      "blocked 2001:db8:5:6:a:b:c:d: for 600s",
      "blocked 2001:db8:5:6::/64: for 600s, 2 of its addresses within 600s",
      "blocked 2001:db8:5:6::1: for 600s",
      "blocked 2001:db8:5:6::/64: for 600s, 2 of its addresses within 600s",
    ]);
    expect(guard("check")).toEqual([]);
  });

  it("blocks no network that holds whom nobody may block, and names it; the address is blocked all the same", async () => {
    host.sh(
      "ip route add 203.0.113.128/25 via 10.9.0.50; ip route add 192.0.2.0/24 via 10.9.0.254",
    );
    host.sh(
      "printf '<client>\\n<server>\\n<address>192.0.2.200</address>\\n</server></client>\\n' >etc/ossec.conf",
    );
    host.sh(
      "ip link add other0 type veth peer name other1; ip link set other0 up; ip link set other1 up; ip address add 198.18.5.5/30 dev other0",
    );
    for (const [one, two] of REFUSED) {
      host.sh("rm -f active-response/guarded-block-ip.additions");
      await block(one);
      await block(two);
    }
    host.sh("ip link del other0");
    expect(decisions().filter((one) => one.includes("/"))).toEqual(
      REFUSED.map(([, two, network, why]) => `refused ${network}: ${why}; only ${two} is blocked`),
    );
    expect(elements().filter((one) => one.startsWith("networks"))).toEqual([]);
    expect(elements()).toHaveLength(REFUSED.length * 2);
  });

  it("comes back whole after a flush and a reboot, and check names what is gone", async () => {
    await block("2001:db8:5:6::1");
    await block("2001:db8:5:6::2");
    await block("203.0.113.1");
    await block("203.0.113.2");
    const before = elements();
    expect(before).toContain("networks4 203.0.113.0");
    host.sh(`nft "delete element ${TABLE} networks6 { 2001:db8:5:6:: }"`);
    expect(guard("check")).toEqual([
      "kernel\ta block of this host's own list is not in the kernel: 2001:db8:5:6::/64",
    ]);
    host.sh("nft flush ruleset");
    guard("restore");
    expect(elements()).toEqual(before);
    // As a reboot: nothing in the kernel, and lines of another boot.
    host.sh(
      "nft flush ruleset; sed -i 's/[^ ]*$/other-boot/' active-response/guarded-block-ip.blocks",
    );
    guard("restore");
    expect(elements()).toEqual(before);
    expect(guard("check")).toEqual([]);
  });

  it("is lifted with an address of it, and with it all its addresses", async () => {
    await block("2001:db8:5:6::1");
    await block("2001:db8:5:6::2");
    host.log();
    // Not blocked by itself, but in it.
    expect((await unblock("2001:db8:5:6::9")).code).toBe(0);
    expect(elements()).toEqual(["blocked6 2001:db8:5:6::1", "blocked6 2001:db8:5:6::2"]);
    // Those before it are not counted any more.
    await block("2001:db8:5:6::3");
    await block("2001:db8:5:6::4");
    expect((await unblock("2001:db8:5:6::/64")).code).toBe(0);
    expect(elements()).toEqual([]);
    guard("restore");
    expect(elements()).toEqual([]);
    expect((await unblock("2001:db8:5:6::/64")).code).toBe(3);
    expect((await unblock("2001:db8:5:6::/48")).code).toBe(1);
    expect((await unblock("2001:db8:5:6::1/64")).code).toBe(1);
    const said = decisions();
    expect([said[0], said[1], said[2], said[3]]).toEqual([
      "unblocked 2001:db8:5:6::/64: by hand",
      "blocked 2001:db8:5:6::3: for 600s",
      "blocked 2001:db8:5:6::4: for 600s",
      "blocked 2001:db8:5:6::/64: for 600s, 2 of its addresses within 600s",
    ]);
    expect(said.slice(4, 9).sort()).toEqual([
      "unblocked 2001:db8:5:6::/64: by hand",
      "unblocked 2001:db8:5:6::1: by hand",
      "unblocked 2001:db8:5:6::2: by hand",
      "unblocked 2001:db8:5:6::3: by hand",
      "unblocked 2001:db8:5:6::4: by hand",
    ]);
    expect(said.slice(9)).toEqual([
      "not found 2001:db8:5:6::/64: not blocked",
      "refused 2001:db8:5:6::/48: parameters.alert.data.srcip is not an address; nothing was done",
      "refused 2001:db8:5:6::1/64: parameters.alert.data.srcip is not an address; nothing was done",
    ]);
  });

  it("counts as one addition more, and the breaker stops it", async () => {
    for (const last of [1, 2, 3, 4, 5]) await block(`203.0.113.${last}`);
    const said = decisions().filter((one) => one.includes("/24"));
    expect(said).toEqual([
      ...Array.from(
        { length: 3 },
        (_, i) => `blocked 203.0.113.0/24: for 600s, ${i + 2} of its addresses within 600s`,
      ),
      "refused 203.0.113.0/24: more than 8 additions in a minute; only 203.0.113.5 is blocked",
    ]);
  });

  it("blocks the address where nft takes no network, and says so", async () => {
    await block("203.0.113.1");
    host.sh(`nft "flush chain ${TABLE} input; flush chain ${TABLE} output; flush chain ${TABLE} forward; delete set ${TABLE} networks4"
      grep -v networks4 active-response/guarded-block-ip.nft >/var/less && nft -f /var/less`);
    await block("203.0.113.2");
    expect(elements()).toEqual(["blocked4 203.0.113.1", "blocked4 203.0.113.2"]);
    expect(decisions().slice(1)).toEqual([
      "blocked 203.0.113.2: for 600s",
      "refused 203.0.113.0/24: nft did not accept it; only 203.0.113.2 is blocked",
    ]);
  });
});

/** Two addresses of a network, the network, and why it is not blocked. */
const REFUSED = [
  ["2001:db8::5", "2001:db8::6", "2001:db8::/64", "holds 2001:db8::1: white list: six"],
  ["198.51.100.5", "198.51.100.6", "198.51.100.0/24", "holds 198.51.100.7: white list: monitor"],
  ["2001:db8:77::5", "2001:db8:77::6", "2001:db8:77::/64", "holds 2001:db8:77::1: manager wazuh"],
  ["2001:db8:9::5", "2001:db8:9::6", "2001:db8:9::/64", "holds 2001:db8:9::1: own address"],
  ["10.9.0.77", "10.9.0.78", "10.9.0.0/24", "holds 10.9.0.0/24: network of a link"],
  ["192.0.2.5", "192.0.2.6", "192.0.2.0/24", "holds 192.0.2.200: manager"],
  ["198.18.5.77", "198.18.5.78", "198.18.5.0/24", "holds 198.18.5.4/30: network of a link"],
  ["64:ff9b::203.0.113.5", "64:ff9b::cb00:7106", "64:ff9b::/64", "holds IPv4 addresses of others"],
] as const;
