import { installerFor } from "../../../../policy/bundle/installer";
import { FORWARD_FILE } from "../../../../policy/model/hostPaths";
import { forwardFile, forwardText } from "../../../../policy/services/logCollection/forward";
import { bundlesOf } from "../../../../policy/render/renderFleet";
import { summaryOf } from "../../../../policy/plan/summaryOf";
import { FLEET, policyOf } from "../../lint/subject";

const forward = { kind: "rsyslog", to: "graylog.example:5555" } as const;
const PATH = "/etc/rsyslog.d/10-wazuh-active-response.conf";

describe("the file by which rsyslog sends alerts on", () => {
  it("follows alerts.json and keeps what nobody takes", () => {
    expect(forwardText(forward)).toBe(`# Rendered; edit the stack, not this file.
module(load="imfile")
global(maxMessageSize="64k")
template(name="wazuh-active-response" type="string" string="%msg%\\n")
ruleset(name="wazuh-active-response") {
  action(type="omfwd" target="graylog.example" port="5555" protocol="tcp" template="wazuh-active-response"
         queue.type="LinkedList" queue.filename="wazuh-active-response" queue.maxDiskSpace="256m"
         queue.saveOnShutdown="on" action.resumeRetryCount="-1")
}
input(type="imfile" file="/var/ossec/logs/alerts/alerts.json" tag="wazuh" ruleset="wazuh-active-response" reopenOnTruncate="on")
`);
  });

  it("takes an IPv6 address without its brackets, and another size", () => {
    const text = forwardText({ ...forward, to: "[2001:db8::9]:601", queue: 1024 });
    expect(text).toContain('target="2001:db8::9" port="601"');
    expect(text).toContain('queue.maxDiskSpace="1024m"');
  });

  it("goes to each node of the manager and to no agent, and is not there without the key", () => {
    const hosts = [FLEET.master, ...FLEET.workers, ...FLEET.agents];
    const on = (policy: ReturnType<typeof policyOf>): string[] =>
      bundlesOf(policy, FLEET, hosts)
        .filter(({ files }) => files[PATH])
        .map(({ host }) => host);
    expect(on(policyOf({ forward }))).toEqual(
      [FLEET.master, ...FLEET.workers].map(({ name }) => name),
    );
    expect(on(policyOf())).toEqual([]);
  });

  it("is known to the installer by its path", () => {
    expect(installerFor("master")).toContain(`\nforward=${FORWARD_FILE}\n`);
  });

  it("says what a host without rsyslog lacks", () => {
    expect(forwardFile(forward)).toMatchObject({
      path: PATH,
      mode: "0644",
      onlyWith: "rsyslogd",
      otherwise:
        "rsyslog is not installed here, so that no alert is sent to graylog.example:5555; apt-get install rsyslog, then active-response check --fix and pulumi up",
    });
  });

  it("is a line of the summary", () => {
    expect(summaryOf(policyOf({ forward }), FLEET)).toContain(
      "rsyslog of each manager sends every alert to graylog.example:5555",
    );
  });
});
