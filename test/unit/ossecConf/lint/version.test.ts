import { parseVersion, type WazuhVersion } from "../../../../policy/wazuh/versions/wazuhVersion";
import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { found } from "./found";
import { recordedVersions } from "../../../real/records";
import { REMOTE, RULESET } from "./wholeFile";

const of = (text: string): { version?: WazuhVersion } => {
  const version = parseVersion(text);
  return version ? { version } : {};
};
const GRAPH =
  "<client_id>a</client_id><tenant_id>b</tenant_id><secret_value>c</secret_value><api_type>global</api_type>";
const RESOURCE = "<resource><name>security</name><relationship>alerts_v2</relationship></resource>";

describe("an ossec.conf of an earlier version", () => {
  it.each<[string, string, string, string]>([
    [
      "anti_tampering",
      "<anti_tampering><package_uninstallation>yes</package_uninstallation></anti_tampering>",
      "4.10.0",
      "error unknown-section",
    ],
    [
      "whodata provider",
      "<syscheck><whodata><provider>audit</provider></whodata></syscheck>",
      "4.12.0",
      "warning unknown-element",
    ],
    [
      "registry_limit",
      "<syscheck><registry_limit><enabled>no</enabled></registry_limit></syscheck>",
      "4.14.1",
      "warning unknown-element",
    ],
    [
      "ms-graph page_size",
      `<ms-graph><api_auth>${GRAPH}</api_auth>${RESOURCE}<page_size>50</page_size></ms-graph>`,
      "4.12.0",
      "error unknown-element",
    ],
    [
      "syscollector users",
      '<wodle name="syscollector"><users>yes</users></wodle>',
      "4.14.0",
      "error unknown-element",
    ],
  ])("%s", (_what, sections, since, expected) => {
    const [major = "4", minor = "0", patch = "0"] = since.split(".");
    const before = patch === "0" ? `${major}.${Number(minor) - 1}.9` : `${major}.${minor}.0`;
    const list = RULESET.replace(/<list>etc\/lists\/malicious-ioc\/[^<]*<\/list>/g, "");
    const only = (version: string): string[] => found(sections + list, of(version));
    expect(
      [only(before), only(since)].map((all) => all.filter((one) => !/list-/.test(one))),
    ).toEqual([[expected], []]);
    expect(found(sections)).toEqual([]);
  });

  // Ten daemons of each version, built from its tag, were run with -t.
  it.each(recordedVersions())("$what: $version does as lint says", (row) => {
    const list = RULESET.replace(/<list>etc\/lists\/malicious-ioc\/[^<]*<\/list>/g, "");
    const errors = found(row.section + list, of(row.version)).filter((one) =>
      one.startsWith("error"),
    );
    expect(errors.length > 0).toBe(row.refusedBy !== "-");
  });

  it("is refused by the daemon that reads the section alone, a section that none has by all", () => {
    const by = (what: string, version: string): string | undefined =>
      recordedVersions().find((row) => row.what === what && row.version === version)?.refusedBy;
    expect(by("syscollector users", "4.13.1")).toBe("modulesd");
    expect(by("anti_tampering", "4.9.2")).toBe(by("a section that none has", "4.14.7"));
  });

  it("says which version knows it", () => {
    const text = `<ossec_config>${REMOTE}<syscheck><whodata><provider>ebpf</provider></whodata></syscheck>${RULESET}</ossec_config>`;
    const [one] = lintOssecConf(text, { file: "ossec.conf", ...of("4.11.2") }).filter(
      ({ code }) => code === "unknown-element",
    );
    expect([one?.reason, one?.instead]).toEqual([
      "is unknown in <whodata> before Wazuh 4.12.0; <syscheck> has no effect",
      "remove it, or upgrade the manager",
    ]);
  });

  it("does without the lists that it does not have", () => {
    const without = RULESET.replace(/<list>etc\/lists\/malicious-ioc\/[^<]*<\/list>/g, "");
    expect(found(without, of("4.12.0"))).toEqual([]);
    expect(found(without, of("4.13.0"))).toEqual(["warning list-undeclared"]);
    expect(found(RULESET, of("4.12.0"))).toEqual(Array(3).fill("warning list-missing"));
    expect(found(RULESET, of("4.13.0"))).toEqual([]);
  });

  it("has its own stock rules", () => {
    const block =
      "<command><name>page</name><executable>host-deny</executable></command><active-response><command>page</command><location>local</location><rules_id>5763,99901</rules_id></active-response>";
    const list = RULESET.replace(/<list>etc\/lists\/malicious-ioc\/[^<]*<\/list>/g, "");
    const unknown = (version: string): (string | undefined)[] =>
      lintOssecConf(`<ossec_config>${REMOTE}${block}${list}</ossec_config>`, {
        file: "ossec.conf",
        ...of(version),
      }).flatMap(({ code, reason }) => (code === "unknown-rule" ? [reason] : []));
    expect(unknown("4.12.0")).toEqual([
      "names rule 99901, which is not a stock rule of 4.12.0; no rules file was given, so whether the manager has it is not known here",
    ]);
    expect(unknown("4.13.1")).toEqual([]);
  });

  it("reads <database_output> up to 4.14.6", () => {
    const output = "<database_output><hostname>a</hostname></database_output>";
    expect(found(output, of("4.14.6"))).toEqual([]);
    expect(found(output, of("4.14.7"))).toEqual(["warning deprecated"]);
    expect(found(output)).toEqual(["warning deprecated"]);
  });
});
