import { ActiveResponsePolicy } from "../../../components/activeResponsePolicy";
import { GraylogAlerts } from "../../../components/graylogAlerts";
import type { WrittenFleet, WrittenPolicy } from "../../../policy/model/written";
import { logged } from "./logged";
import { record, settled } from "./recorded";

const fleet = {
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [{ name: "hel-1", role: "agent", address: "10.0.0.11" }],
} as const;

const component = (policy: WrittenPolicy, hosts: WrittenFleet = fleet): ActiveResponsePolicy =>
  new ActiveResponsePolicy("policy", { policy, fleet: hosts, today: "2026-01-01" });

function refusalOf(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error;
  }
}

describe("a policy in a program of one's own", () => {
  beforeEach(() => record());

  it("takes times and ids as people write them", async () => {
    const { policy } = component({
      whitelist: [],
      responses: [{ kind: "block-ip", rules: [5763, 5712], timeout: "1h" }],
      rules: [],
    });
    const given = await new Promise<unknown>((done) =>
      policy.apply(({ responses }) => {
        done(responses);
      }),
    );
    expect(given).toEqual([{ kind: "block-ip", rules: [5763, 5712], timeout: 3600 }]);
    await settled();
  });

  it("is not warned of what it accepts", async () => {
    const said = logged();
    const policy: WrittenPolicy = {
      whitelist: [],
      responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
      rules: [],
    };
    component(policy);
    await settled();
    expect(said.filter((line) => line.includes("[half-a-brute-force]"))).toHaveLength(1);
    said.length = 0;
    const accept = [{ code: "half-a-brute-force", reason: "5712 is fail2ban's" }];
    new ActiveResponsePolicy("accepting", { policy, fleet, today: "2026-01-01", accept });
    await settled();
    expect(said.filter((line) => line.includes("half-a-brute-force"))).toEqual([]);
    expect(said).toContain("info: 1 finding accepted");
  });

  it("is refused with all that cannot stand in it, before anything is declared", () => {
    const wrong = (): unknown =>
      component(
        {
          whitelist: [{ address: "10.0.0.0/33", name: "private" }],
          responses: [{ kind: "block-ip", rules: [5763, 0], timeout: "an hour" }],
          rules: [],
        },
        { ...fleet, workers: [{ name: "w", role: "worker", address: "10.0.0.3" }] },
      );
    expect(refusalOf(wrong)).toMatchObject({
      message: expect.stringMatching(/^the policy has 4 error\(s\):\n/) as unknown,
      errors: [
        {
          propertyPath: "whitelist[0].address",
          reason:
            "is not a valid IPv4 network; wazuh-analysisd does not start with it; write a prefix of 1 to 32",
        },
        {
          propertyPath: "responses[0].rules[1]",
          reason:
            "is not a valid rule id: ids have one to six digits; write a whole number of 1 to 999999",
        },
        {
          propertyPath: "responses[0].timeout",
          reason:
            "is not a valid duration; Wazuh itself would read the leading digits as seconds; " +
            "write seconds (3600) or one number with s, m, h or d (90m, 1h)",
        },
        {
          propertyPath: "workers[0].name",
          reason:
            "is not a valid host name in Wazuh; write the name that the host has in Wazuh: 2 to 128 letters, digits, _ . -, a letter or digit first",
        },
      ],
    });
  });
});

describe("what Graylog is to watch, in a program of one's own", () => {
  it("is refused with all that cannot stand in it", async () => {
    await record();
    const wrong = (): unknown =>
      new GraylogAlerts("alerts", {
        url: "https://graylog.example",
        owner: "test",
        token: "x",
        manager: "wazuh",
        connection: { host: "10.0.0.2", hostKey: "ssh-ed25519 AAAA" },
        manyBlocks: { count: 3, within: "soon" },
        ownRules: [0],
      });
    expect(refusalOf(wrong)).toMatchObject({
      message: expect.stringMatching(/^what Graylog is to watch has 2 error\(s\):/) as unknown,
      errors: [
        expect.objectContaining({ propertyPath: "manyBlocks.within" }),
        expect.objectContaining({ propertyPath: "ownRules[0]" }),
      ],
    });
  });
});
