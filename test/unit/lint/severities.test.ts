import { CODES } from "../../../policy/lint/lint";
import { codesOf } from "./codesOf";

// Whoever accepts a finding, or stops at one, relies on how bad it is.
it.each([
  [
    "error",
    `
      accept-error accept-until account-name agent-000 ar-rows comm-too-long
      command-defined-twice custom-file executable-twice extra-args field-name
      field-never-there field-not-read field-of-client field-static group-name guard-ids
      host-address host-address-twice host-list-scope host-name-twice isolation-allow
      isolation-interface isolation-reason isolation-twice level-range log-agent-twice
      log-agent-unknown log-group-empty log-group-name log-group-twice no-trigger pattern
      process-list-long process-name reads-to-end response-loop rule-counting rule-id-range
      rule-id-stock rule-id-twice rule-level-0 rule-no-ar rule-number rule-parent
      runner-without-script sent-twice speaks-keys steps-of-stock system-process tool-name
      unknown-agent unknown-label unknown-location unknown-rule unreadable-text version
      version-5 version-audit-exe version-new version-old version-rule whitelist-expired whitelist-expiry
      whitelist-misses-bastion whitelist-misses-manager whitelist-text windows-local
      wire-name-collision`,
  ],
  [
    "error warning",
    `
      executable forgeable-address host-list-bounds isolation-open script time-limit
      unproven-source whitelist-name`,
  ],
  [
    "note",
    `
      audit-needed breaker-before-storm breaker-shields brute-force-unseen fallback-shorter
      field-past-whitelist findings-missing host-list-names host-list-only-hosts
      ignore-window-removed kill-lists-joined level-and-groups location-server
      network-of-strangers networks-joined process-name-long rule-counts script-unread
      user-name-refused version-no-reload whitelist-covered whitelist-location whitelist-unknown-address`,
  ],
  [
    "note warning",
    `
      field-perhaps-there location-all no-fallback whitelist-misses-tailnet`,
  ],
  [
    "warning",
    `
      accept-stale enrolled-blank enrolled-fallback enrolled-lose-stock field-of-destination
      field-twice group-matches-more half-a-brute-force host-list-shared host-list-twice
      ignore-window iptables-backend isolation-no-way-in isolation-tailnet level-low
      location-all-placed log-agent-owners login-answered low-confidence never-undone
      no-time-limit nobody-protected placement-empty prints-first process-twice rule-twice
      rule-without-condition rule-without-parent runner-only runner-unsaid takes-arguments
      timeout-0 timeout-by-rule two-responses-one-rule unknown-group version-5-agent
      version-group web-proxy whitelist-address whitelist-duplicate whitelist-expires-soon
      whitelist-misses-fleet whitelist-wide windows-address windows-fallback windows-stock`,
  ],
])("codes of lint: %s", (severities, codes) => {
  expect(codesOf(CODES, severities)).toEqual(codes.trim().split(/\s+/));
});
