import { policyOf } from "../../../policy/model/parsePolicy";
import { until } from "../wazuh/until";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const TABLE = "inet wazuh_active_response_isolation";
const RULES = "active-response/isolation.nft";
const PIN = "# wazuh-active-response isolation";

/** Serves TCP on the far end, and says back what it is told. */
const serve = (host: TestHost, address: string, port: number): string =>
  host.peer(
    `perl -MIO::Socket::INET -e "my \\$s = IO::Socket::INET->new(LocalAddr => q(${address}), LocalPort => ${port}, Listen => 5, ReuseAddr => 1) or exit 1; while (my \\$c = \\$s->accept) { while (<\\$c>) { print \\$c \\$_; \\$c->flush } }" </dev/null >/dev/null 2>&1 &`,
  );
const reaches = (host: TestHost, address: string, port: number, inside = ""): boolean =>
  host.sh(
    `${inside} perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(PeerAddr => "${address}", PeerPort => ${port}, Timeout => 0.3) ? 1 : 0'`,
  ) === "1";

/** A name server on the far end: manager.example is 10.9.0.200, control.example 10.9.0.50, everything else unknown. */
const NAME_SERVER = `use Socket;
my %to = ("manager.example" => "10.9.0.200", "control.example" => "10.9.0.50");
socket my $s, PF_INET, SOCK_DGRAM, 17; bind $s, sockaddr_in(53, inet_aton("10.9.0.254")) or exit 1;
while (my $from = recv $s, my $q, 512, 0) {
  my ($at, @labels) = (12);
  while (my $n = ord substr $q, $at, 1) { push @labels, substr $q, $at + 1, $n; $at += $n + 1 }
  my ($type) = unpack "n", substr $q, $at + 1, 2;
  my $ip = $to{lc join ".", @labels};
  my $answer = $ip && $type == 1 ? "\\xc0\\x0c" . pack("nnNn", 1, 1, 60, 4) . inet_aton($ip) : "";
  send $s, substr($q, 0, 2) . pack("nnnnn", $ip ? 0x8180 : 0x8183, 1, $answer ne "" ? 1 : 0, 0, 0) . substr($q, 12, $at - 7) . $answer, 0, $from;
}`;

const conf = (client: string): string => `<ossec_config>\n${client}\n</ossec_config>\n`;
const server = (address: string, more = ""): string =>
  `<client><server><address>${address}</address>${more}</server></client>`;

const policy = (releaseAfter = 0, allow: readonly object[] = []) =>
  policyOf({
    whitelist: [],
    responses: [{ kind: "isolate-host", allow: [...allow] as never, releaseAfter }],
    rules: [],
  });

const why = (host: TestHost): string[] =>
  host.log().flatMap((line) => {
    const [, decision, words] = /"decision":"([^"]*)".*"why":"([^"]*)"/.exec(line) ?? [];
    return decision === undefined ? [] : [`${decision}: ${words ?? ""}`];
  });
const isolate = async (host: TestHost): Promise<string> => {
  why(host);
  await play(host, ["sh"], "custom-isolate", message("add", {}, "100099"), "continue");
  return why(host).join("\n");
};
const release = async (host: TestHost): Promise<string> => {
  why(host);
  await play(host, ["sh"], "custom-release", message("add", {}), "continue");
  return why(host).join("\n");
};
const boot = (host: TestHost): string => host.sh("sh active-response/bin/custom-isolate boot");
const put = (host: TestHost, text: string): void => {
  host.put("/var/ossec/etc/ossec.conf", text, "0640");
};
const rules = (host: TestHost): string[] =>
  host
    .sh(`nft list chain ${TABLE} output`)
    .split("\n")
    .flatMap((line) => (line.includes('comment "manager"') ? [line.trim()] : []));

/** With the stack's own manager at 10.9.0.200 and 2001:db8:77::1. */
const up = (releaseAfter?: number, allow?: readonly object[]): Promise<TestHost> =>
  upHost(agentFiles(policy(releaseAfter, allow)));

describe("what the agent connects to", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await up();
  });
  afterAll(() => {
    host.down();
  });
  const STACK = [
    "ip daddr 10.9.0.200 tcp dport { 1514, 1515, 1517 }",
    "ip daddr 10.9.0.200 udp dport 1514",
    "ip6 daddr 2001:db8:77::1 tcp dport { 1514, 1515, 1517 }",
    "ip6 daddr 2001:db8:77::1 udp dport 1514",
  ];
  const USUAL = "tcp dport { 1514, 1515, 1517 }";
  it.each([
    [
      "its port",
      server("192.0.2.1", "<port>5514</port>"),
      [
        "ip daddr 192.0.2.1 tcp dport { 1514, 1515, 1517, 5514 }",
        "ip daddr 192.0.2.1 udp dport 1514",
      ],
    ],
    [
      "its protocol",
      server("192.0.2.1", "<port>5514</port><protocol>udp</protocol>"),
      [`ip daddr 192.0.2.1 ${USUAL}`, "ip daddr 192.0.2.1 udp dport { 1514, 5514 }"],
    ],
    [
      "the last of each",
      server("192.0.2.9", "<port>1</port><address>192.0.2.1</address><port>2</port>"),
      ["ip daddr 192.0.2.1 tcp dport { 2, 1514, 1515, 1517 }", "ip daddr 192.0.2.1 udp dport 1514"],
    ],
    [
      "several on one line",
      `<client><server><address>192.0.2.1</address></server><server><address>192.0.2.2</address></server></client>`,
      [
        `ip daddr { 192.0.2.1, 192.0.2.2 } ${USUAL}`,
        "ip daddr { 192.0.2.1, 192.0.2.2 } udp dport 1514",
      ],
    ],
    [
      "behind a closing tag in a comment",
      `<client>\n<!-- </client> -->\n<server><address>192.0.2.1</address></server>\n</client>`,
      [`ip daddr 192.0.2.1 ${USUAL}`, "ip daddr 192.0.2.1 udp dport 1514"],
    ],
    [
      "a comment that ends at !>",
      `<client><!-- <server><address>192.0.2.8</address></server> !><server><address>192.0.2.1</address></server></client>`,
      [`ip daddr 192.0.2.1 ${USUAL}`, "ip daddr 192.0.2.1 udp dport 1514"],
    ],
    [
      "with a comment in it",
      server("192.0.<!-- 9.9 -->2.1"),
      [`ip daddr 192.0.2.1 ${USUAL}`, "ip daddr 192.0.2.1 udp dport 1514"],
    ],
    [
      "of two sections",
      `${server("192.0.2.1")}</ossec_config><ossec_config>${server("192.0.2.2")}`,
      [
        `ip daddr { 192.0.2.1, 192.0.2.2 } ${USUAL}`,
        "ip daddr { 192.0.2.1, 192.0.2.2 } udp dport 1514",
      ],
    ],
    [
      "the old form",
      `<client><server-ip>192.0.2.1</server-ip><port>7514</port><protocol>udp</protocol></client>`,
      [`ip daddr 192.0.2.1 ${USUAL}`, "ip daddr 192.0.2.1 udp dport { 1514, 7514 }"],
    ],
    [
      "what it enrols with",
      `<client><server><address>192.0.2.1</address></server><enrollment><manager_address>192.0.2.3</manager_address><port>9515</port></enrollment></client>`,
      [
        "ip daddr 192.0.2.3 tcp dport { 1514, 1515, 1517, 9515 }",
        `ip daddr 192.0.2.1 ${USUAL}`,
        "ip daddr { 192.0.2.1, 192.0.2.3 } udp dport 1514",
      ],
    ],
    [
      "not that of another section",
      `${server("192.0.2.1")}<sca><address>192.0.2.9</address></sca>`,
      [`ip daddr 192.0.2.1 ${USUAL}`, "ip daddr 192.0.2.1 udp dport 1514"],
    ],
  ])("%s", async (_, client, own) => {
    put(host, conf(client));
    expect(await isolate(host)).toMatch(/^isolated: until it is released; manager: [0-9a-f.: ]+$/);
    // The stack's manager has the same ports as one of the agent's, mostly: rules of the same ports are one.
    const joined = (lines: readonly string[]): string[] =>
      lines
        .flatMap((line) => {
          const [, family, list, rest] =
            /^(ip6?) daddr \{? ?(.*?) ?\}? ((?:tcp|udp).*)$/.exec(line.replace(/ accept.*/, "")) ??
            [];
          return (list ?? "").split(", ").map((one) => `${family ?? ""} ${one} ${rest ?? ""}`);
        })
        .sort();
    expect(joined(rules(host))).toEqual(joined([...STACK, ...own]));
    await release(host);
  });

  it("where Wazuh itself could not read the file, everything that stands in it", async () => {
    put(
      host,
      "<ossec_config><client><server><address>192.0.2.1</address><port>5514</port></server>",
    );
    expect(await isolate(host)).toBe(
      "isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1 192.0.2.1; ossec.conf cannot be read as the agent does (line 1: XMLERR: End of file and some elements were not closed.), so every address in it counts",
    );
    expect(rules(host).join("\n")).toMatch(/192\.0\.2\.1.* tcp dport \{ 1514, 1515, 1517, 5514 \}/);
    await release(host);
  });
});

describe("names", () => {
  let host: TestHost;
  const HOSTS = "127.0.0.1 localhost\n10.0.0.1 other.example"; // without an end of line
  const etcHosts = (): string => host.sh("cat /etc/hosts");
  beforeAll(async () => {
    host = await up(0, [{ to: "control.example", reason: "the control plane", ports: [443] }]);
    host.put("/var/server.pl", NAME_SERVER, "0644");
    host.put("/etc/resolv.conf", "nameserver 10.9.0.254\noptions timeout:1 attempts:1\n", "0644");
    host.put("/etc/nsswitch.conf", "hosts: files dns\n", "0644");
    host.put("/etc/hosts", HOSTS, "0644");
    host.peer("perl /var/server.pl </dev/null >/dev/null 2>&1 &");
    serve(host, "10.9.0.200", 5514);
    serve(host, "10.9.0.50", 443);
    put(host, conf(server("manager.example", "<port>5514</port>")));
    await until(
      () => Promise.resolve(host.run(["getent", "hosts", "manager.example"], "").status),
      (status) => status === 0,
    );
  });
  afterAll(() => {
    host.down();
  });

  it("of the manager and of what the stack lists resolve without a name server, and leave to the byte", async () => {
    expect(await isolate(host)).toBe(
      "isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1",
    );
    expect(etcHosts()).toBe(
      [
        `# While this host is isolated; custom-release takes these lines away ${PIN}`,
        `10.9.0.50 control.example ${PIN}`,
        `10.9.0.200 manager.example ${PIN}`,
        HOSTS,
      ].join("\n"),
    );
    expect(host.run(["getent", "hosts", "elsewhere.example"], "").status).not.toBe(0);
    expect([reaches(host, "manager.example", 5514), reaches(host, "control.example", 443)]).toEqual(
      [true, true],
    );
    // Once more, while nobody answers any more.
    expect(await isolate(host)).toBe(
      "isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1; was isolated before, renewed",
    );
    expect(reaches(host, "manager.example", 5514)).toBe(true);
    expect(await release(host)).toBe("released: by hand");
    expect(etcHosts()).toBe(HOSTS);
  });

  it("are those of the last time where the name server is silent", async () => {
    host.sh("active-response/bin/custom-isolate learn; sed -i s/254/253/ /etc/resolv.conf");
    expect(await isolate(host)).toBe(
      "isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1",
    );
    expect(reaches(host, "manager.example", 5514)).toBe(true);
    await release(host);
    host.sh("rm active-response/isolation.names");
    expect(await isolate(host)).toBe(
      "refused: the manager would be cut off: no address for manager.example",
    );
    host.sh("sed -i s/253/254/ /etc/resolv.conf");
  });

  it("are pinned where /etc/hosts is a link, is mounted, is missing, or cannot be written", async () => {
    host.sh("mv /etc/hosts /etc/real && ln -s real /etc/hosts");
    await isolate(host);
    expect(host.sh("readlink /etc/hosts; cat /etc/real")).toContain(
      `10.9.0.200 manager.example ${PIN}`,
    );
    await release(host);
    expect(host.sh("readlink /etc/hosts; cat /etc/real")).toBe(`real\n${HOSTS}`);
    host.sh("rm /etc/hosts; cp /etc/real /etc/hosts; mount --bind /etc/real /etc/hosts");
    await isolate(host);
    expect(etcHosts()).toContain(`10.9.0.200 manager.example ${PIN}`);
    await release(host);
    expect(host.sh("cat /etc/real")).toBe(HOSTS);
    host.sh("umount /etc/hosts; rm /etc/hosts");
    await isolate(host);
    expect(reaches(host, "manager.example", 5514)).toBe(true);
    await release(host);
    expect(host.run(["test", "-e", "/etc/hosts"], "").status).toBe(1);
    host.sh(
      "cp /etc/real /etc/hosts; mount --bind /etc /etc; mount -o remount,bind,ro /etc; mount -t tmpfs run /run",
    );
    expect(await isolate(host)).toBe(
      "isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1",
    );
    expect(reaches(host, "manager.example", 5514)).toBe(true);
    expect(await release(host)).toBe("released: by hand");
    expect(etcHosts()).toBe(HOSTS);
    // Nowhere to write at all.
    host.sh("mount -o remount,ro /run");
    expect(await isolate(host)).toMatch(
      /^isolated: until it is released; manager: .*; \/etc\/hosts cannot be written, so the names of the manager may not resolve; control\.example may not resolve, .*; manager\.example may not resolve, \/etc\/nsswitch\.conf does not ask files first$/,
    );
    await release(host);
    host.sh("umount /run; umount /etc");
  });

  it("that do not resolve as pinned are said", async () => {
    host.sh("sed -i 's/files dns/dns/' /etc/nsswitch.conf");
    expect(await isolate(host)).toContain(
      "; manager.example may not resolve, /etc/nsswitch.conf does not ask files first",
    );
    await release(host);
    host.sh("sed -i 's/dns/files dns/' /etc/nsswitch.conf");
  });

  it("are pinned again at a boot, and unpinned at one after a release that was cut short", async () => {
    await isolate(host);
    host.sh(`nft delete table ${TABLE}; cp /etc/real /etc/hosts`);
    boot(host);
    expect(reaches(host, "manager.example", 5514)).toBe(true);
    host.sh(`rm ${RULES}; nft flush ruleset`);
    boot(host);
    expect(etcHosts()).toBe(HOSTS);
  });
});

describe("what cannot be written", () => {
  it.each([
    [
      "read only",
      "mount -t tmpfs ro active-response/kept && umount active-response/kept; mount --bind active-response active-response && mount -o remount,bind,ro active-response",
    ],
  ])("%s: isolated all the same, with a word", async (_, mount) => {
    const host = await up();
    try {
      host.sh(`mkdir -p active-response/kept; ${mount}`);
      put(host, conf(server("10.9.0.200")));
      expect(await isolate(host)).toBe(
        "isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1; will NOT survive a reboot, /var/ossec/active-response/isolation.nft cannot be written",
      );
      expect(host.sh("nft list tables")).toContain(TABLE);
      expect(await release(host)).toBe("released: by hand");
    } finally {
      host.down();
    }
  });

  it("full, log and all: isolated all the same, and released", async () => {
    const host = await up();
    try {
      put(host, conf(server("10.9.0.200")));
      host.sh(
        "mkdir /var/small && mount -t tmpfs -o size=64k full /var/small && cp -a active-response logs /var/small/ 2>/dev/null; head -c 100000 /dev/zero >/var/small/fill 2>/dev/null; mount --bind /var/small/logs logs; mount -t tmpfs -o size=4k,nr_inodes=2 none /mnt; :",
      );
      host.sh(
        "mkdir -p /var/keep && cp -a active-response /var/keep/ && mount -t tmpfs -o size=256k full active-response && cp -a /var/keep/active-response/. active-response/; head -c 1000000 /dev/zero >active-response/fill 2>/dev/null || :",
      );
      await isolate(host);
      expect(host.sh("nft list tables")).toContain(TABLE);
      expect(host.run(["test", "-s", "/var/ossec/active-response/isolation.nft"], "").status).toBe(
        1,
      );
      await release(host);
      expect(host.sh("nft list tables")).not.toContain("isolation");
    } finally {
      host.down();
    }
  });

  it("an isolation file that cannot be removed is said at the release", async () => {
    const host = await up();
    try {
      put(host, conf(server("10.9.0.200")));
      await isolate(host);
      host.sh(
        "mount --bind active-response active-response && mount -o remount,bind,ro active-response",
      );
      expect(await release(host)).toBe(
        "released: by hand; it will be isolated again at the next boot, since /var/ossec/active-response/isolation.nft cannot be removed",
      );
    } finally {
      host.down();
    }
  });
});

describe("the clock at boot", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await up(3600);
    put(host, conf(server("10.9.0.200")));
    serve(host, "10.9.0.60", 443);
  });
  afterAll(() => {
    host.down();
  });
  it.each([
    ["1970", 56 * 365 * 86_400],
    ["twenty minutes behind", 1200],
    ["two hours ahead", -7200],
  ])("%s: neither open nor longer than its time", async (_, seconds) => {
    await isolate(host);
    // What the host noted when it ran last: ten minutes were over.
    host.sh(
      `nft flush ruleset; sed -i "s/^# left .*/# left 3000/; 1s/.*/# until $(($(date +%s) + 3600 + ${seconds}))/; s/^# since .*/# since $(($(date +%s) + ${seconds}))/" ${RULES}`,
    );
    boot(host);
    expect(reaches(host, "10.9.0.60", 443)).toBe(false);
    const left = Number(/"expires": *(\d+)/.exec(host.sh(`nft -j list set ${TABLE} active`))?.[1]);
    expect([left > 2980, left <= 3000]).toEqual([true, true]);
    await release(host);
  });

  it("a crash before anything was noted costs its whole time at most", async () => {
    await isolate(host);
    host.sh("nft flush ruleset");
    boot(host);
    const left = Number(/"expires": *(\d+)/.exec(host.sh(`nft -j list set ${TABLE} active`))?.[1]);
    expect([left > 3500, left <= 3600]).toEqual([true, true]);
    await release(host);
  });

  it("the file of an earlier version is brought back, too", async () => {
    await isolate(host);
    host.sh(
      `nft flush ruleset; sed -i '/^# \\(total\\|left\\|since\\|pin\\)/d; 1s/.*/# until 1/' ${RULES}`,
    );
    boot(host);
    expect(host.sh(`nft list set ${TABLE} active`)).toMatch(/ipv4 timeout 1h /);
    await release(host);
  });

  it("each minute what is left is noted, and when it is over everything goes", async () => {
    await isolate(host);
    const tick = (): number | null =>
      host.run(["sh", "active-response/bin/custom-isolate", "tick"], "").status;
    host.sh(
      `nft 'add set ${TABLE} active { }' 2>/dev/null; nft 'delete element ${TABLE} active { ipv4, ipv6 }; add element ${TABLE} active { ipv4 timeout 100s, ipv6 timeout 100s }'`,
    );
    expect(tick()).toBe(0);
    expect(host.sh(`sed -n 's/^# left //p' ${RULES}`)).toMatch(/^(?:9\d|100)\n$/);
    // A flush by another tool is mended by the next.
    host.sh("nft flush ruleset");
    expect(tick()).toBe(0);
    expect(reaches(host, "10.9.0.60", 443)).toBe(false);
    host.sh(`nft 'delete element ${TABLE} active { ipv4, ipv6 }'`);
    why(host);
    expect(tick()).toBe(3);
    expect(why(host)).toEqual(["released: its time is over"]);
    expect(host.sh("nft list tables; ls active-response")).not.toMatch(/isolation(?:\.nft|$)/m);
    expect(tick()).toBe(3);
  });
});

describe("what passes the host by", () => {
  let host: TestHost;
  const guest = (name: string): string => `nsenter -t $(cat /var/${name}) -n`;
  beforeAll(async () => {
    host = await up();
    put(host, conf(server("10.9.0.200")));
    serve(host, "10.9.0.60", 443);
    serve(host, "10.9.0.200", 1514);
    // Guests: network namespaces that the host's kernel gives a macvlan device, and ports of one bridge.
    host.sh(`for name in mac vm1 vm2; do unshare -n sleep infinity </dev/null >/dev/null 2>&1 & echo $! >/var/$name; done
      for name in mac vm1 vm2; do until [ "$(readlink /proc/$(cat /var/$name)/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done; done
      ip link add mv0 link out type macvlan mode bridge && ip link set mv0 netns $(cat /var/mac)
      ${guest("mac")} sh -c 'ip link set lo up; ip address add 10.9.0.77/24 dev mv0; ip link set mv0 up'
      ip link add br0 type bridge && ip link set br0 up
      for n in 1 2; do ip link add tap$n type veth peer name eth0 netns $(cat /var/vm$n); ip link set tap$n master br0 up
        nsenter -t $(cat /var/vm$n) -n sh -c "ip link set lo up; ip address add 10.8.0.$n/24 dev eth0; ip link set eth0 up"; done`);
    host.sh(
      `${guest("vm2")} perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalAddr => "10.8.0.2", LocalPort => 443, Listen => 5) or exit 1; 1 while $s->accept' </dev/null >/dev/null 2>&1 &`,
    );
    await until(
      () => Promise.resolve(reaches(host, "10.8.0.2", 443, guest("vm1"))),
      (yes) => yes,
    );
    await until(
      () => Promise.resolve(reaches(host, "10.9.0.60", 443, guest("mac"))),
      (yes) => yes,
    );
  });
  afterAll(() => {
    host.down();
  });

  it("a macvlan container and a bridged VM are cut off too, and let back in; the host itself keeps its manager", async () => {
    expect(await isolate(host)).toBe(
      "isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1",
    );
    const seen = (): boolean[] => [
      reaches(host, "10.9.0.60", 443, guest("mac")),
      reaches(host, "10.9.0.200", 1514, guest("mac")),
      reaches(host, "10.8.0.2", 443, guest("vm1")),
      reaches(host, "10.9.0.200", 1514),
    ];
    expect(seen()).toEqual([false, false, false, true]);
    // Nor does anything get out one way, whatever the guest knows of its neighbours.
    host.peer(
      "nft add table ip seen; nft add chain ip seen every { type filter hook prerouting priority 0 \\; }; nft add rule ip seen every ip saddr 10.9.0.77 counter",
    );
    const mac = /link\/ether (\S+)/.exec(host.peer("ip -o link show far"))?.[1] ?? "";
    const send = (): string =>
      host.sh(
        `${guest("mac")} sh -c 'ip neigh replace 10.9.0.60 lladdr ${mac} dev mv0; perl -MIO::Socket::INET -e "IO::Socket::INET->new(Proto => q(udp), PeerAddr => q(10.9.0.60), PeerPort => 53)->send(q(secret))"'`,
      );
    send();
    const out = (): string =>
      /counter packets (\d+)/.exec(host.peer("nft list table ip seen"))?.[1] ?? "";
    expect(out()).toBe("0");
    expect(host.sh("nft list tables").trim().split("\n")).toEqual([
      "table inet wazuh_active_response_isolation",
      "table bridge wazuh_active_response_isolation",
      "table netdev wazuh_active_response_isolation",
    ]);
    // A device that comes later is seen to within a minute.
    host.sh(
      "ip link add late type bridge && ip link set late up; sh active-response/bin/custom-isolate tick",
    );
    expect(host.sh("nft list table netdev wazuh_active_response_isolation")).toMatch(
      /devices = \{ [^}]*\blate\b/,
    );
    expect(await release(host)).toBe("released: by hand");
    expect(seen()).toEqual([true, true, true, true]);
    const before = Number(out());
    send();
    expect(Number(out())).toBeGreaterThan(before);
    expect(host.sh("nft list tables")).toBe("");
  });
});

describe("a table without its release script", () => {
  it("is never made", async () => {
    const host = await up();
    try {
      put(host, conf(server("10.9.0.200")));
      host.sh("rm active-response/bin/custom-release");
      expect(await isolate(host)).toBe(
        "refused: custom-release is missing here, so nothing could release it; run pulumi up",
      );
      expect(host.sh("nft list tables")).toBe("");
    } finally {
      host.down();
    }
  });
});
