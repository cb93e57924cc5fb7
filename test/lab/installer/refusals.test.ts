import { bootstrap } from "../../../policy/bundle/bootstrap";
import { printBundle } from "../../../policy/bundle/bundle";
import { BIN, bundle, CONF, part, Rig, rules, script } from "./rig";

/** Everything that an apply could touch: names, owners, modes, contents. */
function fingerprint(rig: Rig): string {
  return rig.run(
    "cd /var/ossec && find etc active-response -printf '%p %u %g %m\\n' | sort; find etc active-response -type f -exec sha256sum {} + | sort; ls -A /var/lib/wazuh-active-response 2>/dev/null | grep -v '^lock$'",
  ).stdout;
}

describe("before anything is changed, the installer refuses", () => {
  let rig: Rig;
  const wanted = bundle("master", {
    files: [script("guarded-block-ip", "one"), rules("one")],
    part: part(3600),
  });

  beforeAll(async () => {
    rig = await Rig.up("master");
  });
  afterAll(() => {
    rig.down();
  });

  /** A root of its own behind everything that the stock file says. */
  const besides = (sections: string): [string, string] => [
    `cp -p ${CONF} /var/ossec/kept; echo '<ossec_config>${sections}</ossec_config>' >>${CONF}`,
    `mv /var/ossec/kept ${CONF}`,
  ];
  // Others are asked with the oracle's files, see oracle.test.ts.
  const conflicts: [string, string, RegExp][] = [
    [
      "a command of our name that runs something else",
      "<command><name>firewall-drop</name><executable>other</executable></command>",
      /line \d+: a <command> named firewall-drop runs other; ours of that name comes first and would win/,
    ],
    [
      "a last response that turns all off",
      "<active-response><disabled>yes</disabled></active-response>",
      /line \d+: the last <active-response> says <disabled>yes<\/disabled>, which turns off all active response/,
    ],
    [
      "a white list that turns round",
      "<global><white_list>!10.0.0.1</white_list></global>",
      /line \d+: <white_list>!10\.0\.0\.1<\/white_list> matches every other address; remove it/,
    ],
    [
      "a white list with a blank in its tag",
      "<global><white_list ></white_list></global>",
      /line \d+: an empty <white_list> matches every address: no response would ever fire; remove it/,
    ],
  ];
  const cases: [string, string, string, typeof wanted, number, RegExp][] = [
    ...conflicts.map(([what, sections, words]): (typeof cases)[number] => [
      what,
      ...besides(sections),
      wanted,
      65,
      words,
    ]),
    [
      "a rule of ours that another file defines",
      `echo '<group name="x,"><rule id="100050" level="3"><description>x</description></rule></group>' >/var/ossec/etc/rules/own.xml`,
      "rm /var/ossec/etc/rules/own.xml",
      wanted,
      65,
      /own\.xml line 1: rule 100050 is defined here and in our rules file; one of the two would be ignored silently/,
    ],
    [
      "a rule of ours that another file overwrites, in other quotes",
      `echo "<group name='x,'><rule id='100050' overwrite='yes' level='3'><description>x</description></rule></group>" >/var/ossec/etc/rules/own.xml`,
      "rm /var/ossec/etc/rules/own.xml",
      wanted,
      65,
      /own\.xml line 1: rule 100050 is defined here and in our rules file; one of the two would be ignored silently/,
    ],
    [
      "rules of which only the test of the rules says an error",
      "printf '#!/bin/sh\\necho ERROR: of the test\\n' >/var/ossec/bin/wazuh-logtest-legacy; chmod 750 /var/ossec/bin/wazuh-logtest-legacy",
      "rm /var/ossec/bin/wazuh-logtest-legacy",
      wanted,
      65,
      /wazuh-logtest-legacy refuses the configuration that this host has already/,
    ],
    [
      "a rule of ours that is dropped, which the test of the rules says as a warning",
      `printf '#!/bin/sh\necho "2026/11/30 14:46:27 wazuh-analysisd: WARNING: (7619): Empty \\047if_sid\\047 value. Rule \\047%s\\047 will be ignored."\n' 100020 100050 >/var/ossec/bin/wazuh-logtest-legacy; sed -i "s/\\\\047/'/g" /var/ossec/bin/wazuh-logtest-legacy; chmod 750 /var/ossec/bin/wazuh-logtest-legacy`,
      "rm /var/ossec/bin/wazuh-logtest-legacy",
      wanted,
      65,
      /ERROR: \(7619\): Empty 'if_sid' value\. Rule '100050' will be ignored\.\n.*wazuh-logtest-legacy refuses the new configuration/,
    ],
    [
      "a target that is a symbolic link",
      `ln -s /etc/hostname ${BIN}/guarded-block-ip`,
      `rm ${BIN}/guarded-block-ip`,
      wanted,
      65,
      /guarded-block-ip is a symbolic link; make it a plain file/,
    ],
    [
      "ossec.conf that is a symbolic link",
      `mv ${CONF} /var/ossec/real; ln -s /var/ossec/real ${CONF}`,
      `mv /var/ossec/real ${CONF}`,
      wanted,
      65,
      /ossec\.conf is a symbolic link/,
    ],
    [
      "a folder in place of a file",
      `mkdir ${BIN}/guarded-block-ip`,
      `rmdir ${BIN}/guarded-block-ip`,
      wanted,
      65,
      /guarded-block-ip is not a plain file/,
    ],
    [
      "a read-only folder",
      `mount --bind ${BIN} ${BIN}; mount -o remount,ro,bind ${BIN}`,
      `umount ${BIN}`,
      wanted,
      65,
      /active-response\/bin cannot be written \(read-only/,
    ],
    [
      "a full disk",
      "mount -o remount,size=300k /var/ossec; head -c 400000 /dev/zero >/var/ossec/tmp/fill 2>/dev/null",
      "rm /var/ossec/tmp/fill; mount -o remount,size=100m /var/ossec",
      wanted,
      65,
      /(has no room for|cannot be written)/,
    ],
    [
      "a missing user",
      "",
      "",
      bundle("master", {
        files: [{ ...script("guarded-block-ip", "one"), owner: "nobody-here" }],
        part: part(1),
      }),
      65,
      /the user nobody-here is missing; is Wazuh installed\?/,
    ],
    [
      "a missing group",
      "",
      "",
      bundle("master", {
        files: [{ ...script("guarded-block-ip", "one"), group: "no-group" }],
        part: part(1),
      }),
      65,
      /the group no-group is missing/,
    ],
    [
      "a missing tool",
      "",
      "",
      bundle("master", {
        files: [script("guarded-block-ip", "one")],
        part: part(1),
        tools: ["no-such-tool"],
      }),
      65,
      /the tool no-such-tool is missing/,
    ],
    [
      "a tool of another architecture",
      "printf '\\177ELF\\002\\001\\001\\0\\0\\0\\0\\0\\0\\0\\0\\0\\002\\0\\267\\0\\001\\0\\0\\0' >/run/foreign; chmod +x /run/foreign; mount --bind /run/foreign $(readlink -f /usr/bin/tac)",
      "umount $(readlink -f /usr/bin/tac)",
      bundle("master", {
        files: [script("guarded-block-ip", "one")],
        part: part(1),
        tools: ["tac"],
      }),
      65,
      /the tool tac cannot be run here: it is made for another architecture/,
    ],
    [
      "a script whose interpreter is missing",
      "",
      "",
      bundle("master", {
        files: [{ ...script("guarded-block-ip", "one"), content: "#!/opt/none/python\n" }],
        part: part(1),
      }),
      65,
      /guarded-block-ip needs \/opt\/none\/python, which this host does not have/,
    ],
    [
      "an agent that the stack calls a master",
      "sed -i 's/^TYPE=.*/TYPE=\"agent\"/' /var/ossec/bin/wazuh-control",
      "sed -i 's/^TYPE=.*/TYPE=\"server\"/' /var/ossec/bin/wazuh-control",
      wanted,
      65,
      /is of type "agent" in Wazuh, but the stack says master/,
    ],
    [
      "Wazuh 5",
      "sed -i 's/^VERSION=.*/VERSION=\"v5.0.0\"/' /var/ossec/bin/wazuh-control",
      "sed -i 's/^VERSION=.*/VERSION=\"v4.14.7\"/' /var/ossec/bin/wazuh-control",
      wanted,
      65,
      /runs Wazuh v5\.0\.0, which has no active response of this kind/,
    ],
    [
      "a manager that runs in a container of the host",
      "mv /var/ossec/bin/wazuh-control /var/ossec/bin/gone",
      "mv /var/ossec/bin/gone /var/ossec/bin/wazuh-control",
      wanted,
      65,
      /has its manager in a container \(Docker, Podman, Kubernetes\), which is not supported: .* run the manager on a host of its own/,
    ],
    [
      "Wazuh's own image of a manager",
      'mkdir -p /run/up/cont-init.d /run/wk; : >/run/up/cont-init.d/0-wazuh-init; printf \'ID="amzn"\\nID_LIKE="fedora"\\nPRETTY_NAME="Amazon Linux 2023"\\n\' >/run/up/os-release; mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/up,workdir=/run/wk /etc; for file in passwd group; do mount --bind /mnt/etc/$file /etc/$file; done',
      "umount /etc/passwd /etc/group /etc",
      wanted,
      65,
      /^(?!.*Amazon)wazuh: has its manager in a container.*\n.*refused: 1 problem\(s\)/m,
    ],
    [
      "execd that does not run",
      "mv /var/ossec/var/run/wazuh-execd-*.pid /run",
      "mv /run/wazuh-execd-*.pid /var/ossec/var/run",
      wanted,
      65,
      /refused: wazuh-execd does not run; restart Wazuh \(systemctl restart wazuh-manager\), then run again; nothing was changed/,
    ],
    [
      "execd that does not run, where wazuh-control was killed",
      "cd /var/ossec; mkdir var/start-script-lock; echo 999999999 >var/start-script-lock/pid; mv var/run/wazuh-execd-*.pid /run",
      "rm -r /var/ossec/var/start-script-lock; mv /run/wazuh-execd-*.pid /var/ossec/var/run",
      wanted,
      65,
      /refused: wazuh-execd does not run; restart Wazuh \(systemctl restart wazuh-manager\), then run again; nothing was changed/,
    ],
    [
      "execd without its queue",
      "mv /var/ossec/queue/alerts/execq /var/ossec/queue/alerts/gone",
      "mv /var/ossec/queue/alerts/gone /var/ossec/queue/alerts/execq",
      wanted,
      65,
      /wazuh-execd has no queue: active response is disabled/,
    ],
    [
      "execd's queue that an earlier execd has left",
      `printf '#!/bin/sh\necho "u_str ESTAB 0 0 * 1 * 2"\n' >/run/ss; chmod +x /run/ss; mount --bind /run/ss "$(command -v ss)"`,
      'umount "$(command -v ss)"; rm /run/ss',
      wanted,
      65,
      /refused: nobody reads \/var\/ossec\/queue\/alerts\/execq, which an earlier wazuh-execd has left: no response runs; restart Wazuh/,
    ],
    [
      "a part whose comments are damaged",
      `cp -p ${CONF} /var/ossec/kept; sed -i '1i <!-- wazuh-active-response: begin' ${CONF}`,
      `mv /var/ossec/kept ${CONF}`,
      wanted,
      65,
      /the two comments around our part are damaged/,
    ],
    [
      "a configuration that a daemon does not take",
      "",
      "",
      bundle("master", { files: [], part: "<ossec_config>\n  <bogus>\n</ossec_config>\n" }),
      65,
      /wazuh-analysisd refuses the new configuration/,
    ],
    [
      "a configuration that was bad before us",
      `cp -p ${CONF} /var/ossec/kept; echo '<bogus>' >>${CONF}`,
      `mv /var/ossec/kept ${CONF}`,
      wanted,
      65,
      /refuses the configuration that this host has already, so the fault is outside our part/,
    ],
    [
      "rules that the test of the rules does not take",
      "",
      "",
      bundle("master", { files: [rules("BAD")], part: part(1) }),
      65,
      /wazuh-analysisd refuses the new configuration/,
    ],
  ];

  it.each(cases)("%s", (_, before, after, sent, code, words) => {
    rig.run(before);
    const was = fingerprint(rig);
    const result = rig.install("apply", sent);
    const is = fingerprint(rig);
    rig.run(after);
    expect(result.stderr).toMatch(words);
    expect(result.stderr).toMatch(/nothing was changed/);
    expect(result.code).toBe(code);
    expect(is).toBe(was);
  });

  it("a bundle that was cut short", () => {
    const was = fingerprint(rig);
    const result = rig.bare(
      "apply",
      wanted,
      `head -c 9000 $d/bundle >$d/cut; mv $d/cut $d/bundle; %s`,
    );
    expect(result.stderr).toMatch(
      /not a complete JSON document; the connection may have been cut; nothing was changed/,
    );
    expect(result.code).toBe(64);
    expect(fingerprint(rig)).toBe(was);
  });

  it("a packed installer that was damaged", () => {
    const was = fingerprint(rig);
    const damaged = printBundle(wanted).replace(/("installer":\{"\w+":".{2000}).{8}/, "$1AAAAAAAA");
    const result = rig.run(bootstrap("apply", false), damaged);
    expect(result.stderr).toMatch(/^the installer cannot be unpacked; nothing was changed$/m);
    expect(result.code).toBe(65);
    expect(fingerprint(rig)).toBe(was);
    expect(rig.run("ls /run | grep wazuh-active-response").stdout).toBe("");
  });

  it("packed programs that were damaged", () => {
    const was = fingerprint(rig);
    const damaged = printBundle(wanted).replace(/("programs":\{"\w+":".{1000}).{8}/, "$1AAAAAAAA");
    const result = rig.run(bootstrap("apply", false), damaged);
    expect(result.stderr).toMatch(/its programs are damaged; nothing was changed$/m);
    expect(result.code).toBe(65);
    expect(fingerprint(rig)).toBe(was);
  });

  /** Puts a rule below 5763 into a manager that has the stock rule, and takes both away again. */
  const withChild = (level: number, inside: string, then: () => void): void => {
    rig.run(
      "mkdir -p /var/ossec/ruleset/rules; cp -p /var/ossec/etc/rules/local_rules.xml /var/ossec/kept.xml 2>/dev/null; cat >/var/ossec/etc/rules/local_rules.xml",
      `<group name="x,">\n<rule id="100900" level="${level}"><if_sid>5763</if_sid>${inside}<description>x</description></rule></group>`,
    );
    rig.run(
      "cat >/var/ossec/ruleset/rules/0095-sshd_rules.xml",
      `<group name="sshd,"><rule id="5760" level="5"><match>Failed</match><description>x</description></rule><rule id="5763" level="10"><if_matched_sid>5760</if_matched_sid><description>x</description></rule></group>`,
    );
    try {
      then();
    } finally {
      rig.run(
        "rm /var/ossec/ruleset/rules/0095-sshd_rules.xml /var/ossec/etc/rules/local_rules.xml; [ ! -f /var/ossec/kept.xml ] || mv /var/ossec/kept.xml /var/ossec/etc/rules/local_rules.xml",
      );
    }
  };
  const driftIn = (stdout: string): unknown[] => (JSON.parse(stdout) as { drift: unknown[] }).drift;

  it("a child that takes every alert of what we bind, by file, rule and what to write; check names it", () => {
    const words =
      "/var/ossec/etc/rules/local_rules.xml line 2: rule 100900 (level 0) is a child of rule 5763 and takes every event: a response of ours, which is bound to that one, never runs, and level 0 makes no alert of it either; bind rule 100900 too (with a level of 1 or more), give it a condition, or remove it";
    withChild(0, "", () => {
      const was = fingerprint(rig);
      const applied = rig.install("apply", wanted);
      expect(fingerprint(rig)).toBe(was);
      expect(applied.stderr.trim().split("\n")).toEqual([
        `wazuh: ${words}`,
        "wazuh: refused: 1 conflict(s) outside our part, named above; nothing was changed",
      ]);
      expect(applied.code).toBe(65);
      const checked = rig.install("check", wanted);
      expect(checked.code).toBe(2);
      expect(driftIn(checked.stdout)).toContainEqual({ what: "conflict", detail: words });
    });
  });

  it("not what Wazuh skips; and a child that takes some alerts is a warning, in the report and in check", () => {
    rig.run(
      `cp -p ${CONF} /var/ossec/kept; echo '<! <ossec_config><active-response><disabled>yes</disabled></active-response></ossec_config> !>' >>${CONF}`,
    );
    const warning =
      "/var/ossec/etc/rules/local_rules.xml line 2: rule 100900 (level 0) is a child of rule 5763 and takes its event wherever it matches: a response of ours, which is bound to that one, does not run then, and level 0 makes no alert of it either; bind rule 100900 too (with a level of 1 or more), narrow its condition, or remove it";
    withChild(0, "<srcip>10.0.0.1</srcip>", () => {
      const applied = rig.install("apply", wanted);
      const checked = rig.install("check", wanted);
      const removed = rig.install("remove", wanted);
      rig.run(`mv /var/ossec/kept ${CONF}`);
      expect(applied).toMatchObject({ code: 0, stderr: "" });
      expect((JSON.parse(applied.stdout) as { warnings: string[] }).warnings).toContain(warning);
      expect(driftIn(checked.stdout)).toContainEqual({ what: "warning", detail: warning });
      expect(removed.code).toBe(0);
    });
  });

  it("names every problem at once", () => {
    const result = rig.install("apply", {
      ...bundle("master", {
        files: [script("guarded-block-ip", "one")],
        part: part(1),
        tools: ["tool-a", "tool-b"],
      }),
    });
    expect(result.stderr.trim().split("\n")).toEqual([
      "wazuh: the tool tool-a is missing; a response needs it; install it and run again",
      "wazuh: the tool tool-b is missing; a response needs it; install it and run again",
      "wazuh: refused: 2 problem(s), named above; nothing was changed",
    ]);
  });
});
