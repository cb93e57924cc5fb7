import { createHash } from "node:crypto";

import { AR_CONF, LOG, state } from "./onRig";
import { bundle, part, Rig, rules, RULES, script } from "./rig";

interface Report {
  readonly restart: string;
  readonly changed: readonly string[];
}

/** What a worker gets whose master hands on a rules file: not the file, but what to wait for. */
function workerBundle(text: string, timeout: number) {
  const { content } = rules(text);
  const sum = createHash("sha256").update(content).digest("hex");
  return bundle("worker", {
    files: [script("guarded-block-ip", text)],
    part: part(timeout),
    awaits: { [RULES]: sum },
  });
}

describe("a worker", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("worker");
  });
  afterAll(() => {
    rig.down();
  });

  const one = workerBundle("one", 3600);
  const two = workerBundle("two", 60);
  const arrives = (text: string): void => {
    rig.run(`cat >${RULES}; chown wazuh:wazuh ${RULES}; chmod 660 ${RULES}`, rules(text).content);
  };
  const reloads = (): number => Number(rig.run(`grep -c 'reloaded the rules' ${LOG}`).stdout);
  const applied = (wanted: typeof one): Report => {
    const { code, stdout, stderr } = rig.install("apply", wanted);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Report;
  };

  it("keeps its old state whole where the rules never come, at its first rollout too", () => {
    const before = rig.run(
      `cat /var/ossec/etc/ossec.conf ${AR_CONF}; ls -AR /var/ossec/etc /var/ossec/active-response`,
    ).stdout;
    const result = rig.install("apply", one);
    expect(result.code).toBe(65);
    expect(result.stderr).toMatch(
      /refused: \/var\/ossec\/etc\/rules\/zz_active_response\.xml did not come from the master within 3 s; is the cluster connected \(\/var\/ossec\/bin\/cluster_control -l\)\? nothing was changed on this node/,
    );
    expect(
      rig.run(
        `cat /var/ossec/etc/ossec.conf ${AR_CONF}; ls -AR /var/ossec/etc /var/ossec/active-response`,
      ).stdout,
    ).toBe(before);
    expect(rig.run("ls -d /var/lib/wazuh-active-response/journal").code).not.toBe(0);
  });

  it("takes everything once they have come, also while it waits", () => {
    rig.run("cat >/run/late", rules("one").content);
    rig.run(`(sleep 1; cp /run/late ${RULES}.tmp; mv ${RULES}.tmp ${RULES}) >/dev/null 2>&1 &`);
    expect(applied(one)).toMatchObject({ restart: "reload" });
    expect(reloads()).toBe(1);
    expect(rig.install("check", one)).toMatchObject({ code: 0 });
  });

  it("reads nothing again where nothing changed", () => {
    expect(applied(one)).toMatchObject({ restart: "none", changed: [] });
    expect(reloads()).toBe(1);
    // Written again by the cluster, with the same text: analysisd may have read something else in between.
    arrives("one");
    expect(applied(one)).toMatchObject({ restart: "hot-reload", changed: [] });
    expect(applied(one)).toMatchObject({ restart: "none" });
    expect(reloads()).toBe(2);
  });

  it("keeps its old responses where the new rules stay away, and check says what is missing", () => {
    const before = state(rig);
    const result = rig.install("apply", two);
    expect(result.code).toBe(65);
    expect(state(rig)).toBe(before);
    const { drift } = JSON.parse(rig.install("check", two).stdout) as {
      drift: { what: string; detail: string }[];
    };
    expect(drift).toContainEqual({
      what: "cluster",
      detail: `${RULES} differs from the master's`,
    });
    arrives("two");
    expect(applied(two)).toMatchObject({ restart: "reload" });
    expect(rig.install("check", two)).toMatchObject({ code: 0 });
  });

  it("leaves groups' agent.conf to the master, which hands it on", () => {
    const file = "/var/ossec/etc/shared/default/agent.conf";
    const handed = `<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->
<agent_config os="Linux">
</agent_config>
<!-- wazuh-active-response: end -->
`;
    rig.run(`mkdir -p ${file.replace("/agent.conf", "")}; cat >${file}`, handed);
    expect(applied(two)).toMatchObject({ restart: "none", changed: [] });
    expect(rig.run(`cat ${file}`).stdout).toBe(handed);
    expect(rig.install("check", two)).toMatchObject({ code: 0 });
  });

  it("keeps its old state where analysisd refuses the rules that came", () => {
    const bad = workerBundle("BAD", 90);
    arrives("BAD");
    const before = state(rig);
    const result = rig.install("apply", bad);
    expect(result.code).toBe(65);
    expect(result.stderr).toMatch(
      /analysisd refuses the rules: .*\n.*refused: the rules have come from the master, but analysisd does not read them; nothing else was changed on this node/,
    );
    expect(state(rig)).toBe(before);
  });
});
