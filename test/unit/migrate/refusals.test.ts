import { judgeChannel } from "../../../lab/wazuh5/judgeChannel";
import { judgeMonitor } from "../../../lab/wazuh5/judgeMonitor";
import { Refusal } from "../../../lab/wazuh5/refusal";
import { migrationOf } from "../../../policy/migrate/migration";
import { FLEET, WHOLE } from "./policies";

const [{ channel, monitor } = {}] = migrationOf(WHOLE, FLEET).responses;

/** A copy of what migrate makes, with one thing changed by its text. */
const changed = (whole: unknown, from: string | RegExp, to: string): unknown => {
  const text = JSON.stringify(whole);
  const other = text.replace(from, to);
  if (other === text) throw new Error("nothing was changed");
  return JSON.parse(other);
};
const refusal = (judge: () => unknown): [number, string] | undefined => {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.status, error.message];
  }
};

describe("the indexer's stand-in and a channel", () => {
  const judged = (from: string | RegExp, to: string): unknown =>
    refusal(() => judgeChannel(changed(channel, from, to)));

  it("takes what migrate makes", () => {
    expect(refusal(() => judgeChannel(channel))).toBeUndefined();
  });

  it.each([
    ['"extra_args":"",', "", "extra_args field absent"],
    ['"executable":"guarded-block-ip"', '"executable":""', "executable is null or empty"],
    ['"type":"stateful"', '"type":"timed"', "type must be stateful or stateless"],
    ['"stateful_timeout":3600,', "", "stateful_timeout is required for stateful type"],
    [
      '"stateful_timeout":3600',
      '"stateful_timeout":0',
      "stateful_timeout must be greater than 0 for stateful type",
    ],
    [
      '"location":"local"',
      '"location":"server"',
      "location must be 'all', 'defined-agent', 'local'",
    ],
    [
      '"location":"local"',
      '"location":"defined-agent"',
      "agent_id is required when location is defined-agent",
    ],
    [
      '"location":"local"',
      '"location":"defined-agent","agent_id":"web-1"',
      "agent_id must contain only numeric characters",
    ],
    ['"ar-firewall-drop"', '"ar.firewall"', "Invalid characters in id : ."],
    ['"name":"firewall-drop",', "", "name field absent"],
  ])("refuses %s as %s", (from, to, reason) => {
    expect(judged(from, to)).toEqual([400, reason]);
  });
});

describe("the indexer's stand-in and a monitor", () => {
  const judged = (from: string | RegExp, to: string): unknown =>
    refusal(() => judgeMonitor(changed(monitor, from, to), 10));

  it("takes what migrate makes", () => {
    expect(refusal(() => judgeMonitor(monitor, 10))).toBeUndefined();
  });

  it.each([
    [
      "wazuh-findings-v5-system-activity",
      "wazuh-findings-v5-*",
      "Validation Failed: 1: Index patterns are not supported for doc level monitors.;",
    ],
    [
      "wazuh-findings-v5-system-activity",
      "wazuh-alerts",
      "Active response monitor indices must start with 'wazuh-findings-v5'. Found: wazuh-alerts",
    ],
    [
      '"interval":1',
      '"interval":2',
      "Active response monitor schedule interval must be 1 minute or less.",
    ],
    [
      '"period":{"interval":1,"unit":"MINUTES"}',
      '"cron":{"expression":"* * * * *","timezone":"UTC"}',
      "Active response monitor does not support cron schedules. Use an interval schedule of 1 minute or less.",
    ],
    [
      '"name":"q1"',
      '"name":"_q1"',
      "Doc level query name may not start with [_, +, -], contain '..', or contain: ^*?<>|#",
    ],
    ['"name":"q1"', '"name":""', "The query name, , should be between 1 - 256 characters."],
    [
      '"tags":[]',
      '"tags":["a b"]',
      "The query tag, a b, contains an invalid character: [' ','[',']','{','}','(',')']",
    ],
    [
      "document_level_trigger",
      "query_level_trigger",
      "Incompatible trigger [ar-firewall-drop-trigger] for monitor type [active_response_monitor]",
    ],
    ['"enabled":true', '"enabled":true,"data_sources":{}', "Custom Data Sources are not allowed."],
  ])("refuses %s as %s", (from, to, reason) => {
    expect(judged(from, to)).toEqual([400, reason]);
  });

  it("refuses more triggers than its limit", () => {
    expect(refusal(() => judgeMonitor(monitor, 0))).toEqual([
      400,
      "The current cluster settings only allow up to 0 triggers per monitor.",
    ]);
  });
});
