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

it.each([
  [[undefined], 0],
  [[0], 0],
  [[5], 5],
  [[1], 1],
  [[0, 7], 7],
  [[9, 7, undefined], 7],
])("of breakers %j the smallest counts, 0 being none: %i", (breakers, expected) => {
  const responses = breakers.map((breaker, i) => ({
    ...{ rules: [5763 + i], timeout: 60 },
    ...(breaker !== undefined && { breaker }),
  }));
  expect(limits(...responses).breaker).toBe(expected);
});

it.each([
  [[4], 4],
  [[], 3],
  [[2, 4], 4],
])("of numbers of addresses in a network %j the largest counts: %i", (numbers, expected) => {
  const responses = [{}, ...numbers.map((after) => ({ network: { ipv4: "/24", after } }))].map(
    (more, i) => ({ rules: [5763 + i], timeout: 60, ...more }),
  );
  expect(limits(...responses).network.after).toBe(expected);
});

it("gives times in the order of the rules' ids, whatever the order in the stack", () => {
  const { times } = limits(
    { rules: [31_151, 5763], timeout: 60 },
    { rules: [5712], timeout: 120 },
    { rules: [5720], timeout: 3600 },
  );
  expect([...times.keys()]).toEqual([5712, 5763, 31_151]);
});

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
