import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const SERVE = `perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => 7, Listen => 5, ReuseAddr => 1) or exit 1; while (my $c = $s->accept) { next if fork; while (<$c>) { print $c $_; $c->flush } exit }' </dev/null >/dev/null 2>&1 &`;
const SERVES = "until ss -Hltn | grep -q ':7 '; do sleep 0.01; done";
/** Connects, then answers each line on standard input by what the far side echoed, or "-" after three seconds. */
const CLIENT = `use IO::Socket::INET; use IO::Select; $| = 1;
my $s = IO::Socket::INET->new(LocalAddr => $ARGV[0], PeerAddr => $ARGV[1], PeerPort => 7, Timeout => 1) or do { print "no\\n"; exit };
print "yes\\n"; $SIG{PIPE} = "IGNORE";
while (my $line = <STDIN>) { print $s $line; $s->flush; my $got = "";
  IO::Select->new($s)->can_read(3) and $got = <$s>; print defined $got && $got ne "" ? $got : "-\\n" }`;

describe("the packets of a blocked address", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles());
    host.sh("nft -f active-response/guarded-block-ip.nft");
    host.sh(`${SERVE} ${SERVES}`);
    // A container behind the host, on a bridge.
    host.sh(`
      echo 1 >/proc/sys/net/ipv4/ip_forward
      ip link add docker0 type bridge; ip address add 172.31.9.1/24 dev docker0; ip link set docker0 up
      unshare -n sleep infinity >/dev/null 2>&1 & echo $! >/var/inner
      until [ "$(readlink /proc/$!/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
      ip link add in0 type veth peer name eth0 netns $(cat /var/inner)
      ip link set in0 master docker0 up`);
    const inner = (line: string): string =>
      host.sh(`nsenter -t $(cat /var/inner) -n sh -c "${line}"`);
    inner(
      "ip link set lo up; ip address add 172.31.9.2/24 dev eth0; ip link set eth0 up; ip route add default via 172.31.9.1",
    );
    host.sh(`nsenter -t $(cat /var/inner) -n ${SERVE}`);
    inner(SERVES);
    host.peer("ip route add 172.31.9.0/24 via 10.9.0.1");
  });
  afterAll(() => {
    host.down();
  });

  /** A connection from an address of the peer; `say` gives the echo. */
  const connect = async (
    from: string,
    to: string,
  ): Promise<{ opened: string; say: () => Promise<string>; close: () => void }> => {
    const peer = host.sh("cat /var/peer").trim();
    const client = host.start("nsenter", "-t", peer, "-n", "perl", "-e", CLIENT, from, to);
    const waiting: ((line: string) => void)[] = [];
    const lines: string[] = [];
    client.stdout?.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString().trim().split("\n")) {
        const next = waiting.shift();
        if (next) next(line);
        else lines.push(line);
      }
    });
    const read = (): Promise<string> =>
      new Promise((resolve) => {
        const line = lines.shift();
        if (line === undefined) waiting.push(resolve);
        else resolve(line);
      });
    return {
      opened: await read(),
      say: () => {
        client.stdin?.write("hello\n");
        return read();
      },
      close: () => {
        client.stdin?.end();
      },
    };
  };
  const block = (srcip: string) =>
    play(host, ["sh"], "guarded-block-ip", message("add", { srcip }), "continue");

  it.each([
    ["the host", "10.9.0.1"],
    ["a container behind it", "172.31.9.2"],
  ])("ends connections to %s that were open, and lets no new one in", async (_what, to) => {
    await play(host, ["sh"], "custom-unblock", message("add", { srcip: "10.9.0.60" }));
    const bad = await connect("10.9.0.60", to);
    const good = await connect("10.9.0.50", to);
    expect([bad.opened, await bad.say(), await good.say()]).toEqual(["yes", "hello", "hello"]);
    await block("10.9.0.60");
    expect([await bad.say(), await good.say()]).toEqual(["-", "hello"]);
    expect((await connect("10.9.0.60", to)).opened).toBe("no");
    bad.close();
    good.close();
  });

  it("leaves no socket of the address on the host", async () => {
    await play(host, ["sh"], "custom-unblock", message("add", { srcip: "10.9.0.60" }));
    const bad = await connect("10.9.0.60", "10.9.0.1");
    await bad.say();
    const sockets = (): string => host.sh("ss -Htn state established dst 10.9.0.60");
    expect(sockets()).toContain("10.9.0.60");
    await block("10.9.0.60");
    const end = performance.now() + 60_000;
    while (sockets() !== "" && performance.now() < end);
    expect(sockets()).toBe("");
    bad.close();
  });

  it("lets a white-listed address through although a wider block holds it", async () => {
    host.sh(
      `nft "add element inet wazuh_active_response whitelist4 { 10.9.0.50 }; add element inet wazuh_active_response blocked4 { 10.9.0.50 }"`,
    );
    expect((await connect("10.9.0.50", "10.9.0.1")).opened).toBe("yes");
    host.sh("nft -f active-response/guarded-block-ip.nft");
    expect((await connect("10.9.0.50", "10.9.0.1")).opened).toBe("no");
  });
});
