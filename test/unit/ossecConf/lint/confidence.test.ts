import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

function said(executable: string, trigger: string): string[] {
  const block = `<command><name>r</name><executable>${executable}</executable><timeout_allowed>yes</timeout_allowed></command><active-response><command>r</command><location>local</location>${trigger}<timeout>60</timeout></active-response>`;
  return lintOssecConf(`<ossec_config>${REMOTE}${block}${RULESET}</ossec_config>`, { file: "f" })
    .filter(({ code }) => code === "low-confidence" || code === "login-answered")
    .map(({ severity, code, reason }) => `${severity} ${code}: ${reason}`);
}

test("a login that succeeded, and one wrong password, are no reason to lock an account", () => {
  expect(said("disable-account", "<rules_id>5501,5715</rules_id>")).toEqual([
    "warning login-answered: runs disable-account at rules 5501, 5715, which fire at a login that succeeded: every user who logs in is locked out",
  ]);
  expect(said("disable-account", "<rules_id>5760,5503</rules_id>")).toEqual([
    "warning low-confidence: runs disable-account at rules 5760, 5503, which fire at a single event of level 5: one wrong password can be enough, so that anybody locks anybody out",
  ]);
});

test("nor to block an address; groups and levels are judged as rules are", () => {
  expect(said("firewall-drop", "<rules_id>5710</rules_id>")).toEqual([
    "warning low-confidence: runs firewall-drop at rule 5710, which fires at a single event of level 5: one mistyped password or one odd request can be enough to be blocked",
  ]);
  expect(said("firewall-drop", "<rules_group>authentication_success</rules_group>")).toEqual([
    expect.stringMatching(
      /^warning login-answered: runs firewall-drop at rules \d+, \d+, \d+, \d+, \d+ and \d+ more, which fire at a login that succeeded: every address from which somebody logs in is blocked$/,
    ),
  ]);
  expect(said("firewall-drop", "<level>7</level>")).toEqual([
    expect.stringMatching(/^warning low-confidence: .* which fire at a single event of level 7: /),
  ]);
});

test("what counts events, or is of a higher level, is", () => {
  expect(said("disable-account", "<rules_id>5763,5551,40101</rules_id>")).toEqual([]);
  expect(said("firewall-drop", "<level>8</level>")).toEqual([]);
  expect(said("restart-wazuh", "<rules_id>5715</rules_id>")).toEqual([]);
});
