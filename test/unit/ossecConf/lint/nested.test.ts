import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { found } from "./found";
import { REMOTE, RULESET } from "./wholeFile";

// Each was given to the real daemons of 4.14.7 and to the real wazuh-clusterd: an error is what they refuse, a warning what
// they log and pass over.
const syscheck = (body: string): string => `<syscheck>${body}</syscheck>`;
const synchronization = (body: string): string =>
  syscheck(`<synchronization>${body}</synchronization>`);
const whodata = (body: string): string => syscheck(`<whodata>${body}</whodata>`);
const directories = (attributes: string): string =>
  syscheck(`<directories ${attributes}>/etc</directories>`);

describe("syscheck", () => {
  test.each([
    [synchronization("<enabled>yes</enabled><interval>5m</interval>"), []],
    [synchronization("<enabled>1</enabled>"), ["warning wrong-value"]],
    [synchronization("<interval>0</interval>"), ["warning wrong-value"]],
    [synchronization("<max_eps>plain</max_eps>"), ["warning wrong-value"]],
    [synchronization("<nope>1</nope>"), ["warning unknown-element"]],
    [synchronization("<interval>2h</interval>"), ["warning wrong-value"]],
    [synchronization("<interval>2h</interval><max_interval>3h</max_interval>"), []],
    [synchronization("<queue_size/>"), ["warning wrong-value", "error refused-value"]],
    [synchronization('<max_eps a="b">5</max_eps>'), ["error refused-value"]],
    [whodata("<provider>ebpf</provider><queue_size>50</queue_size>"), []],
    [whodata("<provider>x</provider>"), ["warning wrong-value"]],
    [whodata("<audit_key/>"), ["error refused-value"]],
    [whodata("<nope>1</nope>"), ["warning unknown-element"]],
    [directories('check_all="yes" realtime="yes" report_changes="no"'), []],
    [directories('realtime="true"'), ["warning wrong-value"]],
    [directories('check_everything="yes"'), ["warning wrong-value"]],
    [directories('recursion_level="321"'), ["warning wrong-value"]],
    [
      syscheck(
        `<directories>${Array.from({ length: 65 }, (_, i) => `/d${i}`).join(",")}</directories>`,
      ),
      ["warning wrong-value"],
    ],
    [syscheck('<ignore type="sregex">.log$</ignore>'), []],
    [syscheck('<ignore type="regex">.log$</ignore>'), ["warning wrong-value"]],
    [syscheck('<nodiff a="b">/etc/x</nodiff>'), ["warning wrong-value"]],
    [syscheck("<file_limit><entries>many</entries></file_limit>"), ["warning wrong-value"]],
    [syscheck("<diff><disk_quota><limit>10B</limit></disk_quota></diff>"), ["warning wrong-value"]],
    [syscheck("<diff><file_size><limit>50MB</limit></file_size></diff>"), []],
    [syscheck("<scan_day>Saturday</scan_day><scan_time>8:30 pm</scan_time>"), []],
    [syscheck("<scan_day>8</scan_day>"), ["warning wrong-value"]],
    [syscheck("<scan_time>25:00</scan_time>"), ["warning wrong-value"]],
    [syscheck("<prefilter_cmd>prelink</prefilter_cmd>"), ["warning wrong-value"]],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });
});

const haproxy = (body: string, more = "<disabled>yes</disabled>"): string =>
  `<cluster>${more}<haproxy_helper>${body}</haproxy_helper></cluster>`;
const ON = `<key>${"k".repeat(32)}</key><nodes><node>192.0.2.1</node></nodes>`;
const OFF = "<cluster><disabled>yes</disabled></cluster>";
const HELPER = "<haproxy_disabled>no</haproxy_disabled>";

describe("cluster", () => {
  test.each([
    [haproxy(`${HELPER}<haproxy_address>h</haproxy_address>\n`), []],
    [haproxy(`${HELPER}<haproxy_address>h</haproxy_address>`), ["error cluster"]],
    [haproxy("<frequency>60</frequency>"), ["error cluster"]],
    [haproxy(`${HELPER}<nope>1</nope>`), ["error cluster"]],
    [haproxy(`${HELPER}<frequency/>`), ["error cluster"]],
    [haproxy(`${HELPER}<frequency>often</frequency>`), ["error cluster"]],
    [haproxy(`${HELPER}<frequency>5</frequency>`), []],
    [haproxy(`${HELPER}<frequency>5</frequency>`, ON), ["error cluster"]],
    [haproxy(`${HELPER}<imbalance_tolerance>2</imbalance_tolerance>`, ON), ["error cluster"]],
    [haproxy(`${HELPER}<haproxy_protocol>https</haproxy_protocol>`), ["error cluster"]],
    [`${haproxy("<haproxy_disabled>off</haproxy_disabled>\n")}${OFF}`, ["error cluster"]],
    [`${haproxy("<haproxy_address/><frequency>5</frequency>\n")}${OFF}`, []],
    ["<cluster><disabled>yes</disabled><port><x>1</x></port></cluster>", ["error cluster"]],
    ['<cluster><disabled>yes</disabled><port a="b">1516</port></cluster>', ["error cluster"]],
    ["<cluster><disabled>yes</disabled><interval>5</interval></cluster>", ["warning deprecated"]],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });
});

const wodle = (name: string, body: string): string => `<wodle name="${name}">${body}</wodle>`;
const content = (body: string): string => wodle("cis-cat", `<content path="a">${body}</content>`);

describe("modules", () => {
  test.each([
    [content("<profile>p</profile><timeout>5</timeout>"), []],
    [content("<nope>1</nope>"), ["error unknown-element"]],
    [content("<timeout>x</timeout>"), ["error refused-value"]],
    [wodle("syscollector", "<synchronization><max_eps>10</max_eps></synchronization>"), []],
    [
      wodle("syscollector", "<synchronization><max_eps>many</max_eps></synchronization>"),
      ["warning wrong-value"],
    ],
    [wodle("syscollector", '<ports all="maybe">yes</ports>'), ["error refused-value"]],
    [wodle("syscollector", "<interval>08h</interval>"), ["error refused-value"]],
    [wodle("syscollector", "<interval>0x10</interval>"), []],
    [
      "<indexer><hosts><host>a</host></hosts><ssl><certificate_authorities/></ssl></indexer>",
      ["warning empty-section"],
    ],
    [
      "<indexer><ssl><certificate_authorities><ca>a</ca></certificate_authorities></ssl></indexer>",
      [],
    ],
    ["<vulnerability-detection><cti-url>https://a</cti-url></vulnerability-detection>", []],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });
});

const localfile = (more: string, format = "syslog"): string =>
  `<localfile><log_format>${format}</log_format><location>/x</location>${more}</localfile>`;

describe("localfile", () => {
  test.each([
    [localfile("<ignore>a|b</ignore>"), []],
    [localfile("<ignore>(a</ignore>"), ["error pattern"]],
    [localfile("<restrict>[\\w-.]</restrict>"), ["error pattern"]],
    [localfile('<ignore type="osregex">\\w+ \\s</ignore>'), []],
    [localfile('<ignore type="osregex">((a))</ignore>'), ["error pattern"]],
    [localfile('<ignore type="osmatch">(a</ignore>'), []],
    [localfile('<ignore type="regex">a</ignore>'), ["warning wrong-value"]],
    [localfile('<ignore a="b">a</ignore>'), ["error refused-value"]],
    [localfile("<multiline_regex>^a</multiline_regex>", "multi-line-regex"), []],
    [localfile("<multiline_regex>*</multiline_regex>", "multi-line-regex"), ["error pattern"]],
    [localfile('<label key="_a">b</label>'), ["error label-reserved"]],
    [localfile("<only-future-events>maybe</only-future-events>"), ["warning wrong-value"]],
    ['<labels><label key="_a">b</label></labels>', ["warning wrong-value"]],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });
});

const agentless = (body: string): string =>
  `<agentless><host>a@b</host><state>periodic</state>${body}</agentless>`;

describe("agentless", () => {
  test.each([
    [agentless("<type>ssh_generic_diff</type>"), []],
    [agentless("<type>nope</type>"), ["error agentless-type"]],
    [agentless("<type>../ssh_generic_diff</type>"), ["error agentless-type"]],
    [
      agentless("<type>ssh_generic_diff</type><frequency>0</frequency>"),
      ["error agentless-frequency"],
    ],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });

  test("a script of one's own, beside the file", () => {
    const listExists = (path: string): boolean => path !== "agentless/nope";
    expect(found(agentless("<type>mine</type>"), { listExists })).toEqual([]);
    expect(found(agentless("<type>nope</type>"), { listExists })).toEqual(["error agentless-type"]);
  });
});

const aws = (body: string): string => wodle("aws-s3", body);
const BUCKET = "<name>b</name>";
const GITHUB = "<api_auth><org_name>o</org_name><api_token>t</api_token></api_auth>";

const office = (
  more: string,
  secret = "s",
  subscriptions = "<subscriptions><subscription>Audit.General</subscription></subscriptions>",
): string =>
  `<office365><api_auth><tenant_id>t</tenant_id><client_id>c</client_id><client_secret>${secret}</client_secret></api_auth>${subscriptions}${more}</office365>`;
const graph = (more: string): string =>
  `<ms-graph><api_auth><tenant_id>t</tenant_id><client_id>c</client_id><secret_value>s</secret_value><api_type>global</api_type></api_auth><resource><name>security</name><relationship>alerts_v2</relationship></resource>${more}</ms-graph>`;

describe("modules of a cloud", () => {
  test.each([
    [aws(`<bucket type="cloudtrail">${BUCKET}</bucket>`), []],
    [aws(`<bucket type="s3">${BUCKET}</bucket>`), ["error refused-value"]],
    [aws(`<bucket type="cloudtrail">${BUCKET}<nope>1</nope></bucket>`), ["error unknown-element"]],
    [aws("<disabled>yes</disabled>"), ["error incomplete"]],
    [
      aws(`<bucket type="cloudtrail">${BUCKET}<discard_regex>a</discard_regex></bucket>`),
      ["error refused-value"],
    ],
    [`<github>${GITHUB}<interval>1m</interval></github>`, []],
    ["<github><enabled>yes</enabled></github>", ["error incomplete"]],
    ["<github/>", ["error empty-section"]],
    [`<github>${GITHUB}<curl_max_size>100</curl_max_size></github>`, ["error refused-value"]],
    [wodle("azure-logs", "<storage/>"), ["error empty-section"]],
    [wodle("azure-logs", "<storage><nope>1</nope></storage>"), ["warning unknown-element"]],
    [
      wodle("open-scap", '<content type="oval" path="a"><profile>p</profile></content>'),
      ["error refused-value"],
    ],
    [content("<path>b</path>"), ["error refused-value"]],
    [wodle("agent-key-polling", "<exec_path/>"), ["error refused-value"]],
    ["<fluent-forward><port>0</port></fluent-forward>", ["error refused-value"]],
    ["<agent-upgrade><chunk_size>1</chunk_size></agent-upgrade>", ["error refused-value"]],
    ['<wdb><backup database="x"><enabled>yes</enabled></backup></wdb>', ["error refused-value"]],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });

  test.each([
    [office("<subscriptions/>"), []],
    [office("<subscriptions></subscriptions>", "secret", ""), ["error incomplete"]],
    [office("", "secret"), []],
    [
      office(
        "",
        "secret</client_secret><client_secret_path>/x</client_secret_path><client_secret>s",
      ),
      ["error incomplete"],
    ],
    [graph("<page_size>-1</page_size>"), []],
    [graph("<page_size>0</page_size>"), ["error refused-value"]],
    ["<fluent-forward><port>99999999</port></fluent-forward>", []],
    [wodle("command", "<command>/bin/x</command><timeout> 0x10</timeout>"), []],
    [wodle("command", "<command>/bin/x</command><timeout>10m</timeout>"), ["error refused-value"]],
    ["<alerts><log_alert_level>9223372036854775807</log_alert_level></alerts>", []],
    ["<syslog_output><port>514</port></syslog_output>", ["error incomplete"]],
    ["<task-manager><cleanup_time>10m</cleanup_time></task-manager>", ["error refused-value"]],
    ["<task-manager><task_timeout>0x10</task_timeout></task-manager>", []],
    [
      "<task-manager><task_timeout>2h</task_timeout></task-manager><task-manager><cleanup_time>1h</cleanup_time></task-manager>",
      ["error refused-value"],
    ],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });

  const pubsub = (file: string): string =>
    `<gcp-pubsub><project_id>p</project_id><subscription_name>s</subscription_name><credentials_file>${file}</credentials_file></gcp-pubsub>`;

  test("what one section gave holds for the next of its name, where the module keeps it", () => {
    const bucket = `<bucket type="access_logs">${BUCKET}<credentials_file>/x</credentials_file></bucket>`;
    expect(found(`${pubsub("/x")}<gcp-pubsub><enabled>no</enabled></gcp-pubsub>`)).toEqual([]);
    expect(found(`<gcp-pubsub><enabled>no</enabled></gcp-pubsub>${pubsub("/x")}`)).toEqual([
      "error incomplete",
      "error incomplete",
      "error incomplete",
    ]);
    expect(
      found(`<gcp-bucket>${bucket}</gcp-bucket><gcp-bucket><enabled>no</enabled></gcp-bucket>`),
    ).toEqual([]);
    expect(found(`<github>${GITHUB}</github><github><enabled>no</enabled></github>`)).toEqual([
      "error incomplete",
    ]);
  });

  test("a file with credentials: missing where that can be seen, else a note", () => {
    const listExists = (path: string): boolean => path !== "etc/other.json";
    expect(found(pubsub("etc/gcp.json"), { listExists })).toEqual([]);
    expect(found(pubsub("etc/other.json"), { listExists })).toEqual(["error credentials-missing"]);
    expect(found(pubsub("etc/other.json"))).toEqual([]);
    expect(
      lintOssecConf(`<ossec_config>${REMOTE}${pubsub("/x")}${RULESET}</ossec_config>`, {
        file: "f",
      }),
    ).toMatchObject([
      {
        severity: "note",
        code: "credentials-needed",
        value: "<credentials_file>/x</credentials_file>",
      },
    ]);
  });

  test("a pattern of rules files that does not compile, or is no pattern", () => {
    const dir = (attribute: string): string =>
      RULESET.replace("<rule_dir>etc/rules", `<rule_dir ${attribute}>etc/rules`);
    expect(found(dir('pattern=".xml$"'))).toEqual([]);
    expect(found(dir('pattern="("'))).toEqual(["error refused-value"]);
    expect(found(dir('PATTERN=".xml$"'))).toEqual([]);
    expect(found(dir('foo="x"'))).toEqual(["error refused-value"]);
  });
});

const remote = (body: string): string =>
  `<remote><connection>syslog</connection><allowed-ips>10.0.0.0/8</allowed-ips>${body}</remote>`;

test.each([
  ["<protocol>TCP, udp</protocol><ipv6>YES</ipv6>", []],
  ["<protocol>tls</protocol>", ["warning wrong-value"]],
  ["<ipv6>on</ipv6>", ["warning wrong-value"]],
  ["<agents><nope>1</nope></agents>", ["warning unknown-element"]],
])("remote %s: %j", (body, expected) => {
  expect(found(remote(body))).toEqual(expected);
});
