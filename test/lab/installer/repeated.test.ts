import { bundle, CONF, Rig, script } from "./rig";

const wanted = bundle("agent", { files: [script("guarded-block-ip", "one")] });
const localfile = (location: string, format = "syslog"): string =>
  `<localfile>\n<log_format>${format}</log_format>\n<location>${location}</location>\n</localfile>`;
const LOG = "/var/ossec/logs/active-responses.log";
const conf = (...sections: readonly string[]): string =>
  `<ossec_config>\n${[localfile(LOG), ...sections].join("\n")}\n</ossec_config>\n`;
const AUTH = localfile("/var/log/auth.log");

const setAt = (place: string): string =>
  `${place} makes rsyslog write lines that repeat as one ($RepeatedMsgReduction on), of which Wazuh reads no address: most of a brute force is not counted and blocks nobody; write $RepeatedMsgReduction off there, then systemctl restart rsyslog`;
const SEEN =
  "/var/log/auth.log has lines of sshd that its syslog daemon made of several (message repeated ... times), of which Wazuh reads no address: most of a brute force is not counted and blocks nobody; switch that off in the syslog daemon (rsyslog: $RepeatedMsgReduction off in /etc/rsyslog.conf) and restart it";

const MAIN = "/etc/rsyslog.conf";
const INPUT = 'module(load="imuxsock")\n';
const FILES = "auth,authpriv.* /var/log/auth.log\n";
const INCLUDE = "$IncludeConfig /etc/rsyslog.d/*.conf\n";

/** A line of sshd as rsyslog 8.2302 wrote it (shared/real/daemon-logs/rsyslog-reduction.log). */
const repeated = (time: string): string =>
  `${time} vm sshd[4907]: message repeated 5 times: [ Failed password for alice from 203.0.113.66 port 55943 ssh2]\n`;

describe("lines that the syslog daemon hides", () => {
  let rig: Rig;
  const apply = (): readonly string[] =>
    (JSON.parse(rig.install("apply", wanted).stdout) as { warnings: string[] }).warnings;
  const check = (): unknown => {
    const { code, stdout } = rig.install("check", wanted);
    return [code, (JSON.parse(stdout) as { drift: unknown }).drift];
  };
  const expectFound = (found: readonly string[]): void => {
    expect(apply()).toEqual(found);
    expect(check()).toEqual([
      found.length === 0 ? 0 : 2,
      found.map((detail) => ({ what: "log", detail })),
    ]);
  };
  const put = (file: string, text: string): void => {
    rig.run(`mkdir -p "$(dirname ${file})"; cat >${file}`, text);
  };
  const daemonRuns = (): string =>
    rig.run(
      `perl -e '$0 = "rsyslogd"; sleep 1000' </dev/null >/dev/null 2>&1 & echo $! >/run/rsyslogd.pid
       until grep -qx rsyslogd "/proc/$!/comm"; do :; done; echo $!`,
    ).stdout;

  beforeAll(async () => {
    rig = await Rig.up("agent");
    // An /etc of its own: the machine's is not ours to write.
    const own = rig.run(`mkdir -p /mnt/own/upper /mnt/own/work && cp /mnt/etc/* /mnt/own/upper/ &&
      mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/own/upper,workdir=/mnt/own/work /etc &&
      mountpoint -q /etc && rm -rf /etc/rsyslog.conf /etc/rsyslog.d /var/log/* && : >/var/log/auth.log`);
    if (own.code !== 0) throw new Error(own.stderr);
    put(CONF, conf(AUTH));
    daemonRuns();
  });
  afterAll(() => {
    rig.down();
  });

  // Each was given to a real rsyslogd 8.2302, which wrote six equal lines as three, or as they came.
  it.each([
    ["is not set", INPUT + FILES, undefined],
    ["is set before the input", `$RepeatedMsgReduction on\n${INPUT}${FILES}`, 1],
    ["is set after it", `${INPUT}${FILES}$RepeatedMsgReduction on\n`, 3],
    [
      "is switched off later",
      `$RepeatedMsgReduction on\n${INPUT}$RepeatedMsgReduction off\n`,
      undefined,
    ],
    ["is switched on later", `$RepeatedMsgReduction off\n${INPUT}$RepeatedMsgReduction on\n`, 3],
    ["is written in other letters", `$repeatedmsgREDUCTION on   \n${INPUT}`, 1],
    ["is indented, with a comment behind", `   $RepeatedMsgReduction\t on # c\n${INPUT}`, 1],
    ["stands in a comment", `#$RepeatedMsgReduction on\n${INPUT}`, undefined],
    ["stands in a long comment", `${INPUT} /* a\n$RepeatedMsgReduction on\n*/\n`, undefined],
    ["stands behind one", `/* a */ /* b\n*/\n$RepeatedMsgReduction on\n`, 3],
    ["is said in a word that it does not take", `$RepeatedMsgReduction yes\n${INPUT}`, undefined],
    ["is said with a capital letter", `$RepeatedMsgReduction On\n${INPUT}`, undefined],
    [
      "is said in a form that it does not know",
      `global(repeatedMsgReduction="on")\n${INPUT}`,
      undefined,
    ],
    ["stands in a ruleset", `ruleset(name="x") {\n$RepeatedMsgReduction on\n}\n${INPUT}`, 2],
    ["stands in a block", `if 1 == 0 then {\n$RepeatedMsgReduction on\n}\n${INPUT}`, 2],
    ["goes over two lines", `$RepeatedMsgReduction \\\n on\n${INPUT}`, 2],
    ["stands in a text", `include(text="$RepeatedMsgReduction on\n")\n${INPUT}`, 2],
  ])("where the setting %s", (_, text, line) => {
    put(MAIN, text);
    expectFound(line === undefined ? [] : [setAt(`${MAIN} line ${line}`)]);
  });

  it("in a file that is included, in each of its forms", () => {
    put("/etc/rsyslog.d/20-x.conf", "# x\n$RepeatedMsgReduction on\n");
    const found = setAt("/etc/rsyslog.d/20-x.conf line 2");
    for (const including of [
      INCLUDE,
      "$IncludeConfig /etc/rsyslog.d/\n",
      "$IncludeConfig /etc/rsyslog.d/20-x.conf\n",
      'include(file="/etc/rsyslog.d/*.conf" mode="optional")\n',
      'include(\n  file="/etc/rsyslog.d/*.conf"\n  mode="optional")\n',
    ]) {
      put(MAIN, INPUT + including);
      expect(apply()).toEqual([found]);
    }
    put(MAIN, `${INCLUDE}$RepeatedMsgReduction off\n`);
    expect(apply()).toEqual([]);
    // The last file wins, by name.
    put(MAIN, `$RepeatedMsgReduction on\n${INCLUDE}`);
    put("/etc/rsyslog.d/90-off.conf", "$RepeatedMsgReduction off\n");
    expectFound([]);
    put("/etc/rsyslog.d/20-x.conf", "$IncludeConfig /etc/rsyslog.d/20-x.conf\n");
    expectFound([]);
    rig.run("rm /etc/rsyslog.d/*.conf");
  });

  it("is no matter where Wazuh reads the journal, or none of these files", () => {
    put(MAIN, "$RepeatedMsgReduction on\n");
    put(CONF, conf(AUTH, localfile("journald", "journald")));
    expectFound([]);
    put(CONF, conf());
    expectFound([]);
    put("/var/ossec/etc/shared/agent.conf", `<agent_config>\n${AUTH}\n</agent_config>\n`);
    expectFound([setAt(`${MAIN} line 1`)]);
    rig.run("rm /var/ossec/etc/shared/agent.conf");
    put(CONF, conf(AUTH));
  });

  it("is seen in the log itself, as long as the lines are younger than the daemon", () => {
    put(MAIN, INPUT);
    for (const time of ["$(date '+%b %e %H:%M:%S' -d '+1 minute')", "$(date -Is -d '+1 minute')"]) {
      rig.run(
        `cat >/tmp/line; printf '%s' "${time}" | cat - /tmp/line >/var/log/auth.log; rm /tmp/line`,
        repeated(""),
      );
      expectFound([SEEN]);
    }
    rig.run(
      `cat >/tmp/line; date '+%b %e %H:%M:%S' -d '-1 hour' | tr -d '\\n' | cat - /tmp/line >/var/log/auth.log; rm /tmp/line`,
      repeated(""),
    );
    expectFound([]);
    rig.run("rm /run/rsyslogd.pid");
    expectFound([SEEN]);
    rig.run(": >/var/log/auth.log");
  });

  it("is no matter where rsyslog does not run", () => {
    put(MAIN, "$RepeatedMsgReduction on\n");
    expect(apply()).toEqual([setAt(`${MAIN} line 1`)]);
    rig.run("for p in /proc/[0-9]*; do ! grep -qsx rsyslogd $p/comm || kill -9 ${p#/proc/}; done");
    expectFound([]);
  });
});
