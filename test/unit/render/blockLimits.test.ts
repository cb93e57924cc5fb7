import { policyOf } from "../../../policy/model/parsePolicy";
import type { BlockIp } from "../../../policy/model/response";
import { blockLimits } from "../../../policy/render/responses/blockLimits";

const limits = (...keys: readonly object[]): ReturnType<typeof blockLimits> =>
  blockLimits(
    policyOf({
      whitelist: [],
      rules: [],
      responses: keys.map((one) => ({ kind: "block-ip", ...one }) as never),
    }).responses as readonly BlockIp[],
  );

it("counts nothing where no response escalates, and blocks IPv6 networks by default", () => {
  expect(limits({ rules: [5763], timeout: "1h" })).toEqual({
    times: new Map(),
    timesElse: [3600],
    storm: 60,
    breaker: 0,
    forget: undefined,
    network: { ipv6: "/64", ipv4: "none", after: 3, within: 600 },
  });
});

it("takes the longest of each step, by rule, and remembers for the longest time", () => {
  expect(
    limits(
      { rules: [5763, 5712], escalate: ["10m", "1h"], forget: "1d" },
      { rules: [5712, 5720], escalate: ["5m", "2h", "1d"], forget: "3d" },
      { rules: [31_151], timeout: "20m" },
    ),
  ).toMatchObject({
    times: new Map([
      [5712, [600, 7200, 86_400]],
      [5720, [300, 7200, 86_400]],
      [5763, [600, 3600]],
      [31_151, [1200]],
    ]),
    timesElse: [1200, 7200, 86_400],
    forget: 259_200,
  });
  expect(limits({ rules: [5763], escalate: ["10m", "1h"] }).forget).toBe(604_800);
});

it.each([
  ["1h", 3600],
  ["10m", 600],
  ["30s", 30],
])(
  "counts addresses of a network within %s, also where that is more than the default",
  (within, seconds) => {
    const network = { ipv4: "/24", within };
    expect(limits({ rules: [5763], timeout: 60, network }).network.within).toBe(seconds);
  },
);

it("takes the most careful of what several say of networks", () => {
  expect(
    limits(
      { rules: [5763], timeout: 60, network: { ipv4: "/24", after: 4, within: "5m" } },
      { rules: [5712], timeout: 60, network: { after: 6, within: "1h" } },
      { rules: [5720], timeout: 60 },
    ).network,
  ).toEqual({ ipv6: "/64", ipv4: "/24", after: 6, within: 300 });
  expect(
    limits(
      { rules: [5763], timeout: 60, network: { ipv4: "/24" } },
      { rules: [5712], timeout: 60, network: { ipv4: "none", ipv6: "none" } },
    ).network,
  ).toMatchObject({ ipv6: "none", ipv4: "none" });
});
