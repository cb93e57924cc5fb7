import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import type { Finding } from "../../../../policy/model/finding";
import { printFinding } from "../../../../policy/lint/printFinding";
import { REMOTE, RULESET } from "./wholeFile";

const WIDE = "<global><white_list>95.216.0.0/16</white_list></global>";

function judge(sections: string, today = "2026-11-25"): readonly Finding[] {
  const text = `<ossec_config>\n${sections}\n${REMOTE}${RULESET}</ossec_config>`;
  return lintOssecConf(text, { file: "f", today });
}

/** `severity code line`, and the reason where it is accepted. */
function brief(sections: string, today?: string): string[] {
  return judge(sections, today).map(
    ({ severity, code, line, accepted }) =>
      `${severity} ${code} ${line ?? 0}${accepted ? `: ${accepted.reason} (${accepted.until ?? ""})` : ""}`,
  );
}

describe("an acceptance in a comment", () => {
  it.each([
    ["before the section", `<!-- lint accept whitelist-wide: our own /16 -->\n${WIDE}`, 3],
    ["in the section", WIDE.replace(">", ">\n<!-- lint accept whitelist-wide: our own /16 -->"), 3],
    ["in a value", WIDE.replace("95", "<!-- lint accept whitelist-wide: our own /16 -->95"), 2],
    ["of Wazuh's other form", `<! lint accept whitelist-wide: our own /16 !>\n${WIDE}`, 3],
    ["over two lines", `<!-- lint accept\n  whitelist-wide: our own /16\n-->\n${WIDE}`, 5],
  ])("%s accepts the warning", (_, sections, line) => {
    const only = brief(sections).filter((one) => !one.includes("no-xml"));
    expect(only).toEqual([`warning whitelist-wide ${line}: our own /16 ()`]);
  });

  it.each([" until 2026-11-25", " [until 2026-11-25]", ", until 2026-11-25"])(
    "ends after its day: %s",
    (until) => {
      const sections = `<!-- lint accept whitelist-wide: our own${until} -->\n${WIDE}`;
      expect(brief(sections)).toEqual(["warning whitelist-wide 3: our own (2026-11-25)"]);
      expect(brief(sections, "2026-11-26")).toEqual([
        "warning accept-stale 2",
        "warning whitelist-wide 3",
      ]);
    },
  );

  it("is for its own section alone", () => {
    const other =
      "<!-- lint accept whitelist-wide: other -->\n<global><logall>no</logall></global>";
    expect(brief(`${other}\n${WIDE}`)).toEqual([
      "warning accept-stale 2",
      "warning whitelist-wide 4",
    ]);
    expect(brief(`${WIDE}\n${other}`)).toEqual([
      "warning whitelist-wide 2",
      "warning accept-stale 3",
    ]);
  });

  it("before a root is for all of it", () => {
    const text = `<!-- lint accept whitelist-wide: ours -->\n<ossec_config>${REMOTE}${RULESET}${WIDE}</ossec_config>`;
    expect(lintOssecConf(text, { file: "f" })).toMatchObject([
      { code: "whitelist-wide", accepted: { reason: "ours" } },
    ]);
  });

  it("ends where Wazuh ends the comment", () => {
    const sections = `<!-- lint accept whitelist-wide: a !> b -->\n${WIDE}`;
    expect(brief(sections)).toContain("warning whitelist-wide 3: a ()");
    expect(brief(sections)).toContain("warning stray-text 2");
  });

  it("cannot accept an error, says what it does not find, and needs code and reason", () => {
    const never = "<global><white_list>10.0.0.*</white_list></global>";
    expect(
      judge(`<!-- lint accept whitelist-never: later -->\n${never}`).map(printFinding),
    ).toEqual([
      "f:2:1: whitelist-never is an error here, and errors cannot be accepted; fix what it names, and remove the acceptance [accept-error]",
      expect.stringMatching(/^f:3:9: .* \[whitelist-never\]$/),
    ]);
    expect(judge("<!-- lint accept nothing: x -->").map(printFinding)).toEqual([
      "f:2:1: nothing is not the code of a check; write a code of docs/checks.md, or remove it [accept-stale]",
    ]);
    expect(judge(`<!-- lint accept whitelist-wide -->\n${WIDE}`).map(printFinding)[0]).toBe(
      "f:2:1: <!-- lint accept whitelist-wide... is not a valid acceptance, so nothing is accepted; write <!-- lint accept CODE: reason until YYYY-MM-DD -->; the day may be left out [accept-form]",
    );
    expect(brief(`<!-- lint accept whitelist-wide: x until 2026-02-30 -->\n${WIDE}`)).toContain(
      "error accept-until 2",
    );
  });
});
