import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { isolationProgram } from "../../../policy/render/responses/isolateHost";

const TABLE = "wazuh_active_response_isolation";
const MARK = "# wazuh-active-response isolation";
/** What stands in for nft: takes what a file of the test does not refuse, and tells what it took. */
const NFT = `#!/bin/sh
case $* in
  "-f -") text=$(cat); for no in $(cat "$RIG/refuses"); do case $text in *" $no "*) exit 1 ;; esac; done
    printf '%s\\n=\\n' "$text" >>"$RIG/taken" ;;
  "-j "*) cat "$RIG/left" 2>/dev/null ;;
  "list table inet "*) [ -e "$RIG/loaded" ] ;;
  "list table $(cat "$RIG/has" 2>/dev/null) "*) cat "$RIG/listing" ;;
  *) exit 1 ;;
esac
`;

// The perl program of an isolation, with a home, an /etc/hosts and an nft of the test's own.
describe("the program of an isolation", () => {
  let rig: string;
  const at = (name: string): string => join(rig, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  const read = (name: string): string | undefined =>
    existsSync(at(name)) ? readFileSync(at(name), "utf8") : undefined;
  const tool = (name: string, text: string): void => {
    write(`bin/${name}`, text);
    chmodSync(at(`bin/${name}`), 0o755);
  };
  beforeEach(() => {
    rig = mkdtempSync(join(tmpdir(), "isolate-"));
    mkdirSync(at("home/active-response"), { recursive: true });
    mkdirSync(at("run"), { recursive: true });
    write("refuses", "");
    write("hosts", "127.0.0.1 localhost\n");
    write("links", "2: eth0: <UP> mtu 1500 link/ether 00:00:00:00:00:01\n");
    conf("<client><server><address>192.0.2.10</address></server></client>");
    tool("nft", NFT);
    tool("ip", `#!/bin/sh\ncat "$RIG/links"\n`);
    tool("getent", `#!/bin/sh\ncat "$RIG/answers/$2" 2>/dev/null\n`);
    tool("mount", `#!/bin/sh\necho "$*" >>"$RIG/mounts"\n`);
    tool("umount", "#!/bin/sh\nexit 0\n");
    const program = isolationProgram()
      .replaceAll('"/var/ossec"', `"${at("home")}"`)
      .replaceAll('"/etc/hosts"', `"${at("hosts")}"`)
      .replaceAll('"/run/', `"${at("run")}/`);
    write("program.pl", program);
  });
  afterEach(() => {
    rmSync(rig, { recursive: true });
  });

  const conf = (inside: string): void => {
    write("home/etc/ossec.conf", `<ossec_config>${inside}</ossec_config>\n`);
  };
  const run = (verb: string, env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout } = spawnSync("perl", [at("program.pl"), verb], {
      encoding: "utf8",
      env: {
        PATH: `${at("bin")}:${process.env.PATH ?? ""}`,
        RIG: rig,
        MANAGERS: "",
        RELEASE_AFTER: "0",
        ALLOW_IN: "",
        ALLOW_OUT: "",
        ...env,
      },
    });
    return { code: status, said: stdout.replaceAll(`${rig}/`, "") };
  };
  const managers = (env: Readonly<Record<string, string>> = {}): string[] =>
    run("managers", env).said.split("\n").slice(0, -1);
  /** What every manager has beside its own port. */
  const usual = (address: string, ...more: string[]): string[] =>
    [
      ...[1514, 1515, 1517].map((port) => `tcp ${address} ${port}`),
      `udp ${address} 1514`,
      ...more,
    ].sort();

  describe("which managers it keeps", () => {
    const server = (inside: string): string => `<client><server>${inside}</server></client>`;
    const ADDRESS = "<address>192.0.2.10</address>";
    it.each([
      [server(ADDRESS), usual("192.0.2.10")],
      [server(`${ADDRESS}<port>1</port>`), usual("192.0.2.10", "tcp 192.0.2.10 1")],
      [server(`${ADDRESS}<port>65535</port>`), usual("192.0.2.10", "tcp 192.0.2.10 65535")],
      [server(`${ADDRESS}<protocol>udp</protocol>`), usual("192.0.2.10")],
      [
        server(`${ADDRESS}<port>1600</port><protocol>udp</protocol>`),
        usual("192.0.2.10", "udp 192.0.2.10 1600"),
      ],
      [
        "<client><server-ip>192.0.2.10</server-ip><port>1600</port><protocol>udp</protocol></client>",
        usual("192.0.2.10", "udp 192.0.2.10 1600"),
      ],
      ["<client><server-hostname>192.0.2.10</server-hostname></client>", usual("192.0.2.10")],
      [
        `<client><server>${ADDRESS}</server><enrollment><manager_address>192.0.2.11</manager_address><port>1600</port></enrollment></client>`,
        [...usual("192.0.2.10"), ...usual("192.0.2.11", "tcp 192.0.2.11 1600")].sort(),
      ],
      [
        `<client><server>${ADDRESS}</server><enrollment><port>1600</port></enrollment></client>`,
        usual("192.0.2.10", "tcp 192.0.2.10 1600"),
      ],
      [server("<address>::ffff:192.0.2.10</address>"), usual("192.0.2.10")],
      [server("<address>2001:DB8::1</address>"), usual("2001:db8::1")],
    ])("%s", (inside, expected) => {
      conf(inside);
      expect(managers().sort()).toEqual(expected);
    });

    // A file that the agent itself would not start with: every address in it, by every port in it, counts.
    it.each([
      [server(`${ADDRESS}<port>0</port>`), "", "<port> is not a valid port"],
      [server(`${ADDRESS}<port>65536</port>`), "", "<port> is not a valid port"],
      [server(`${ADDRESS}<port>1x</port>`), "", "<port> is not a valid port"],
      [server(`${ADDRESS}<protocol>TCP</protocol>`), "", "<protocol> is neither tcp nor udp"],
      [server("<port>1600</port>") + `<!--${ADDRESS}-->`, "1600", "<server> has no <address>"],
      [`${server("<address>a/b</address>")}<!--${ADDRESS}-->`, "", "<address> contains a /"],
    ])("%s", (inside, port, why) => {
      conf(inside);
      const more = port === "" ? [] : [`tcp 192.0.2.10 ${port}`, `udp 192.0.2.10 ${port}`];
      expect(managers().filter((line) => line.includes(" 192.0.2.10 "))).toEqual(
        usual("192.0.2.10", ...more),
      );
      expect(run("isolate").said).toContain(
        `ossec.conf cannot be read as the agent does (line 1: ${why.replace(/[|"\\]/g, "")}), so every address in it counts`,
      );
    });

    it("takes those of the stack too, and each name by all its addresses, those before too", () => {
      write(
        "answers/siem.example.org",
        "192.0.2.20 STREAM a\n192.0.2.20 DGRAM\n2001:db8::20 STREAM\n",
      );
      write(
        "home/active-response/isolation.names",
        "siem.example.org 192.0.2.21 192.0.2.20 nonsense\n",
      );
      expect(managers({ MANAGERS: "siem.example.org 192.0.2.30" }).sort()).toEqual(
        ["192.0.2.10", "192.0.2.20", "192.0.2.21", "2001:db8::20", "192.0.2.30"]
          .flatMap((one) => usual(one))
          .sort(),
      );
    });

    it("asks nobody for what is not a name", () => {
      write("answers/-x", "192.0.2.20 STREAM\n");
      expect(managers({ MANAGERS: "-x a;b" }).sort()).toEqual(usual("192.0.2.10"));
    });
  });

  describe("isolate", () => {
    it("tells nft, beside it what passes the host by, keeps it for a boot, and says so", () => {
      expect(run("isolate")).toEqual({
        code: 0,
        said: "isolated|until it is released; manager: 192.0.2.10\n",
      });
      const [host = "", bridge = "", device = ""] = (read("taken") ?? "").split("\n=\n");
      expect(host.split("\n").slice(0, 3)).toEqual([
        `add table inet ${TABLE}`,
        `delete table inet ${TABLE}`,
        `table inet ${TABLE} {`,
      ]);
      expect(host).toContain(
        '    ip saddr { 192.0.2.10 } tcp sport { 1514, 1515, 1517 } tcp flags & (syn | ack) != syn counter accept comment "manager"\n' +
          '    ip saddr { 192.0.2.10 } udp sport { 1514 } counter accept comment "manager"\n',
      );
      expect(host).toContain(
        '    ip daddr { 192.0.2.10 } tcp dport { 1514, 1515, 1517 } accept comment "manager"\n' +
          '    ip daddr { 192.0.2.10 } udp dport { 1514 } accept comment "manager"\n',
      );
      expect(host).not.toContain("timeout");
      expect(bridge).toContain("type filter hook forward priority -350; policy accept;");
      expect(bridge).toContain(
        "set active { type ether_type; elements = { ip, ip6, arp, 8021q } }",
      );
      expect(device.match(/hook \w+ devices = \{ "eth0" \}/g)).toEqual([
        'hook ingress devices = { "eth0" }',
        'hook egress devices = { "eth0" }',
      ]);
      const kept = read("home/active-response/isolation.nft") ?? "";
      expect(
        kept
          .replace(/(?<=^# since )\d+$/m, "NOW")
          .split("\n")
          .slice(0, 5),
      ).toEqual(["# until 0", "# since NOW", "# total 0", "# left 0", `add table inet ${TABLE}`]);
      expect(read("run/wazuh-active-response.isolation.nft")).toBeUndefined();
    });

    it("lets the kernel let go by itself after a time", () => {
      const { said } = run("isolate", { RELEASE_AFTER: "90" });
      expect(said).toBe("isolated|for 90s; manager: 192.0.2.10\n");
      const taken = read("taken") ?? "";
      expect(taken).toContain(
        "set active { typeof meta nfproto; flags timeout; elements = { ipv4 timeout 90s, ipv6 timeout 90s } }",
      );
      expect(taken.match(/ {4}meta nfproto != @active accept/g)).toHaveLength(3);
      const [, until = 0, since = 0] =
        /^# until (\d+)\n# since (\d+)\n# total 90\n# left 90$/m
          .exec(read("home/active-response/isolation.nft") ?? "")
          ?.map(Number) ?? [];
      expect(until - since).toBe(90);
    });

    it("pins the names of the manager, and says what does not resolve", () => {
      conf("<client><server><address>siem.example.org</address></server></client>");
      write("answers/siem.example.org", "192.0.2.20 STREAM\n");
      expect(
        run("isolate", { ALLOW_OUT: "    ip x name daddr gone.example.org accept" }).said,
      ).toBe(
        "isolated|until it is released; manager: 192.0.2.20; no address for gone.example.org, which the stack lists\n",
      );
      expect(read("hosts")).toBe(
        `# While this host is isolated; custom-release takes these lines away ${MARK}\n192.0.2.20 siem.example.org ${MARK}\n127.0.0.1 localhost\n`,
      );
      expect(read("home/active-response/isolation.names")).toBe("siem.example.org 192.0.2.20\n");
      expect(read("home/active-response/isolation.nft")).toContain(
        "# pin 192.0.2.20 siem.example.org\n",
      );
    });

    it("makes a rule of each family of a name that stays reachable", () => {
      write("answers/a.example.org", "192.0.2.40 STREAM\n192.0.2.41 STREAM\n2001:db8::40 STREAM\n");
      run("isolate", {
        ALLOW_IN: '    name saddr a.example.org accept comment "x"\n    ip saddr 192.0.2.9 accept',
      });
      expect(read("taken")).toContain(
        '    ip saddr { 192.0.2.40, 192.0.2.41 } accept comment "x"\n    ip6 saddr { 2001:db8::40 } accept comment "x"\n    ip saddr 192.0.2.9 accept\n',
      );
    });

    it.each([
      ["", "the manager would be cut off: neither the stack nor ossec.conf names it"],
      [
        "<client><server><address>siem.example.org</address></server></client>",
        "the manager would be cut off: neither the stack nor ossec.conf names it",
      ],
    ])("refuses without a manager: %s", (inside, why) => {
      conf(inside);
      expect(run("isolate").said).toBe(`refused|${why}\n`);
      expect(read("taken")).toBeUndefined();
    });

    it("refuses where no server of the agent has an address, whatever the stack says", () => {
      conf("<client><server><address>siem.example.org</address></server></client>");
      expect(run("isolate", { MANAGERS: "192.0.2.30" }).said).toBe(
        "refused|the manager would be cut off: no address for siem.example.org\n",
      );
      conf(
        "<client><server><address>siem.example.org</address></server><server><address>192.0.2.10</address></server></client>",
      );
      expect(run("isolate").said).toBe(
        "isolated|until it is released; manager: 192.0.2.10; no address for siem.example.org\n",
      );
    });

    it("refuses where nft does", () => {
      write("refuses", "inet");
      expect(run("isolate").said).toBe("refused|nft did not accept the rules\n");
      expect(read("home/active-response/isolation.nft")).toBeUndefined();
    });

    it("says what this kernel cannot cut off", () => {
      write("refuses", "bridge egress");
      expect(run("isolate").said).toContain(
        "a bridged VM or container is NOT cut off, this kernel has no bridge hook; a macvlan or ipvlan container may still send, this kernel or nft has no egress hook",
      );
      write("refuses", "netdev");
      expect(run("isolate").said).toContain(
        "a macvlan or ipvlan container is NOT cut off, this kernel has no netdev hook",
      );
    });

    it("says that it was isolated before, and that a boot will not know of it", () => {
      write("loaded", "");
      rmSync(at("home/active-response"), { recursive: true });
      expect(run("isolate").said).toBe(
        "isolated|until it is released; manager: 192.0.2.10; was isolated before, renewed; will NOT survive a reboot, home/active-response/isolation.nft cannot be written\n",
      );
      expect(read("run/wazuh-active-response.isolation.nft")).toContain("# total 0\n");
    });
  });

  describe("boot", () => {
    const kept = (head: string): void => {
      write("home/active-response/isolation.nft", `${head}table ipv4 timeout 90s x\n`);
    };

    it("does nothing where nothing was kept, but takes its lines out of /etc/hosts", () => {
      write("hosts", `# x ${MARK}\n192.0.2.1 a ${MARK}\n127.0.0.1 localhost\n`);
      expect(run("boot")).toEqual({ code: 3, said: "" });
      expect(read("hosts")).toBe("127.0.0.1 localhost\n");
      expect(read("taken")).toBeUndefined();
    });

    it.each([
      ["# total 90\n# left 30\n", 30],
      ["# total 90\n# left 100\n", 90],
      ["# total 90\n", 90],
      ["", 90],
    ])("goes on with what is left: %j", (head, left) => {
      kept(head);
      expect(run("boot")).toEqual({ code: 0, said: "" });
      expect((read("taken") ?? "").split("\n=\n")[0]).toBe(`${head}table ipv4 timeout ${left}s x`);
    });

    it("is over where nothing is left", () => {
      kept("# total 90\n# left 0\n");
      expect(run("boot")).toEqual({ code: 3, said: "released|its time is over\n" });
      expect(read("home/active-response/isolation.nft")).toBeUndefined();
      expect((read("taken") ?? "").split("\n=\n").slice(0, 3)).toEqual(
        ["inet", "bridge", "netdev"].map(
          (family) => `add table ${family} ${TABLE}\ndelete table ${family} ${TABLE}`,
        ),
      );
    });

    it("has no end where it has none", () => {
      write("home/active-response/isolation.nft", "# total 0\n# left 0\ntable x\n");
      expect(run("boot")).toEqual({ code: 0, said: "" });
    });

    it("fails where nft does", () => {
      kept("# total 90\n# left 30\n");
      write("refuses", "ipv4");
      expect(run("boot")).toEqual({
        code: 1,
        said: "failed|nft did not accept the rules at boot\n",
      });
    });

    it("pins again, and takes what the disk did not take before what it took", () => {
      kept("# total 0\n# left 0\n# pin 192.0.2.20 siem.example.org\n");
      write("answers/siem.example.org", "192.0.2.20 STREAM\n");
      expect(run("boot")).toEqual({ code: 0, said: "" });
      expect(read("hosts")).toContain(`192.0.2.20 siem.example.org ${MARK}\n`);
      write("run/wazuh-active-response.isolation.nft", "# total 0\nother ipv4 x\n");
      rmSync(at("taken"));
      run("boot");
      expect((read("taken") ?? "").split("\n=\n")[0]).toBe("# total 0\nother ipv4 x");
    });
  });

  describe("tick", () => {
    const FILE = "home/active-response/isolation.nft";
    it("is over once the kernel has let go", () => {
      write("loaded", "");
      write("left", "{}");
      write(FILE, "# total 90\n# left 30\nx\n");
      expect(run("tick")).toEqual({ code: 3, said: "released|its time is over\n" });
    });

    it.each([
      ["# total 90\n# left 30\nx\n", "# total 90\n# left 20\nx\n"],
      ["# until 1\nx timeout 90s\n", "# until 1\n# total 90\n# left 20\nx timeout 90s\n"],
    ])("notes what is left: %j", (before, after) => {
      write("loaded", "");
      write("left", '{"expires": 10},{"expires": 20},{"expires":5}');
      write(FILE, before);
      expect(run("tick")).toEqual({ code: 0, said: "" });
      expect(read(FILE)).toBe(after);
    });

    it("brings back what somebody has flushed, and knows a host that is not isolated", () => {
      expect(run("tick")).toEqual({ code: 3, said: "" });
      write(FILE, "# total 90\n# left 30\nx timeout 90s\n");
      expect(run("tick")).toEqual({ code: 0, said: "" });
      expect((read("taken") ?? "").split("\n=\n")[0]).toBe("# total 90\n# left 30\nx timeout 30s");
    });

    it.each([
      ["eth0", false],
      ["eth0 eth1", true],
    ])("sees to new devices: %s", (devices, told) => {
      write("loaded", "");
      write("left", '{"expires": 20}');
      write(FILE, "# total 90\n# left 30\nx\n");
      write("has", "netdev");
      write("listing", 'type filter hook ingress devices = { "eth0" } priority -450\n x drop\n');
      write(
        "links",
        devices
          .split(" ")
          .map((one, i) => `${i + 2}: ${one}: <UP> link/ether 00:00:00:00:00:0${i}\n`)
          .join(""),
      );
      expect(run("tick").code).toBe(0);
      expect((read("taken") ?? "").includes('"eth1"')).toBe(told);
      expect((read(FILE) ?? "").startsWith("# beside netdev 1\n")).toBe(told);
    });
  });

  it.each([
    ["3: br0: <UP> link/ether x\n", ["br0"]],
    ["3: a@if4: <UP> link/ether x\n", ["a"]],
    ["3: eth0: <UP> master br0 link/ether x\n", []],
    ["3: lo: <UP> link/loopback x\n", []],
    [`3: ${"a".repeat(15)}: <UP> link/ether x\n`, ["a".repeat(15)]],
    [`3: ${"a".repeat(16)}: <UP> link/ether x\n`, []],
  ])("takes the devices that belong to no bridge or bond: %s", (links, devices) => {
    write("links", links);
    run("isolate");
    const list = /hook ingress devices = \{ ([^}]*) \}/.exec(read("taken") ?? "")?.[1];
    expect(list).toBe(devices.length === 0 ? undefined : devices.map((one) => `"${one}"`).join());
  });

  it.each([200, 201])("names 200 devices a chain, of %i", (count) => {
    write(
      "links",
      Array.from({ length: count }, (_, i) => `${i}: e${i}: <UP> link/ether x\n`).join(""),
    );
    run("isolate");
    const chains = (read("taken") ?? "").match(/chain ingress\d+/g);
    expect(chains).toEqual(count > 200 ? ["chain ingress1", "chain ingress2"] : ["chain ingress1"]);
  });

  it("learn notes what names stand for, and does nothing else", () => {
    write("answers/siem.example.org", "192.0.2.20 STREAM\n");
    const env = { MANAGERS: "siem.example.org", ALLOW_OUT: "name daddr gone.example.org" };
    expect(run("learn", env)).toEqual({ code: 0, said: "" });
    expect(read("home/active-response/isolation.names")).toBe("siem.example.org 192.0.2.20\n");
    expect(read("taken")).toBeUndefined();
  });

  it("knows no other verb", () => {
    expect(run("other").code).toBe(64);
  });
});
