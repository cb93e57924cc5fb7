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
      [[], "has no answer"],
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
