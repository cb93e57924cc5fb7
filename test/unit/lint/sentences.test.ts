import type { WrittenResponse } from "../../../policy/model/written";
import { stockRule } from "../../../policy/wazuh/stock/stockRules";
import { BLOCK, findingsOf, FLEET } from "./subject";

const reason = (code: string, part: Parameters<typeof findingsOf>[0]): string =>
  findingsOf(part, { notes: true }).find((one) => one.code === code)?.reason ?? "";

// What a sentence counts or names only in one of two cases.
it.each<[number | string | undefined, string]>([
  [undefined, "says check_keys for it and ends"],
  [0, "says check_keys for it and ends"],
  [1, "says check_keys for it with srcip as the key and ends"],
])("a script under our runner with timeout %s: it %s", (timeout, words) => {
  const response = {
    ...{ kind: "custom", rules: [5763], command: "page", executable: "page-operator" },
    ...{ script: "#!/bin/sh\nL=$(cat)\n", ...(timeout !== undefined && { timeout }) },
  } as WrittenResponse;
  expect(reason("runner-unsaid", { responses: [response] })).toContain(words);
});

it.each([
  [1, "is on the hosts' own lists alone"],
  [2, "are on the hosts' own lists alone"],
])("%i entries of the hosts' own list %s", (count, words) => {
  const hostWhitelist = Array.from({ length: count }, (_, i) => ({
    ...{ name: `monitor-${i}`, address: `192.0.2.${i + 1}`, responses: ["firewall-drop"] },
  }));
  expect(reason("host-list-only-hosts", { hostWhitelist, responses: [BLOCK] })).toMatch(
    new RegExp(`^${words}`),
  );
});

// Rules of level 0 come first, and never fire.
it("the example of a Windows rule that a group selects is one that fires", () => {
  const response: WrittenResponse = {
    ...{ ...BLOCK, rules: [], groups: ["windows"], backend: "iptables", location: "all" },
  };
  const [, id] =
    /for example (\d+)/.exec(reason("windows-address", { responses: [response] })) ?? [];
  expect(stockRule(Number(id))?.level).toBeGreaterThan(0);
});

it.each([
  [[], "remove it; no agent has a location"],
  [["hel1"], "write one of hel1"],
  [["a", "b", "c", "d", "e"], "write one of a, b, c, d, e"],
  [["a", "b", "c", "d", "e", "f"], "write one of a, b, c, d, e, ..."],
])("a location of nobody, where agents are in %j: %s", (locations, instead) => {
  const agents = locations.map((location, i) => ({
    ...({ name: `agent-${i}`, role: "agent", address: `10.0.2.${i + 1}` } as const),
    location,
  }));
  const place = { responses: [{ ...BLOCK, on: { locations: ["nowhere"] } }] };
  const found = findingsOf(place, { fleet: { ...FLEET, agents } });
  expect(found.find(({ code }) => code === "unknown-location")?.instead).toBe(instead);
});
