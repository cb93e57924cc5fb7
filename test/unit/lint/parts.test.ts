import type { Check } from "../../../policy/lint/check";
import { CHECKS } from "../../../policy/lint/lint";
import type { Part } from "../../../policy/model/part";

const words = (text: string): string[] => text.trim().split(/\s+/);
/** The codes of these checks, each once, sorted. */
const codesOf = (wanted: (check: Check) => boolean): string[] =>
  [...new Set(CHECKS.filter(wanted).flatMap(({ codes }) => Object.keys(codes)))].sort();

// Where something of a part was refused, what these would say of the rest may not be true.
it.each<[Part, string]>([
  [
    "hosts",
    `
      enrolled-blank enrolled-fallback enrolled-lose-stock fallback-shorter log-agent-owners
      log-agent-twice log-agent-unknown log-group-empty log-group-name log-group-twice
      no-fallback placement-empty unknown-agent unknown-label unknown-location
      whitelist-location whitelist-misses-bastion whitelist-misses-fleet
      whitelist-misses-manager whitelist-misses-tailnet whitelist-unknown-address whitelist-wide`,
  ],
  [
    "whitelist",
    `
      whitelist-misses-bastion whitelist-misses-fleet whitelist-misses-manager
      whitelist-misses-tailnet whitelist-unknown-address`,
  ],
  [
    "responses",
    `
      ar-rows brute-force-unseen half-a-brute-force host-list-bounds host-list-names
      host-list-only-hosts host-list-scope host-list-shared host-list-twice
      whitelist-misses-bastion whitelist-misses-fleet whitelist-misses-manager
      whitelist-misses-tailnet whitelist-unknown-address`,
  ],
  [
    "rules",
    `
      audit-needed forgeable-address group-matches-more group-name level-and-groups level-low
      level-range no-trigger process-list-long process-name process-name-long process-twice
      response-loop rule-parent rule-without-parent system-process unknown-group unproven-source
      web-proxy`,
  ],
  [
    "settings",
    `
      ar-rows command-defined-twice enrolled-blank enrolled-fallback enrolled-lose-stock
      fallback-shorter forgeable-address guard-ids ignore-window ignore-window-removed
      login-answered low-confidence no-fallback rule-counts unproven-source web-proxy
      wire-name-collision`,
  ],
  [
    "managerRules",
    `
      forgeable-address unproven-source web-proxy`,
  ],
  ["logGroups", ""],
])("without all of %s, these are not asked", (part, codes) => {
  expect(codesOf(({ needs }) => needs?.includes(part) ?? false)).toEqual(
    codes === "" ? [] : words(codes),
  );
});

it("depends for these on whether the manager was asked for its agents", () => {
  expect(codesOf(({ byEnrolled }) => byEnrolled === true)).toEqual(
    words(`enrolled-blank enrolled-fallback enrolled-lose-stock fallback-shorter no-fallback`),
  );
});

// What stands beside a response changes nothing about these.
it("asks these of a response alone, whatever is refused beside it", () => {
  const alone = CHECKS.flatMap(({ codes }) =>
    Object.entries(codes).flatMap(([code, facts]) => (facts.alone ? [code] : [])),
  );
  expect([...new Set(alone)].sort()).toEqual(
    words(`
      account-name agent-000 custom-file executable extra-args field-name field-never-there
      field-not-read field-of-client field-of-destination field-past-whitelist field-twice
      group-matches-more group-name iptables-backend isolation-allow isolation-interface
      isolation-no-way-in isolation-open isolation-reason level-low level-range location-all
      location-server login-answered low-confidence never-undone no-time-limit nobody-protected
      prints-first process-name process-twice reads-to-end response-loop rule-level-0 rule-no-ar
      rule-twice runner-only runner-unsaid runner-without-script script script-unread
      speaks-keys system-process takes-arguments time-limit tool-name unknown-agent
      unknown-group unknown-label unknown-location unknown-rule windows-address windows-fallback
      windows-local`),
  );
});
