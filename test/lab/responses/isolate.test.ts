import { INTERPRETERS } from "../../interpreters";
import { probe, type HostState } from "../../../cli/lib/host/probe";
import { policyOf } from "../../../policy/model/parsePolicy";
import { until } from "../wazuh/until";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles, POLICY } from "./policy";

const TABLE = "inet wazuh_active_response_isolation";
const SERVE = (address: string, port: number): string =>
  `perl -MIO::Socket::INET -e "my \\$s = IO::Socket::INET->new(LocalAddr => q(${address}), LocalPort => ${port}, Listen => 5, ReuseAddr => 1) or exit 1; while (my \\$c = \\$s->accept) { while (<\\$c>) { print \\$c \\$_; \\$c->flush } }" </dev/null >/dev/null 2>&1 &`;
const CONNECT = (address: string, port: number): string =>
  `perl -MIO::Socket::INET -e "print IO::Socket::INET->new(PeerAddr => q(${address}), PeerPort => ${port}, Timeout => 0.2) ? 1 : 0"`;

describe.each(INTERPRETERS)("isolation with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(), awk);
    host.sh("install -m 0644 /dev/null etc/ossec.conf");
    for (const [address, port] of [
      ["10.9.0.200", 1514],
      ["10.9.0.50", 443],
      ["10.9.0.50", 80],
      ["10.9.0.60", 443],
    ] as const)
      host.peer(SERVE(address, port));
    for (const port of [22, 80]) host.sh(SERVE("10.9.0.1", port));
    host.sh("ip link add name bridge type bridge 2>/dev/null && ip link set bridge up || :");
  });
  afterAll(() => {
    host.down();
  });
  const isolate = () =>
    play(host, shell, "custom-isolate", message("add", {}, "100099"), "continue");
  const release = () => play(host, shell, "custom-release", message("add", {}), "continue");
  /** Tries every way at once: an address that is cut off costs its whole time. */
  const reached = (): Record<string, string> => {
    const inside = [
      ["manager", "10.9.0.200", 1514],
      ["allowed", "10.9.0.50", 443],
      ["otherPort", "10.9.0.50", 80],
      ["stranger", "10.9.0.60", 443],
      ["itself", "10.9.0.1", 80],
    ] as const;
    const outside = [
      ["in22", "10.9.0.1", 22],
      ["in80", "10.9.0.1", 80],
    ] as const;
    const tries = [
      ...inside.map(([name, address, port]) => `echo ${name}=$(${CONNECT(address, port)}) &`),
      ...outside.map(
        ([name, address, port]) =>
          `echo ${name}=$(nsenter -t "$(cat /var/peer)" -n ${CONNECT(address, port)}) &`,
      ),
    ];
    const said = host
      .sh(`${tries.join(" ")} wait`)
      .trim()
      .split("\n");
    return Object.fromEntries(said.map((line) => line.split("=") as [string, string]));
  };
  const OPEN = {
    manager: "1",
    allowed: "1",
    otherPort: "1",
    stranger: "1",
    itself: "1",
    in22: "1",
    in80: "1",
  };
  // What comes in from 10.9.0.254, the only one that may, is told by the source address that the peer takes: 10.9.0.50.
  const CUT = { ...OPEN, otherPort: "0", stranger: "0", in22: "0", in80: "0" };
  const decision = (): string => {
    const own = host
      .log()
      .map((line) => /"decision":"([^"]*)".*"why":"([^"]*)"/.exec(line))
      .filter((got) => got !== null);
    return own.map((got) => `${got[1]}: ${got[2]}`).join("\n");
  };

  it("cuts all but the listed, again and again, and releases exactly that", async () => {
    host.sh("nft add table inet other; nft -f active-response/guarded-block-ip.nft");
    expect(reached()).toEqual(OPEN);
    host.log();
    expect(await isolate()).toMatchObject({ code: 0, said: "" });
    expect(decision()).toBe("isolated: until it is released; manager: 10.9.0.200 2001:db8:77::1");
    expect(reached()).toEqual(CUT);
    expect(await isolate()).toMatchObject({ code: 0, said: "" });
    expect(decision()).toContain("was isolated before, renewed");
    expect(reached()).toEqual(CUT);
    expect(host.sh(`nft list table ${TABLE}`).match(/policy drop/g)).toHaveLength(3);
    expect(await release()).toMatchObject({ code: 0, said: "" });
    expect(decision()).toBe("released: by hand");
    expect(reached()).toEqual(OPEN);
    expect(host.sh("nft list tables").trim().split("\n")).toEqual([
      "table inet other",
      "table inet wazuh_active_response",
    ]);
    expect(host.sh("ls active-response")).not.toContain("isolation.nft");
    expect(await release()).toMatchObject({ code: 0 });
    expect(decision()).toBe("not found: not isolated");
  });

  it("lets in who may come in, on its port only", async () => {
    await isolate();
    const from = (port: number, address = "10.9.0.254"): string =>
      host.peer(
        `perl -MIO::Socket::INET -e "print IO::Socket::INET->new(LocalAddr => q(${address}), PeerAddr => q(10.9.0.1), PeerPort => ${port}, Timeout => 0.2) ? 1 : 0"`,
      );
    expect([from(22), from(80)]).toEqual(["1", "0"]);
    // Listed, but through another interface.
    expect(from(22, "10.9.0.60")).toBe("0");
    // A reply port is no way in: the control plane and the manager may answer from theirs, not connect from it.
    const replying = (address: string, port: number): string =>
      host.peer(
        `perl -MIO::Socket::INET -e "print IO::Socket::INET->new(LocalAddr => q(${address}), LocalPort => ${port}, ReuseAddr => 1, PeerAddr => q(10.9.0.1), PeerPort => 80, Timeout => 0.2) ? 1 : 0"`,
      );
    expect([replying("10.9.0.50", 443), replying("10.9.0.200", 1515)]).toEqual(["0", "0"]);
    await release();
  });

  it("comes back after a reboot, and loads the file that it left", async () => {
    await isolate();
    host.sh(`nft delete table ${TABLE}`);
    expect(reached()).toEqual(OPEN);
    host.sh(`${shell.join(" ")} active-response/bin/custom-isolate boot`);
    expect(reached()).toEqual(CUT);
    await release();
    host.sh(`${shell.join(" ")} active-response/bin/custom-isolate boot`);
    expect(reached()).toEqual(OPEN);
  });

  it("refuses on a manager, and when the manager would be cut off", async () => {
    host.log();
    host.sh("mkdir -p bin; : >bin/wazuh-analysisd");
    expect(await isolate()).toMatchObject({ code: 1, said: "" });
    host.sh("rm bin/wazuh-analysisd");
    expect(decision()).toBe("refused: this host is a manager");
    host.sh(
      "printf '<ossec_config>\\n<client>\\n<server>\\n<address>unknown.invalid</address>\\n</server>\\n</client>\\n</ossec_config>\\n' >etc/ossec.conf",
    );
    expect(await isolate()).toMatchObject({ code: 1, said: "" });
    expect(decision()).toBe(
      "refused: the manager would be cut off: no address for unknown.invalid",
    );
    expect(reached()).toEqual(OPEN);
    // An address of another section is no manager's.
    host.sh("sed -i 's/client>/other>/' etc/ossec.conf");
    expect(await isolate()).toMatchObject({ code: 0, said: "" });
    host.sh(": >etc/ossec.conf");
    await release();
  });
});

/** What the operator's verbs see of the host. */
const seen = (host: TestHost): Promise<HostState> =>
  probe(
    (command, input = "") => {
      const { status, stdout, stderr } = host.run(["sh", "-c", command], input);
      return Promise.resolve({ code: status ?? 1, stdout, stderr });
    },
    { user: "root" },
    0,
  );

describe("isolation with a dead man's switch", () => {
  it("is let go by the kernel at its time, with nothing running, and not brought back at a boot after it", async () => {
    const files = agentFiles(
      policyOf({ ...POLICY, responses: [{ kind: "isolate-host", allow: [], releaseAfter: 2 }] }),
    );
    const host = await upHost(files);
    try {
      host.peer(SERVE("10.9.0.60", 443));
      await play(host, ["sh"], "custom-isolate", message("add", {}), "continue");
      expect(host.sh(CONNECT("10.9.0.60", 443))).toBe("0");
      const end = performance.now() + 60_000;
      while (host.sh(CONNECT("10.9.0.60", 443)) === "0" && performance.now() < end);
      expect(host.sh(CONNECT("10.9.0.60", 443))).toBe("1");
      // The table stays, and lets all pass.
      expect(host.sh("nft list tables")).toContain(TABLE);
      await until(
        () => seen(host),
        ({ isolated }) => isolated === undefined,
      );
      // A boot before its time brings back what was left of it when this host ran last.
      const file = "active-response/isolation.nft";
      host.sh(`nft delete table ${TABLE}; sed -i "s/ timeout 2s/ timeout 600s/g; s/^# total .*/# total 600/; s/^# left .*/# left 60/" ${file}
        sh active-response/bin/custom-isolate boot`);
      expect(host.sh(CONNECT("10.9.0.60", 443))).toBe("0");
      expect(host.sh(`nft list set ${TABLE} active`)).toMatch(/ipv4 timeout (?:1m|5\ds) /);
      expect((await seen(host)).isolated?.until).toBeGreaterThan(Date.now() / 1000);
      host.sh(`nft delete table ${TABLE}; sed -i "s/^# left .*/# left 0/" ${file}
        sh active-response/bin/custom-isolate boot`);
      expect(host.sh("nft list tables; ls active-response")).not.toContain("isolation.nft");
      expect(host.sh("nft list tables")).not.toContain("isolation");
    } finally {
      host.down();
    }
  });
});
