import { lint } from "../../../policy/lint/lint";
import { printFinding } from "../../../policy/lint/printFinding";
import { standing } from "../../../policy/lint/accepted";
import { parseStack } from "../../../config/parseStack";
import { allFindings } from "../../../config/allFindings";
import type { Acceptance } from "../../../policy/model/acceptance";
import { FLEET, LIST, policyOf, TODAY } from "./subject";

const WIDE = { address: "95.216.0.0/16", name: "provider", source: "whitelist.common[3]" };

/** `severity code path` of the warnings and errors that stand, and of the accepted ones in brackets. */
function judge(accept: readonly Acceptance[], today = TODAY, fleet = FLEET): string[] {
  return lint(policyOf({ whitelist: [...LIST, WIDE] }), fleet, { today, accept })
    .filter(({ severity, accepted }) => severity !== "note" || accepted)
    .map(({ severity, code, path, accepted }) =>
      accepted
        ? `(${severity} ${code} ${path}: ${accepted.reason})`
        : `${severity} ${code} ${path}`,
    );
}

const FOUND = "warning whitelist-wide whitelist.common[3].address";

describe("an acceptance in the stack file", () => {
  it.each([
    undefined,
    "whitelist",
    "whitelist.common",
    "whitelist.common[3]",
    "whitelist.common[3].address",
  ])("with path %s accepts the warning", (path) => {
    const accept = [{ code: "whitelist-wide", path, reason: "ours" }];
    expect(judge(accept)).toEqual([`(${FOUND}: ours)`]);
  });

  it.each(["whitelist.common[2]", "whitelist.comm", "whitelist.common[", "responses"])(
    "with path %s accepts nothing, and is stale",
    (path) => {
      expect(judge([{ code: "whitelist-wide", path, reason: "ours" }])).toEqual([
        FOUND,
        "warning accept-stale lint.accept[0]",
      ]);
    },
  );

  it("accepts a note too", () => {
    expect(
      judge([{ code: "rule-counts", path: "responses[0].rules[1]", reason: "known" }]),
    ).toEqual([FOUND, "(note rule-counts responses[0].rules[1]: known)"]);
  });

  it("holds up to its day, and is stale after it", () => {
    const accept = [{ code: "whitelist-wide", reason: "until the move", until: "2026-11-30" }];
    expect(judge(accept, "2026-11-30")).toEqual([`(${FOUND}: until the move)`]);
    expect(judge(accept, "2026-12-01")).toEqual([FOUND, "warning accept-stale lint.accept[0]"]);
  });

  it("cannot accept an error", () => {
    const found = lint(policyOf({ responses: [] }), FLEET, {
      today: TODAY,
      accept: [
        { code: "unknown-rule", reason: "later" },
        { code: "isolation-open", reason: "gone" },
        { code: "no-such-code", reason: "x" },
        { code: "whitelist-wide", reason: "x", until: "2026-02-30" },
      ],
    });
    expect(
      standing(found)
        .filter(({ severity }) => severity !== "note")
        .map(printFinding),
    ).toEqual([
      "lint.accept[0]: unknown-rule is an error here, and errors cannot be accepted; fix what it names, and remove the acceptance [accept-error]",
      "lint.accept[3]: 2026-02-30 is not a valid date; write YYYY-MM-DD [accept-until]",
      "lint.accept[1]: isolation-open is no longer found here, so nothing is accepted; remove the acceptance, or write the path at which it is found [accept-stale]",
      "lint.accept[2]: no-such-code is not the code of a check; write a code of docs/checks.md, or remove it [accept-stale]",
    ]);
  });

  it("is not stale where only a part of the fleet is here, or the manager was not asked", () => {
    const gone = [{ code: "isolation-open", reason: "another stack" }];
    expect(judge(gone, TODAY, { ...FLEET, partial: true })).toEqual([FOUND]);
    expect(judge([{ code: "enrolled-blank", reason: "a printer" }])).toEqual([FOUND]);
  });

  it("holds in what is left of a stack of which something is refused, by the path of the file", () => {
    const parsed = parseStack({
      ssh: { user: "root", privateKeyFile: "key" },
      manager: { name: "wazuh", host: "10.0.0.1", hostKey: "FILL-IN" },
      agents: [],
      whitelist: { common: [{ address: "10.0.0.0/8", name: "private" }] },
      responses: [
        { kind: "block-ip", rules: [5763], timeout: "soon" },
        { kind: "block-ip", rules: [5763, 5712, 5720, 5551, 5763], timeout: "1h" },
      ],
      lint: {
        accept: [
          { code: "rule-twice", path: "responses[1]", reason: "known" },
          { code: "isolation-open", reason: "not seen" },
        ],
      },
    });
    const found = parsed.ok ? [] : allFindings(parsed, { today: TODAY });
    expect(found.filter(({ code }) => /rule-twice|accept/.test(code))).toMatchObject([
      { code: "rule-twice", path: "responses[1].rules[4]", accepted: { reason: "known" } },
    ]);
  });

  it("of a wrong shape is refused like any other key", () => {
    const parsed = parseStack({
      ssh: { user: "root", privateKeyFile: "key" },
      manager: { name: "wazuh", host: "10.0.0.1", hostKey: "FILL-IN" },
      agents: [],
      whitelist: { common: [] },
      responses: [],
      lint: { accept: [{ code: "rule-twice" }] },
    });
    expect(parsed.ok ? [] : parsed.findings.map(({ path }) => path)).toEqual([
      "lint.accept[0].reason",
    ]);
  });
});
