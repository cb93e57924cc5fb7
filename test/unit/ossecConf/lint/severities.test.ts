import { FILE_CODES } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { codesOf } from "../../lint/codesOf";

const ALL = FILE_CODES.flatMap((codes) => Object.entries(codes));

// Whoever accepts a finding, or stops at one, relies on how bad it is.
it.each([
  [
    "error",
    `
      accept-error accept-until agent-client agentless-frequency agentless-type
      block-incomplete command-name credentials-missing decoder-left-out given-twice incomplete
      label-reserved last-disabled level location loop mail-source no-remote no-trigger no-utf8
      no-xml pattern raw-less-than refused-value remote-connection rules-group rules-refused
      ruleset-replaced timeout timeout-not-allowed too-many-rows unknown-command unknown-root
      unknown-section unreadable whitelist-everything whitelist-mask whitelist-negation
      whitelist-never whitelist-refused wire-name wodle-name`,
  ],
  [
    "error note warning",
    `
      alert-taken repeated-offenders`,
  ],
  [
    "error warning",
    `
      agent-id cluster command-incomplete empty-section executable-path field-never-there
      first-disabled localfile-incomplete rules-id silent-rule unknown-element`,
  ],
  [
    "note",
    `
      credentials-needed ignore-window`,
  ],
  [
    "note warning",
    `
      deprecated`,
  ],
  [
    "warning",
    `
      accept-form accept-stale agent-binding agent-conf-ignored agent-disabled ca-store
      command-hidden comment-open entity executable-unknown extra-args forgeable-address
      include-missing list-missing list-undeclared login-answered low-confidence remote-senders
      rule-left-out rule-misread rule-passed-over rules-or-level sent-twice stock-rules-off
      stray-text unknown-group unknown-module unknown-rule unproven-source update-check
      whitelist-beginning whitelist-spelling whitelist-substring whitelist-wide windows-address
      wrong-value`,
  ],
])("codes of lint of files: %s", (severities, codes) => {
  expect(codesOf(ALL, severities)).toEqual(codes.trim().split(/\s+/));
});
