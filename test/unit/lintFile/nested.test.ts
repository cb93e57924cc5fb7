import { found } from "./found";

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
