import { until } from "../wazuh/until";
import { toolOf, BLOCKED, HOLDS, upBeside, type BesideHost } from "./besideHost";

/**
 * A stand-in of CrowdSec's local API, for its bouncer: a stream of decisions, the whole of /var/decisions at the first question of a
 * bouncer and nothing new after that (crowdsec pkg/apiserver/controllers/v1/decisions.go, StreamDecision, v1.4.6).
 */
const API = `use IO::Socket::INET;
my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 8080, Listen => 9, ReuseAddr => 1) or die;
while (my $c = $s->accept) {
  my $first = <$c> // ""; while (<$c>) { last if /^\\r?$/ }
  my ($new, $deleted) = ("null", "null");
  my $begins = $first =~ /startup=true/;
  if (open my $f, "<", $begins ? "/var/decisions" : "/var/deleted") { local $/; ($begins ? $new : $deleted) = <$f> }
  my $body = qq({"new":$new,"deleted":$deleted});
  print $c "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nConnection: close\\r\\nContent-Length: " . length($body) . "\\r\\n\\r\\n$body";
}`;
const CONFIG = [
  "mode: nftables",
  // As Debian has it; without it the bouncer leaves its tables where they are when it is stopped.
  "daemonize: true",
  "update_frequency: 1s",
  "log_mode: stdout",
  "log_level: info",
  "api_url: http://127.0.0.1:8080/",
  "api_key: of-the-lab",
  "disable_ipv6: false",
  "deny_action: DROP",
  "deny_log: false",
  "supported_decisions_types:",
  "  - ban",
  "blacklists_ipv4: crowdsec-blacklists",
  "blacklists_ipv6: crowdsec6-blacklists",
  "nftables:",
  "  ipv4: { enabled: true, set-only: false, table: crowdsec, chain: crowdsec-chain }",
  "  ipv6: { enabled: true, set-only: false, table: crowdsec6, chain: crowdsec6-chain }",
  "",
].join("\n");
const ban = (address: string): string =>
  JSON.stringify([
    {
      id: 1,
      duration: "1h",
      origin: "crowdsec",
      scenario: "crowdsecurity/ssh-bf",
      scope: "Ip",
      type: "ban",
      value: address,
    },
  ]);

const { there, name, tree } = toolOf("crowdsec");

(there ? describe : describe.skip)(name, () => {
  let host: BesideHost;
  const start = (): void => {
    host.sh(
      "crowdsec-firewall-bouncer -c /var/bouncer.yaml </dev/null >>/var/log/bouncer.said 2>&1 & echo $! >/var/bouncer.pid",
    );
  };
  const answers = (from: string, wanted: boolean): Promise<boolean> =>
    until(
      () => Promise.resolve(host.answered(from)),
      (is) => is === wanted,
    );
  beforeAll(async () => {
    host = await upBeside(tree);
    host.put("/var/bouncer.yaml", CONFIG, "0600");
    host.put("/var/api.pl", API, "0644");
    host.put("/var/decisions", ban("10.9.0.50"), "0644");
    host.sh(
      "perl /var/api.pl </dev/null >/dev/null 2>&1 & until ss -Hltn 'sport = :8080' | grep -q .; do sleep 0.05; done",
    );
    start();
    await answers("10.9.0.50", false);
  });
  afterAll(() => {
    host.down();
  });

  it("holds while its firewall bouncer bans another, and is asked before its chains", () => {
    expect(host.held()).toEqual(HOLDS);
    expect(host.chains("input")).toEqual([
      "inet wazuh_active_response input -300",
      "ip crowdsec crowdsec-chain 0",
      "ip6 crowdsec6 crowdsec6-chain 0",
    ]);
  });

  it("holds after it is stopped, which takes its tables away", async () => {
    host.sh("kill $(cat /var/bouncer.pid)");
    expect(await answers("10.9.0.50", true)).toBe(true);
    expect(host.held()).toEqual(HOLDS);
  });

  it("holds where both have the same address, and the other's ban ends", async () => {
    host.put("/var/decisions", `${ban(BLOCKED).slice(0, -1)},${ban("10.9.0.50").slice(1)}`, "0644");
    start();
    await answers("10.9.0.50", false);
    host.put("/var/deleted", `${ban(BLOCKED).slice(0, -1)},${ban("10.9.0.50").slice(1)}`, "0644");
    expect(await answers("10.9.0.50", true)).toBe(true);
    expect(host.held()).toEqual(HOLDS);
  });
});
