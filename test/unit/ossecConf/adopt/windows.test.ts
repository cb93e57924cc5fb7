import { adoptReport, printAdoptReport } from "../../../../cli/verbs/adopt/adoptReport";
import { adoptionOf } from "../../../../policy/ossecConf/adopt/adoption";
import { renderOssecPart } from "../../../../policy/render/ossecPart";

const CONF = `<ossec_config>
  <command>
    <name>netsh</name>
    <executable>netsh.exe</executable>
    <timeout_allowed>yes</timeout_allowed>
  </command>
  <active-response>
    <command>netsh</command>
    <location>local</location>
    <rules_id>60122</rules_id>
    <timeout>600</timeout>
  </active-response>
</ossec_config>
`;

describe("a response that a manager binds for its Windows agents", () => {
  const adoption = adoptionOf(CONF, "ossec.conf");
  const { part } = renderOssecPart({
    whitelist: [],
    responses: adoption.responses.map(({ value }) => value),
    rules: [],
  });
  const report = adoptReport("wazuh", CONF, adoption, part);

  it("is kept as it is, means the same, and no agent reloads for it", () => {
    expect(adoption.responses.map(({ value }) => value)).toEqual([
      { kind: "custom", command: "netsh", executable: "netsh.exe", rules: [60_122], timeout: 600 },
    ]);
    expect(report).toMatchObject({ stays: [], lost: [], sameArConf: true });
    expect(part).toContain("<executable>netsh.exe</executable>");
  });

  it("is kept with a warning: what it does to an IPv6 address, and who is not asked", () => {
    const warning =
      "line 7: netsh.exe is kept as it is: netsh.exe blocks the whole /32 around an IPv6 address, and the manager asks no white list for events of Windows (docs/windows.md)";
    expect(report.windows).toEqual([warning]);
    expect(printAdoptReport(report).split("\n")).toContain(`warning: ${warning}`);
  });
});
