import { lint } from "../../../policy/lint/lint";
import { hostsOf } from "../../../policy/model/fleet";
import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { stockRules } from "../../../policy/wazuh/stock/stockRules";
import { processorSlowness } from "../../slowness";

const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.9.0.1" },
  workers: [],
  agents: Array.from({ length: 1000 }, (_, i) => ({
    name: `agent${i}`,
    role: "agent" as const,
    address: `10.${i >> 8}.${i & 255}.7`,
    labels: { group: String(i % 7) },
  })),
});
const ids = [...stockRules().values()]
  .filter(({ level, noAr }) => level >= 5 && !noAr)
  .map(({ id }) => id);
const policy = policyOf({
  whitelist: Array.from({ length: 300 }, (_, i) => ({
    address: `172.16.${i >> 8}.${i & 255}`,
    name: `entry${i}`,
    reason: "a service",
  })),
  rules: [],
  responses: Array.from({ length: 60 }, (_, i) => ({
    kind: "custom" as const,
    command: `page${i}x`,
    executable: `page${i}.sh`,
    script: "#!/bin/sh\nread -r line\n",
    rules: ids.slice(i * 20, i * 20 + 20),
    on: { labels: { group: String(i % 7) } },
  })),
});

test("1,000 agents, 60 responses, 300 entries: lint and render take less than a second of the processor", () => {
  const before = process.cpuUsage();
  const findings = lint(policy, fleet, { today: "2026-11-25" });
  const bundles = bundlesOf(policy, fleet, hostsOf(fleet));
  const { user, system } = process.cpuUsage(before);
  expect([bundles.length, findings.length > 60]).toEqual([1001, true]);
  expect((user + system) / 1e6).toBeLessThan(processorSlowness());
});

test("to know 1,500 enrolled agents costs lint less than a second more", () => {
  const enrolled = Array.from({ length: 1500 }, (_, i) => ({
    id: String(i + 1),
    name: `agent${i}`,
  }));
  const before = process.cpuUsage();
  const findings = lint(policy, fleet, { today: "2026-11-25", enrolled });
  const { user, system } = process.cpuUsage(before);
  expect(findings.filter(({ code }) => code === "enrolled-blank")).toHaveLength(60);
  expect((user + system) / 1e6).toBeLessThan(processorSlowness());
});
