import type { Bundle } from "../../../policy/bundle/bundle";
import { FORMAT, printBundle, printPaths } from "../../../policy/bundle/bundle";
import { commentedInstaller } from "../../../policy/bundle/installer";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { slowness } from "../../slowness";
import { AR_CONF, LOG, state } from "./onRig";
import { BIN, bundle, CONF, part, Rig, rules, RULES, script } from "./rig";

const one = bundle("master", {
  files: [script("guarded-block-ip", "one"), rules("one")],
  part: part(3600),
});
const two = bundle("master", {
  files: [script("guarded-block-ip", "two"), rules("two")],
  part: part(60, "5763,5712"),
});

interface Report {
  readonly restart: string;
  readonly recovered: string;
  readonly changed: readonly string[];
  readonly warnings: readonly string[];
  readonly files: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function report(text: string): Report {
  return JSON.parse(text) as Report;
}

function starts(rig: Rig): number {
  return Number(rig.run(`grep -c 'wazuh-analysisd.*Started' ${LOG}`).stdout);
}

function expectClean(rig: Rig, wanted: Bundle): void {
  const { code, stdout } = rig.install("check", wanted);
  expect(JSON.parse(stdout)).toMatchObject({ drift: [] });
  expect(code).toBe(0);
}

describe("a manager", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("master");
  });
  afterAll(() => {
    rig.down();
  });

  it("gets everything at first, by a reload that leaves execd alone", () => {
    const execd = rig.run("cat /var/ossec/var/run/wazuh-execd-*.pid").stdout;
    const result = rig.install("apply", one);
    expect(result.stderr).toBe("");
    expect(report(result.stdout)).toMatchObject({
      restart: "reload",
      recovered: "none",
      changed: [`${BIN}/guarded-block-ip`, RULES, CONF],
      files: { [RULES]: { owner: "wazuh", group: "wazuh", mode: "0660", verified: true } },
    });
    expect(rig.run("cat /var/ossec/var/run/wazuh-execd-*.pid").stdout).toBe(execd);
    expect(rig.run(`stat -c '%U %G %a' ${CONF}`).stdout).toBe("root wazuh 660\n");
    expectClean(rig, one);
  });

  it("has nothing done to it by a second run", () => {
    const before =
      state(rig) + rig.run(`stat -c '%n %Z' ${CONF} ${BIN}/* ${RULES}; cat ${LOG}`).stdout;
    const result = rig.install("apply", one);
    expect(report(result.stdout)).toMatchObject({ restart: "none", changed: [] });
    expect(
      state(rig) + rig.run(`stat -c '%n %Z' ${CONF} ${BIN}/* ${RULES}; cat ${LOG}`).stdout,
    ).toBe(before);
  });

  it("reads changed rules without a restart", () => {
    const was = starts(rig);
    const changed = bundle("master", {
      files: [script("guarded-block-ip", "one"), rules("new")],
      part: part(3600),
    });
    expect(report(rig.install("apply", changed).stdout)).toMatchObject({
      restart: "hot-reload",
      changed: [RULES],
    });
    expect(starts(rig)).toBe(was);
    expect(rig.run(`tail -n 1 ${LOG}`).stdout).toMatch(/reloaded the rules/);
    rig.install("apply", one);
  });

  it("goes back to the old rules where analysisd drops one of the new, although it answers error 0", () => {
    const before = state(rig);
    const dropped = bundle("master", {
      files: [script("guarded-block-ip", "one"), rules("DROPPED")],
      part: part(3600),
    });
    const { code, stderr } = rig.install("apply", dropped);
    expect(stderr).toContain(
      "analysisd has read the rules, but does not take these of ours: (7617): Signature ID '100199' was not found and will be ignored in the 'if_sid' option of rule '100050'.;(7619): Empty 'if_sid' value. Rule '100050' will be ignored.\n",
    );
    expect(stderr).toContain(
      "failed: the new state did not come into force; the old state is back",
    );
    expect(code).toBe(70);
    expect(state(rig)).toBe(before);
  });

  it("is not restarted for a script", () => {
    const was = starts(rig);
    const changed = bundle("master", {
      files: [script("guarded-block-ip", "new"), rules("one")],
      part: part(3600),
    });
    expect(report(rig.install("apply", changed).stdout)).toMatchObject({
      restart: "none",
      changed: [`${BIN}/guarded-block-ip`],
    });
    expect(starts(rig)).toBe(was);
    rig.install("apply", one);
  });

  it.each([
    ["fails", "reload-fails", /failed \(1\): \/var\/ossec\/bin\/wazuh-control reload/],
    [
      "hangs",
      "reload-hangs",
      /did not end within 3 s, and was ended: \/var\/ossec\/bin\/wazuh-control reload/,
    ],
    ["leaves it down", "dies", /failed \(1\): \/var\/ossec\/bin\/wazuh-control reload/],
    [
      "leaves it down, with the old files too",
      "reload-dies",
      /failed \(1\): \/var\/ossec\/bin\/wazuh-control reload/,
    ],
    [
      "comes up with the old configuration",
      "comes-up-old",
      /analysisd runs, but not with this configuration: not loaded: response firewall-drop, rules 5763,5712/,
    ],
  ])(
    "whose reload %s has its old files, its old ar.conf and a running analysisd",
    (_, fault, words) => {
      expectClean(rig, one);
      const before = state(rig);
      rig.run(`echo ${fault} >/var/ossec/fault`);
      const start = Date.now();
      const result = rig.install("apply", two);
      rig.run("rm -f /var/ossec/fault");
      expect(result.stderr).toMatch(words);
      expect(result.stderr).toMatch(
        /failed: the new state did not come into force; the old state is back and the manager runs with it/,
      );
      expect(result.code).toBe(70);
      expect(Date.now() - start).toBeLessThan(25_000 * slowness());
      expect(state(rig)).toBe(before);
      expectClean(rig, one);
    },
    180_000,
  );

  it("that cannot be brought up even with its old files says so, keeps the journal, and the next run finishes", () => {
    rig.run("echo stays-down >/var/ossec/fault");
    const result = rig.install("apply", two);
    expect(result.code).toBe(71);
    expect(result.stderr).toMatch(/the old state could NOT be put back whole/);
    expect(result.stderr).toMatch(/does not run again within 3 s: wazuh-analysisd/);
    const found = JSON.parse(rig.install("check", two).stdout) as { drift: { what: string }[] };
    expect(found.drift.map(({ what }) => what)).toContain("unfinished");
    rig.run("rm /var/ossec/fault");
    const next = rig.install("apply", two);
    expect(next.stderr).toMatch(/an earlier run was interrupted; putting the old state back first/);
    expect(report(next.stdout)).toMatchObject({ restart: "reload", recovered: "undone" });
    expectClean(rig, two);
    rig.install("apply", one);
  }, 180_000);

  it("that is down is not touched", () => {
    rig.run("/var/ossec/bin/wazuh-control stop");
    const result = rig.install("apply", two);
    rig.run("/var/ossec/bin/wazuh-control start");
    expect(result.code).toBe(65);
    expect(result.stderr).toMatch(/wazuh-analysisd does not run; start the manager/);
    expectClean(rig, one);
  });

  it("takes back what a killed run had begun, by the bootstrap itself", () => {
    const before = state(rig);
    rig.run(`cat >/run/document`, printBundle(two));
    // A reload that hangs holds the run where it is to be killed.
    rig.run("echo reload-hangs >/var/ossec/fault");
    const { stdout } = rig.run(
      `{ ${bootstrap("apply", false)}; echo "code $?"; } </run/document >/run/said 2>&1 &
       until [ -e /var/lib/wazuh-active-response/journal/phase.force ]; do kill -0 $! || break; sleep 0.005; done
       rm -f /var/ossec/fault
       kill -9 $(pgrep -f '^sh /run/wazuh-active-response.*/run apply')
       wait; cat /run/said`,
    );
    expect(stdout).toMatch(/an earlier run was interrupted; putting the old state back first/);
    expect(stdout).toMatch(
      /wazuh: the run was ended in the middle \(killed, or as said above\); nothing of it is left; run again\ncode 70$/m,
    );
    expect(state(rig)).toBe(before);
    expectClean(rig, one);
  });

  it("is not left half way by a connection that is cut", () => {
    rig.run(`cat >/run/document`, printBundle(two));
    // Whoever reads its output goes away at once, and the session's group is hung up, then killed.
    rig.run(
      `setsid sh -c '{ ${bootstrap("apply", false).replaceAll("'", `'\\''`)}; } </run/document 2>&1 | true' & p=$!
       until [ -e /var/lib/wazuh-active-response/journal ]; do kill -0 $p || break; sleep 0.005; done
       kill -1 -$p; kill -9 -$p
       until ! [ -e /var/lib/wazuh-active-response/journal ]; do sleep 0.02; done`,
    );
    expect(rig.run("ls /run | grep -c wazuh-active-response").stdout).toMatch(/^[01]\n$/);
    expectClean(rig, two);
    expect(rig.install("apply", one).code).toBe(0);
  });

  it("takes one run at a time, and says who holds the lock", () => {
    const holder = rig.start(
      "exec 9>>/var/lib/wazuh-active-response/lock; flock 9; echo $$ >/var/lib/wazuh-active-response/lock; touch -d '30 seconds ago' /var/lib/wazuh-active-response/lock; exec sleep 100",
    );
    rig.run(
      "until ! flock -n /var/lib/wazuh-active-response/lock true; do sleep 0.01; done; until grep -q . /var/lib/wazuh-active-response/lock; do sleep 0.01; done",
    );
    const second = rig.install("apply", two);
    expect(second.code).toBe(75);
    expect(second.stderr).toMatch(
      /another run holds the lock: process \d+, for 3[0-9] s; wait for it, then run again; nothing was changed/,
    );
    // The lock of an owner that is gone is nobody's.
    rig.run("kill -9 $(cat /var/lib/wazuh-active-response/lock)");
    holder.kill("SIGKILL");
    rig.run("until flock -n /var/lib/wazuh-active-response/lock true; do sleep 0.01; done");
    expect(rig.install("apply", one).code).toBe(0);
  });

  it("does not go on where the run that it waited for has taken our whole folder away", () => {
    rig.run("cat >/run/document", printBundle(one));
    // The waiting run holds the lock of a file without a name then: no other run would wait for it.
    const { stdout } = rig.run(
      `(exec 9>>/var/lib/wazuh-active-response/lock; flock 9; echo >/run/held; n=0
        until pgrep -x flock || [ $n -gt 5000 ]; do n=$((n + 1)); sleep 0.01; done
        mv /var/lib/wazuh-active-response /run/aside) >/dev/null 2>&1 &
       until [ -e /run/held ]; do sleep 0.01; done
       { ${bootstrap("apply", false)}; echo "code $?"; } </run/document 2>&1; wait
       rm -rf /var/lib/wazuh-active-response; mv /run/aside /var/lib/wazuh-active-response`,
    );
    expect(stdout).toMatch(/the run before has just removed everything of ours; run again/);
    expect(stdout).toMatch(/code 75$/m);
    expectClean(rig, one);
  });

  it("does not lose an edit of ossec.conf that somebody makes while the new one is tested", () => {
    rig.run(
      `cd /var/ossec/bin; mv wazuh-execd /run/execd
       printf '#!/bin/sh\\necho "<!-- edited meanwhile -->" >>${CONF}\\n' >wazuh-execd; chmod 750 wazuh-execd`,
    );
    const { code, stderr } = rig.install("apply", two);
    rig.run("mv /run/execd /var/ossec/bin/wazuh-execd");
    expect(stderr).toMatch(
      /failed: \/var\/ossec\/etc\/ossec\.conf was edited while this run was under way; the old state is back/,
    );
    expect(code).toBe(70);
    expectClean(rig, one);
    expect(rig.install("apply", two).code).toBe(0);
    expect(rig.run(`tail -n 1 ${CONF}`).stdout).toBe("<!-- edited meanwhile -->\n");
    rig.run(`sed -i '/edited meanwhile/d' ${CONF}`);
    rig.install("apply", one);
  });

  it("applies the same bundle twice at once without harm", () => {
    rig.run(`cat >/run/document`, printBundle(two));
    const command = bootstrap("apply", false);
    const { stdout } = rig.run(
      `for i in 1 2; do { ${command} >/dev/null 2>/run/error.$i; echo "code $?"; } </run/document & done; wait`,
    );
    expect(stdout.trim().split("\n").sort()).toEqual(expect.arrayContaining(["code 0"]));
    expect(stdout).toMatch(/^(code (0|75)\n){2}$/);
    expectClean(rig, two);
    rig.install("apply", one);
  });

  it("keeps everything when the name that it was renamed from leaves the stack", () => {
    rig.install("apply", one);
    const renamed = { ...one, host: "wazuh-2" };
    expect(rig.install("apply", renamed)).toMatchObject({ code: 0 });
    expect(rig.install("remove", one)).toMatchObject({
      code: 0,
      stdout: '{"host":"wazuh","removed":[]}\n',
      stderr: "wazuh: this host is rolled out as wazuh-2 now; nothing of it is taken away\n",
    });
    expectClean(rig, renamed);
    rig.install("apply", one);
  });

  it("has its own file back when ours goes, and its configuration byte for byte", () => {
    rig.install("remove", one);
    rig.run(
      `printf '#!/bin/sh\\n# the user had this\\n' >${BIN}/guarded-block-ip; chmod 0700 ${BIN}/guarded-block-ip; chown root:root ${BIN}/guarded-block-ip`,
    );
    const before = rig.run(
      `cat ${CONF} ${BIN}/guarded-block-ip; stat -c '%U %G %a' ${BIN}/guarded-block-ip ${CONF}; cat ${AR_CONF}; ls -A /var/ossec/etc/rules`,
    ).stdout;
    expect(rig.install("apply", one).code).toBe(0);
    expect(rig.install("apply", two).code).toBe(0);
    const result = rig.install("remove", two);
    expect(result.code).toBe(0);
    expect((JSON.parse(result.stdout) as { removed: string[] }).removed.sort()).toEqual(
      [`${BIN}/guarded-block-ip`, CONF, RULES].sort(),
    );
    expect(
      rig.run(
        `cat ${CONF} ${BIN}/guarded-block-ip; stat -c '%U %G %a' ${BIN}/guarded-block-ip ${CONF}; cat ${AR_CONF}; ls -A /var/ossec/etc/rules`,
      ).stdout,
    ).toBe(before);
    expect(rig.run("ls -d /var/lib/wazuh-active-response").code).not.toBe(0);
    // What an operator had switched off, and the notes of secrets, which go by themselves.
    rig.run(
      ": >/var/ossec/active-response/off; mkdir -p /var/lib/wazuh-active-response/secrets; : >/var/lib/wazuh-active-response/secrets/one",
    );
    expect(rig.install("remove", two)).toMatchObject({ code: 0 });
    expect(
      rig.run(
        "ls /var/ossec/active-response /var/lib/wazuh-active-response/secrets; rm -r /var/lib/wazuh-active-response",
      ).stdout,
    ).toBe("/var/lib/wazuh-active-response/secrets:\none\n\n/var/ossec/active-response:\nbin\n");
  });
});

describe("an agent", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("agent");
  });
  afterAll(() => {
    rig.down();
  });
  const wanted = bundle("agent", {
    files: [script("guarded-block-ip", "one"), script("custom-unblock", "one")],
  });

  it("knows a new script without a restart: execd reads ar.conf again", () => {
    rig.run(`echo 'firewall-drop60 - guarded-block-ip - 60' >>${AR_CONF}`);
    const send = (name: string): void => {
      rig.run(
        `lines=$(wc -l <${LOG})
         perl -MSocket -e 'socket $s, AF_UNIX, SOCK_DGRAM, 0; send $s, "{\\"command\\":\\"${name}\\"}", 0, sockaddr_un("/var/ossec/queue/alerts/execq")'
         tries=0; until [ "$(wc -l <${LOG})" -gt "$lines" ] || [ $((tries += 1)) -gt 5000 ]; do sleep 0.01; done`,
      );
    };
    send("firewall-drop60");
    expect(
      rig.run(`grep -c 'not present: .active-response/bin/guarded-block-ip' ${LOG}`).stdout,
    ).toBe("1\n");
    expect(rig.install("apply", wanted).code).toBe(0);
    send("firewall-drop60");
    expect(rig.run(`tail -n 1 ${LOG}`).stdout).toMatch(/ran guarded-block-ip/);
  });

  it("whose wazuh-control is starting execd at that moment waits for it", () => {
    const result = rig.run(
      `cd /var/ossec; mv var/run/wazuh-execd-*.pid /run; mkdir var/start-script-lock
       sleep 60 >/dev/null 2>&1 & echo $! >var/start-script-lock/pid
       { sleep 0.6; mv /run/wazuh-execd-*.pid var/run; kill "$(cat var/start-script-lock/pid)"; rm -r var/start-script-lock; } >/dev/null 2>&1 &
       ${bootstrap("check", false)}`,
      printBundle(wanted),
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(result.stdout)).toMatchObject({ drift: [] });
  });

  it("whose execd missed a script is found by check and healed by apply", () => {
    rig.run(
      `echo "2026/11/25 09:00:00 wazuh-execd: INFO: Active response command not present: 'active-response/bin/guarded-block-ip'. Not using it on this system." >>${LOG}`,
    );
    const found = rig.install("check", wanted);
    expect(JSON.parse(found.stdout)).toMatchObject({
      drift: [
        {
          what: "execd",
          detail: expect.stringContaining("does not know guarded-block-ip") as string,
        },
      ],
    });
    expect(rig.install("apply", wanted).code).toBe(0);
    expectClean(rig, wanted);
  });

  it("with more rows in ar.conf than execd can read again is refused, and keeps its old files", () => {
    // 63 are fine, 64 are not.
    rig.run(
      `cp ${AR_CONF} /run/ar.conf; for i in $(seq $((64 - $(wc -l <${AR_CONF})))); do echo "row$i - none - 0"; done >>${AR_CONF}`,
    );
    const more = bundle("agent", {
      files: [
        ...[script("guarded-block-ip", "one"), script("custom-unblock", "one")],
        script("custom-isolate", "one"),
      ],
    });
    const result = rig.install("apply", more);
    expect(result.stderr).toMatch(
      /ar\.conf has 64 rows; to read it again would crash wazuh-execd of 4\.14; bind fewer responses/,
    );
    expect(result.code).toBe(70);
    expect(rig.run(`ls -A ${BIN}`).stdout).toBe("custom-unblock\nguarded-block-ip\n");
    rig.run(`sed -i '$d' ${AR_CONF}`);
    expect(rig.install("apply", more)).toMatchObject({ code: 0, stderr: "" });
    rig.run(`cat /run/ar.conf >${AR_CONF}`);
    rig.install("remove", more);
    rig.install("apply", wanted);
    expectClean(rig, wanted);
  });

  it("does without a file whose program it does not have, and says so", () => {
    const file = {
      ...script("custom-isolate", "one"),
      onlyWith: "no-such-program",
      otherwise: "nothing is logged by the kernel",
    };
    const result = rig.install(
      "apply",
      bundle("agent", {
        files: [script("guarded-block-ip", "one"), script("custom-unblock", "one"), file],
      }),
    );
    expect(result.code).toBe(0);
    expect(report(result.stdout).warnings).toEqual([
      `${file.path} is left out: nothing is logged by the kernel`,
    ]);
    expect(rig.run(`ls -A ${BIN}`).stdout).toBe("custom-unblock\nguarded-block-ip\n");
  });

  it("keeps audit rules for the next boot where the host has locked its own, and says so", () => {
    const file = {
      ...script("audit", "rules"),
      path: "/var/ossec/active-response/audit.rules",
      reload: ["augenrules", "--load"],
    };
    const fake = (enabled: number): string =>
      `cd /usr/local/sbin; printf '#!/bin/sh\\necho enabled ${enabled}\\n' >auditctl; printf '#!/bin/sh\\nexit 1\\n' >augenrules; chmod 755 a*`;
    rig.run(`mount -t tmpfs none /usr/local/sbin; ${fake(1)}`);
    const wanted = bundle("agent", {
      files: [script("guarded-block-ip", "one"), script("custom-unblock", "one"), file],
    });
    expect(rig.install("apply", wanted)).toMatchObject({ code: 70 });
    rig.run(fake(2));
    const result = rig.install("apply", wanted);
    rig.run("umount /usr/local/sbin");
    expect(result.code).toBe(0);
    expect(report(result.stdout).warnings).toEqual([
      "the audit rules are immutable until the next boot (auditctl -e 2): the new ones are on the disk, and work from then on",
    ]);
    expect(rig.run(`cat ${file.path}`).stdout).toBe(file.content);
    const kept = { [`${BIN}/guarded-block-ip`]: {}, [`${BIN}/custom-unblock`]: {} };
    rig.run(
      bootstrap("prune", false),
      JSON.stringify({ host: "hel-1", role: "agent", files: kept }),
    );
  });

  it("keeps a script that is no longer named until it is pruned, and says so, and behind which apply it went", () => {
    const rollout = { bundle: "0123456789ab", operator: "ann@desk" };
    const fewer = { ...bundle("agent", { files: [script("guarded-block-ip", "one")] }), rollout };
    const applied = rig.install("apply", fewer);
    expect(applied.code).toBe(0);
    const said = JSON.parse(applied.stdout) as { left: string[]; rollout: { when: string } };
    expect(said.left).toEqual([`${BIN}/custom-unblock`]);
    expect(said.rollout).toEqual({ ...rollout, when: expect.stringMatching(/^20.*Z$/) as string });
    expect(JSON.parse(rig.install("check", fewer).stdout)).toMatchObject({
      drift: [{ what: "extra", detail: `${BIN}/custom-unblock` }],
    });
    const pruned = rig.run(
      bootstrap("prune", false),
      JSON.stringify({ host: "hel-1", role: "agent", files: { [`${BIN}/guarded-block-ip`]: {} } }),
    );
    expect(JSON.parse(pruned.stdout)).toEqual({
      host: "hel-1",
      removed: [`${BIN}/custom-unblock`],
      after: said.rollout,
    });
    expect(JSON.parse(rig.install("apply", fewer).stdout)).toMatchObject({ left: [] });
    expectClean(rig, fewer);
  });

  it("prunes by the installer that is here only what it understands: the format of a later version it refuses, and so does an older one", () => {
    const scripts = ["guarded-block-ip", "custom-unblock"].map((name) => script(name, "one"));
    const wanted = bundle("agent", { files: scripts });
    expect(rig.install("apply", wanted).code).toBe(0);
    const fewer = printPaths({ ...wanted, files: {} });
    const refused = (format: number, known: number): string =>
      `hel-1: refused: what was sent is in format ${format}, and the installer on this host reads format ${known} only: it comes from another version of the program; run pulumi up with that version, which brings this host its installer, then run again; nothing was changed\n`;
    const later = fewer.replace(`"format":${FORMAT},`, `"format":${FORMAT + 1},`);
    expect(rig.run(bootstrap("prune", false), later)).toEqual({
      code: 65,
      stdout: "",
      stderr: refused(FORMAT + 1, FORMAT).replace("hel-1", rig.run("hostname").stdout.trim()),
    });
    const kept = "/var/lib/wazuh-active-response/installer";
    rig.run(`sed -i 's/^my @formats = (${FORMAT});/my @formats = (${FORMAT - 1});/' ${kept}`);
    expect(rig.run(bootstrap("prune", false), fewer)).toEqual({
      code: 65,
      stdout: "",
      stderr: refused(FORMAT, FORMAT - 1).replace("hel-1", rig.run("hostname").stdout.trim()),
    });
    expect(rig.run(`ls ${BIN}`).stdout).toBe("custom-unblock\nguarded-block-ip\n");
    // What it says to do: an apply brings the installer, and the same step then works.
    expect(rig.install("apply", wanted).code).toBe(0);
    expect(rig.run(bootstrap("prune", false), fewer).code).toBe(0);
    expect(rig.run(`ls ${BIN}`).stdout).toBe("");
  });

  it("takes the state of the last release: a document without the number of its format, at prune and remove", () => {
    const wanted = bundle("agent", { files: [script("guarded-block-ip", "one")] });
    expect(rig.install("apply", wanted).code).toBe(0);
    const older = (document: string): string => document.replace(`"format":${FORMAT},`, "");
    expect(older(printBundle(wanted))).not.toContain(`"format"`);
    expect(rig.run(bootstrap("prune", false), older(printPaths(wanted)))).toMatchObject({
      code: 0,
    });
    expect(rig.run(bootstrap("remove", false), older(printBundle(wanted)))).toMatchObject({
      code: 0,
      stdout: `{"host":"hel-1","removed":["${BIN}/guarded-block-ip"]}\n`,
    });
  });

  it("runs by the installer with its comments as by the short one", () => {
    const wanted = bundle("agent", { files: [script("guarded-block-ip", "one")] });
    expect(rig.bare("apply", wanted, "%s", commentedInstaller("agent"))).toMatchObject({
      code: 0,
      stderr: "",
    });
    expectClean(rig, wanted);
    expect(rig.bare("remove", wanted, "%s", commentedInstaller("agent"))).toMatchObject({
      code: 0,
    });
    expect(rig.run(`ls ${BIN}`).stdout).toBe("");
  });

  it("runs reload commands after a change, and unload commands before a file goes", () => {
    const file = {
      ...script("guarded-block-ip", "one"),
      reload: ["sh", "-c", "date>>/run/reloaded"],
      unload: ["rm", "-f", "/run/table"],
    };
    const loaded = bundle("agent", { files: [{ ...file, reload: ["touch", "/run/table"] }] });
    rig.install("remove", loaded);
    expect(rig.install("apply", loaded).code).toBe(0);
    expect(rig.run("ls /run/table").code).toBe(0);
    expect(rig.install("remove", loaded).code).toBe(0);
    expect(rig.run("ls /run/table").code).not.toBe(0);
  });

  it("works in /var/tmp where /run is full", () => {
    const good = bundle("agent", { files: [script("guarded-block-ip", "one")] });
    rig.run("mount -o remount,size=64k /run; cat /dev/zero >/run/filler");
    const { code, stderr } = rig.install("apply", good);
    rig.run("rm /run/filler; mount -o remount,size=100m /run");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(
      rig.run("ls -d /run/wazuh-active-response.* /var/tmp/wazuh-active-response.*").stdout,
    ).toBe("");
  });

  it("is not blocked for ever by a journal that is damaged", () => {
    const good = bundle("agent", { files: [script("guarded-block-ip", "one")] });
    rig.install("apply", good);
    for (const damage of [
      "mkdir -p $j",
      "mkdir -p $j; : >$j/phase.swapping",
      "mkdir -p $j; : >$j/plan",
    ]) {
      rig.run(`j=/var/lib/wazuh-active-response/journal; ${damage}`);
      expect(JSON.parse(rig.install("check", good).stdout)).toMatchObject({
        drift: [
          {
            what: "unfinished",
            detail:
              "an apply was interrupted (its journal is damaged); the next pulumi up completes or undoes it first",
          },
        ],
      });
      const { code, stderr } = rig.install("apply", good);
      expect(stderr).toBe(
        `hel-1: the journal of an earlier run is damaged (no plan, or no phase); it is kept as /var/lib/wazuh-active-response/journal.damaged, and nothing is undone by it; look for files named .NAME.wazuh-active-response.old.tmp beside ours\n`,
      );
      expect(code).toBe(0);
      expectClean(rig, good);
    }
    rig.run(`rm -r /var/lib/wazuh-active-response/journal.damaged`);
  });

  it("says its last step when it is killed", () => {
    const good = bundle("agent", { files: [script("guarded-block-ip", "one")] });
    rig.install("apply", good);
    rig.run(
      "echo 'read -r _ _ _ parent _ </proc/$PPID/stat; [ -e /run/killed ] || { : >/run/killed; kill -9 $parent; }' >/run/killer",
    );
    const reload = ["sh", "/run/killer"];
    const bad = bundle("agent", { files: [{ ...script("guarded-block-ip", "two"), reload }] });
    const { stderr, code } = rig.install("apply", bad);
    expect(stderr).toContain("hel-1: its last step: it ran the reload commands\n");
    expect(code).toBe(70);
    expectClean(rig, good);
    rig.install("remove", good);
  });

  it("undoes a change in whose middle the shell itself ends, with the code that means drift to check", () => {
    const good = bundle("agent", { files: [script("guarded-block-ip", "one")] });
    rig.install("apply", good);
    // A folder where the installer opens a file: the shell ends with 2.
    rig.run(
      "echo 'for d in /run/wazuh-active-response.*; do rm -f $d/dead; mkdir $d/dead; done' >/run/sabotage",
    );
    const reload = ["sh", "/run/sabotage"];
    const result = rig.install(
      "apply",
      bundle("agent", { files: [{ ...script("guarded-block-ip", "two"), reload }] }),
    );
    expect(result.stderr).toMatch(
      /apply ended unexpectedly with code 2, while it made the daemons read the new state; what it had begun is undone/,
    );
    expect(result.code).toBe(70);
    expectClean(rig, good);
  });

  it("leaves a file alone that somebody has edited since the run that changed it was killed", () => {
    const good = bundle("agent", {
      files: [script("guarded-block-ip", "one"), script("other", "one")],
    });
    rig.install("apply", good);
    rig.run("echo 'read -r _ _ _ parent _ </proc/$PPID/stat; kill -9 $parent' >/run/killer");
    const reload = ["sh", "/run/killer"];
    const files = [{ ...script("guarded-block-ip", "two"), reload }, script("other", "two")];
    expect(rig.bare("apply", bundle("agent", { files })).code).toBe(137);
    rig.run(`: >/run/killer; echo 'by hand' >${BIN}/guarded-block-ip`);
    const { code, stderr } = rig.bare("recover", good);
    expect(stderr).toContain(
      `${BIN}/guarded-block-ip was changed by somebody after the run was interrupted; it is left as it is`,
    );
    expect(code).toBe(0);
    expect(
      rig.run(`cat ${BIN}/guarded-block-ip; ls -A ${BIN} /var/lib/wazuh-active-response`).stdout,
    ).toMatch(/^by hand\n(?!.*(?:journal|\.old\.tmp))/s);
    expect(JSON.parse(rig.install("check", good).stdout)).toMatchObject({
      drift: [{ what: "tampered", detail: `${BIN}/guarded-block-ip` }],
    });
    rig.install("apply", good);
    rig.install("remove", good);
  });

  it.each(["i", "a"])(
    "refuses a file with the attribute %s before anything is changed",
    (letter) => {
      // A stand-in of lsattr: not every file system has attributes.
      const lsattr = `#!/bin/sh\necho "----${letter}--------- $2"\n`;
      rig.run("mount -t tmpfs none /usr/local/sbin; cat >/usr/local/sbin/lsattr", lsattr);
      rig.run(`chmod 755 /usr/local/sbin/lsattr; echo theirs >${BIN}/guarded-block-ip`);
      const result = rig.install(
        "apply",
        bundle("agent", { files: [script("guarded-block-ip", "one")] }),
      );
      rig.run("umount /usr/local/sbin");
      expect(result.stderr).toContain(
        `${BIN}/guarded-block-ip is immutable; run chattr -ia ${BIN}/guarded-block-ip\n`,
      );
      expect(result.code).toBe(65);
      expect(rig.run(`cat ${BIN}/guarded-block-ip; rm ${BIN}/guarded-block-ip`).stdout).toBe(
        "theirs\n",
      );
    },
  );

  it("undoes a change whose reload command fails", () => {
    const good = bundle("agent", { files: [script("guarded-block-ip", "one")] });
    rig.install("apply", good);
    // What came with it and was in force already is taken out of force.
    const added = { ...script("added", "two"), unload: ["touch", "/run/out-of-force"] };
    const bad = bundle("agent", {
      files: [added, { ...script("guarded-block-ip", "two"), reload: ["false"] }],
    });
    const result = rig.install("apply", bad);
    expect(result.code).toBe(70);
    expect(rig.run("rm /run/out-of-force").code).toBe(0);
    expect(result.stderr).toMatch(/failed: a reload command failed; the old state is back/);
    expectClean(rig, good);
  });
});
