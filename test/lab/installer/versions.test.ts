import { createHash } from "node:crypto";

import { LOG, state } from "./onRig";
import { BIN, bundle, part, Rig, RULES, rules, script } from "./rig";

/** Plays another version: what the installer reads, and what the stand-ins go by when they start next. */
function plays(rig: Rig, version: string): void {
  const { code, stderr } = rig.run(
    `sed -i 's/^VERSION=.*/VERSION="v${version}"/' /var/ossec/bin/wazuh-control && { [ ${rig.role} = agent ] || /var/ossec/bin/wazuh-control reload; }`,
  );
  if (code !== 0) throw new Error(stderr);
}

const starts = (rig: Rig): number =>
  Number(rig.run(`grep -c 'wazuh-analysisd: INFO: Started' ${LOG}`).stdout);
const execd = (rig: Rig): string => rig.run("cat /var/ossec/var/run/wazuh-execd-*.pid").stdout;

const withRules = (text: string): ReturnType<typeof bundle> =>
  bundle("master", {
    files: [script("guarded-block-ip", "one"), rules(text)],
    part: part(3600),
  });

interface Report {
  readonly restart: string;
  readonly changed: readonly string[];
  readonly wazuh: string;
}

function applied(rig: Rig, wanted: ReturnType<typeof bundle>): Report {
  const { code, stdout, stderr } = rig.install("apply", wanted);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

describe("a manager", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("master");
  });
  afterAll(() => {
    rig.down();
  });

  it.each([
    ["4.9.0", "reload"],
    ["4.12.0", "reload"],
    ["4.13.1", "hot-reload"],
    ["4.14.7", "hot-reload"],
  ])("of %s reads changed rules by a %s, and says its version", (version, restart) => {
    plays(rig, version);
    applied(rig, withRules("one"));
    const before = { starts: starts(rig), execd: execd(rig) };
    expect(applied(rig, withRules(`new in ${version}`))).toMatchObject({
      restart,
      changed: [RULES],
      wazuh: version,
    });
    expect({ starts: starts(rig), execd: execd(rig) }).toEqual({
      starts: before.starts + (restart === "reload" ? 1 : 0),
      execd: before.execd,
    });
    expect(applied(rig, withRules(`new in ${version}`)).restart).toBe("none");
  });

  it("of 4.12 goes back to its old rules by a reload, too", () => {
    plays(rig, "4.12.0");
    applied(rig, withRules("one"));
    const before = state(rig);
    const was = starts(rig);
    rig.run("echo reload-fails >/var/ossec/fault");
    const { code, stderr } = rig.install("apply", withRules("two"));
    expect([code, stderr]).toEqual([
      70,
      expect.stringMatching(
        /^wazuh: failed \(1\): \/var\/ossec\/bin\/wazuh-control reload\n(?:.*\n)*wazuh: the new state did not come into force; putting the old state back\nwazuh: failed: the new state did not come into force; the old state is back and the manager runs with it\n$/,
      ),
    ]);
    expect(state(rig)).toBe(before);
    // The one that failed started nothing; that of the undo did.
    expect(starts(rig)).toBe(was + 1);
  });

  it.each([
    ["4.8.2", 'runs Wazuh "v4.8.2"; 4.9 to 4.14 are supported: update it to 4.14'],
    [
      "4.15.0",
      "runs Wazuh v4.15.0, which is newer than what this program knows; 4.9 to 4.14 are supported",
    ],
    ["3.13.6", 'runs Wazuh "v3.13.6"; 4.9 to 4.14 are supported: update it to 4.14'],
  ])("of %s is refused in one sentence", (version, why) => {
    plays(rig, version);
    expect(rig.install("apply", withRules("three"))).toEqual({
      code: 65,
      stdout: "",
      stderr: `wazuh: ${why}\nwazuh: refused: 1 problem(s), named above; nothing was changed\n`,
    });
    plays(rig, "4.14.7");
  });

  it.each(["4.9.2", "4.12.0", "4.13.1"])("of %s takes no kill-process", (version) => {
    plays(rig, version);
    const kills = bundle("master", {
      files: [script("kill-malicious-process.sh", "one"), rules("one")],
      part: part(3600),
    });
    expect(rig.install("apply", kills)).toMatchObject({
      code: 65,
      stderr: expect.stringContaining(
        `wazuh: runs Wazuh v${version}, whose auditd decoder cuts audit.exe at the first -, . or +, so that kill-process misses programs and hits others; update the manager to 4.14, or take kill-process out\n`,
      ) as string,
    });
    plays(rig, "4.14.7");
  });
});

describe("a worker of 4.12", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("worker");
  });
  afterAll(() => {
    rig.down();
  });

  const awaiting = (text: string): ReturnType<typeof bundle> =>
    bundle("worker", {
      files: [script("guarded-block-ip", "one")],
      part: part(3600),
      awaits: { [RULES]: createHash("sha256").update(rules(text).content).digest("hex") },
    });
  const arrives = (text: string): void => {
    rig.run(`cat >${RULES}; chown wazuh:wazuh ${RULES}; chmod 660 ${RULES}`, rules(text).content);
  };

  it("reads the master's rules by a reload, once", () => {
    plays(rig, "4.12.0");
    arrives("one");
    applied(rig, awaiting("one"));
    const was = { starts: starts(rig), execd: execd(rig) };
    arrives("two");
    expect(applied(rig, awaiting("two"))).toMatchObject({ restart: "reload", changed: [] });
    expect(applied(rig, awaiting("two"))).toMatchObject({ restart: "none", changed: [] });
    expect({ starts: starts(rig), execd: execd(rig) }).toEqual({ ...was, starts: was.starts + 1 });
  });

  it("keeps its responses, and runs, where the rules that came are refused", () => {
    arrives("BAD");
    const { code, stderr } = rig.install("apply", awaiting("BAD"));
    expect([code, stderr]).toEqual([
      65,
      expect.stringMatching(
        /wazuh: refused: the rules have come from the master, but analysisd does not read them; nothing else was changed on this node\n$/,
      ),
    ]);
    expect(rig.run("kill -0 $(cat /var/ossec/var/run/wazuh-analysisd-*.pid)").code).toBe(0);
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
  const wanted = bundle("agent", { files: [script("guarded-block-ip", "one")] });

  it.each(["4.9.0", "4.10.4", "4.12.0", "4.13.1", "4.14.7"])("of %s takes scripts", (version) => {
    plays(rig, version);
    rig.run(`rm -f ${BIN}/guarded-block-ip`);
    expect(applied(rig, wanted)).toMatchObject({
      restart: "none",
      changed: [`${BIN}/guarded-block-ip`],
      wazuh: version,
    });
  });

  it("of 4.8 is refused in one sentence", () => {
    plays(rig, "4.8.2");
    expect(rig.install("apply", wanted)).toEqual({
      code: 65,
      stdout: "",
      stderr:
        'hel-1: runs Wazuh "v4.8.2"; 4.9 to 4.14 are supported: update it to 4.14\nhel-1: refused: 1 problem(s), named above; nothing was changed\n',
    });
  });
});
