import { policyOf } from "../../../policy/model/parsePolicy";
import { INTERPRETERS } from "../../interpreters";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const TABLE = "inet wazuh_active_response";
const FOUND = "active-response/host-whitelist.names";
const POLICY = policyOf({
  whitelist: [],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 600 },
    { kind: "block-ip", rules: [5712], timeout: 600, command: "drop-others" },
  ],
  hostWhitelist: [
    { address: "198.51.100.0/24", name: "tests", responses: ["drop-others"] },
    { address: "203.0.113.7", name: "partner", except: ["drop-others"] },
    { address: "2001:db8:7::/48", name: "office" },
    { address: "monitor.example.org", name: "monitor", maxAge: 3600, maxAddresses: 2 },
  ],
});

describe.each(INTERPRETERS)("the hosts' own white list with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(POLICY), awk);
    host.sh("nft -f active-response/guarded-block-ip.nft; : >etc/ossec.conf");
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(`nft "flush set ${TABLE} blocked4; flush set ${TABLE} blocked6"`);
    host.log();
  });
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const { active_response: own, command } = JSON.parse(line.slice(line.indexOf("{"))) as {
        active_response?: Record<string, string>;
        command?: string;
      };
      return command === undefined
        ? [`${own?.["decision"]} ${own?.["subject"]}: ${own?.["why"]}`]
        : [];
    });
  const said = async (srcip: string, rule: string): Promise<string> => {
    await play(host, shell, "guarded-block-ip", message("add", { srcip }, rule), "continue");
    return decisions().join();
  };
  const names = (mode: string) => host.run([...shell, `active-response/guarded-names`, mode], "");
  const resolveTo = (...addresses: readonly string[]): void => {
    host.sh(
      `printf '${addresses.map((one) => `${one} monitor.example.org\\n`).join("")}' >/etc/hosts`,
    );
    expect(names("resolve").status).toBe(0);
  };

  it("spares an address for one response, or for all but one", async () => {
    expect([
      await said("198.51.100.9", "5763"),
      await said("198.51.100.9", "5712"),
      await said("203.0.113.7", "5763"),
      await said("203.0.113.7", "5712"),
    ]).toEqual([
      "blocked 198.51.100.9: for 600s, wazuh-execd: continue",
      "white-listed 198.51.100.9: tests",
      "white-listed 203.0.113.7: partner",
      "blocked 203.0.113.7: for 600s, wazuh-execd: continue",
    ]);
  });

  it("spares a network of IPv6", async () => {
    expect([await said("2001:db8:7:1::5", "5763"), await said("2001:db8:8::5", "5763")]).toEqual([
      "white-listed 2001:db8:7:1::5: office",
      "blocked 2001:db8:8::5: for 600s, wazuh-execd: continue",
    ]);
  });

  it("spares what a name stands for, and keeps the last good answer through nonsense", async () => {
    resolveTo("203.0.113.20");
    expect(await said("203.0.113.20", "5763")).toBe("white-listed 203.0.113.20: monitor");
    for (const [addresses, why] of [
      [[], "has no answer within 5 s"],
      [["0.0.0.0"], "was answered with 0.0.0.0 (no address)"],
      [["203.0.113.99", "127.0.0.1"], "was answered with 127.0.0.1 (loopback)"],
      [
        ["203.0.113.1", "203.0.113.2", "203.0.113.3"],
        "stands for 3 addresses, more than the 2 that are allowed",
      ],
    ] as const) {
      resolveTo(...addresses);
      expect(decisions()).toEqual([
        expect.stringMatching(
          new RegExp(
            `^failed monitor.example.org: ${why.replace(/[()]/g, ".")}. its last answer holds for 3[56]\\d\\ds more$`,
          ),
        ),
      ]);
      expect(await said("203.0.113.20", "5763")).toBe("white-listed 203.0.113.20: monitor");
      expect(await said("203.0.113.1", "5763")).toBe(
        "blocked 203.0.113.1: for 600s, wazuh-execd: continue",
      );
      host.sh(`nft "flush set ${TABLE} blocked4"`);
    }
    expect(names("check")).toMatchObject({ status: 2 });
    resolveTo("203.0.113.21");
    expect(await said("203.0.113.21", "5763")).toBe("white-listed 203.0.113.21: monitor");
    expect(await said("203.0.113.20", "5763")).toMatch(/^blocked/);
    expect(names("check")).toMatchObject({ status: 0, stdout: "" });
    expect(host.sh(`stat -c '%U %a' ${FOUND}`)).toBe("root 640\n");
  });

  it("lets no answer outlive its time, nor one that is cut", async () => {
    resolveTo("203.0.113.20");
    const whole = host.sh(`cat ${FOUND}`);
    host.sh(`sed -i '1s/^[0-9]*/0/; s/ 3600 / 1 /' ${FOUND}`);
    expect(await said("203.0.113.20", "5763")).toMatch(/^blocked/);
    host.put(`/var/ossec/${FOUND}`, whole.replace("end\n", ""), "0640");
    host.sh(`nft "flush set ${TABLE} blocked4"`);
    expect(await said("203.0.113.20", "5763")).toMatch(/^blocked/);
    expect(names("check").stdout).toBe(
      `names\t/var/ossec/${FOUND} is cut: no name of the white list stands for anything\n`,
    );
    // Of another boot: its time begins with this one.
    host.put(
      `/var/ossec/${FOUND}`,
      whole.replace(/^(\d+) .*/, "$1 another-boot").replace(" 3600 ", " 99999999 "),
      "0640",
    );
    expect(await said("203.0.113.20", "5763")).toBe("white-listed 203.0.113.20: monitor");
  });

  it("leaves with the stack", () => {
    resolveTo("203.0.113.20");
    expect(names("stopped").status).toBe(0);
    expect(host.sh(`ls ${FOUND} 2>&1 || :`)).toMatch(/No such file/);
    expect(names("nothing").status).toBe(64);
  });
});

/** Two addresses of a network block it, where it holds nobody of the list. */
const WIDE = policyOf({
  whitelist: [],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 600, network: { after: 2, ipv4: "/24" } },
    { kind: "block-ip", rules: [5712], timeout: 600, command: "drop-others" },
  ],
  hostWhitelist: [
    { address: "198.51.100.77", name: "tests", responses: ["drop-others"] },
    { address: "2001:db8:7:1:ffff::/80", name: "office", except: ["drop-others"] },
    { address: "monitor.example.org", name: "monitor" },
  ],
});

describe.each(INTERPRETERS)("whole networks and the hosts' own list, with %s", (_n, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(WIDE), awk);
    host.sh("nft -f active-response/guarded-block-ip.nft; : >etc/ossec.conf");
    host.sh("echo 203.0.113.20 monitor.example.org >/etc/hosts");
  });
  afterAll(() => {
    host.down();
  });

  it("leaves a network alone that holds an entry for the response, or what a name stands for", async () => {
    expect(host.run([...shell, "active-response/guarded-names", "resolve"], "").status).toBe(0);
    for (const [rule, ...addresses] of [
      ["5712", "198.51.100.1", "198.51.100.2"],
      ["5763", "198.51.100.3"],
      ["5763", "2001:db8:7:1::1", "2001:db8:7:1::2"],
      ["5712", "2001:db8:7:1::3"],
      ["5763", "203.0.113.1", "203.0.113.2"],
    ] as const)
      for (const srcip of addresses)
        await play(host, shell, "guarded-block-ip", message("add", { srcip }, rule), "continue");
    const decisions = host.log().flatMap((line) => {
      const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`.replace(", wazuh-execd: continue", "")] : [];
    });
    expect(decisions.filter((one) => one.includes("/"))).toEqual([
      "refused 198.51.100.0/24: holds 198.51.100.77: white list: tests; only 198.51.100.2 is blocked",
      "blocked 198.51.100.0/24: for 600s, 3 of its addresses within 600s",
      "refused 2001:db8:7:1::/64: holds 2001:db8:7:1:ffff::/80: white list: office; only 2001:db8:7:1::2 is blocked",
      "blocked 2001:db8:7:1::/64: for 600s, 3 of its addresses within 600s",
      "refused 203.0.113.0/24: holds 203.0.113.20: white list: monitor; only 203.0.113.2 is blocked",
    ]);
    expect(decisions).toHaveLength(13);
  });
});
