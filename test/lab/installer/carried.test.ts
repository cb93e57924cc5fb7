import { constantsOf } from "../../../policy/bundle/carried";
import type { Bundle } from "../../../policy/bundle/bundle";
import { agentFiles } from "../responses/policy";
import { drift } from "./onRig";
import { BIN, bundle, Rig } from "./rig";

const STATE = "/var/lib/wazuh-active-response";
const ADVICE = "run active-response check --fix, then pulumi up; nothing was changed";

/** A bundle whose tables say something else. */
function told(words: string): Bundle {
  return bundle("agent", {
    files: agentFiles().map((file) =>
      file.path.endsWith(".nft") ? { ...file, content: `${file.content}# ${words}\n` } : file,
    ),
  });
}

describe("a host that has kept what no policy changes", () => {
  let rig: Rig;
  const first = told("one");
  const kept = constantsOf(first);
  beforeEach(async () => {
    rig = await Rig.up("agent");
    rig.install("apply", first);
  });
  afterEach(() => {
    rig.down();
  });
  const table = (): string =>
    rig.run("tail -n 1 /var/ossec/active-response/guarded-block-ip.nft").stdout.trim();
  const scripts = (): string => rig.run(`cat ${BIN}/*`).stdout;

  it("says so, and takes the next bundle by their sums", () => {
    const before = scripts();
    const { code, stdout, stderr } = rig.install("apply", told("two"), kept);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      kept,
      changed: ["/var/ossec/active-response/guarded-block-ip.nft"],
    });
    expect(table()).toBe("# two");
    expect(scripts()).toBe(before);
    expect(drift(rig, told("two"))).toEqual([]);
    // Twice: what was kept is still there.
    expect(rig.install("apply", told("three"), kept)).toMatchObject({ code: 0, stderr: "" });
    expect(table()).toBe("# three");
    expect(rig.run(`stat -c '%a %U' ${STATE}`).stdout).toBe("711 root\n");
  });

  it.each([
    ["is gone", `rm ${STATE}/installer`],
    ["was changed", `echo 'touch /tmp/ran' >>${STATE}/installer`],
  ])(
    "refuses where the installer %s, runs nothing of it, and is whole again by all of it",
    (_what, how) => {
      rig.run(how);
      const { code, stderr } = rig.install("apply", told("two"), kept);
      expect(code).toBe(65);
      expect(stderr).toBe(`the installer that this host had kept is gone or another; ${ADVICE}\n`);
      expect(rig.run("ls /tmp/ran").code).not.toBe(0);
      expect(table()).toBe("# one");
      expect(drift(rig, first)).toEqual([
        `kept: what the last rollout kept in ${STATE} (installer, programs) is gone or changed, and the next one may go by it; check --fix, then pulumi up, sends all of it again`,
      ]);
      expect(rig.install("apply", told("two"))).toMatchObject({ code: 0, stderr: "" });
      expect(drift(rig, told("two"))).toEqual([]);
      expect(rig.install("apply", told("three"), kept)).toMatchObject({ code: 0, stderr: "" });
    },
  );

  it("is not told of drift where a run was killed before it noted what it had kept", () => {
    rig.run(`rm ${STATE}/kept; echo '# another' >>${STATE}/programs`);
    expect(drift(rig, first)).toEqual([]);
    expect(rig.install("apply", told("two"))).toMatchObject({ code: 0, stderr: "" });
    expect(rig.run(`cd ${STATE} && sha256sum -c kept`).code).toBe(0);
  });

  it("refuses where all that was noted is gone too, as on a disk from before", () => {
    rig.run(`rm -r ${STATE}`);
    expect(rig.install("apply", told("two"), kept)).toMatchObject({
      code: 65,
      stderr: `the installer that this host had kept is gone or another; ${ADVICE}\n`,
    });
    expect(table()).toBe("# one");
    expect(rig.install("apply", told("two"))).toMatchObject({ code: 0 });
    expect(drift(rig, told("two"))).toEqual([]);
  });

  it.each([
    ["are gone", `rm ${STATE}/programs`],
    ["were changed", `sed -i s/awk/AWK/ ${STATE}/programs`],
  ])("refuses where the programs %s, and is whole again by all of it", (_what, how) => {
    rig.run(how);
    const { code, stderr } = rig.install("apply", told("two"), kept);
    expect(code).toBe(65);
    expect(stderr).toBe(
      `vm: refused: the programs that this host had kept are gone or others; ${ADVICE}\n`,
    );
    expect(table()).toBe("# one");
    expect(rig.install("apply", told("two"))).toMatchObject({ code: 0, stderr: "" });
    expect(rig.install("apply", told("three"), kept)).toMatchObject({ code: 0, stderr: "" });
  });

  it("gives everything back by its sums, also where the programs are gone", () => {
    expect(rig.install("apply", told("two"), kept)).toMatchObject({ code: 0 });
    rig.run(`rm ${STATE}/programs`);
    expect(rig.install("remove", told("two"), kept)).toMatchObject({ code: 0, stderr: "" });
    expect(rig.run(`ls ${STATE} ${BIN}/guarded-block-ip`).code).not.toBe(0);
  });

  it("says that it cannot give everything back where the installer is gone, and not that it has", () => {
    rig.run(`rm ${STATE}/installer`);
    const { code, stderr } = rig.install("remove", first, kept);
    expect(code).toBe(65);
    expect(stderr).toContain("the installer that this host had kept is gone or another");
    expect(rig.install("remove", first)).toMatchObject({ code: 0, stderr: "" });
    // A host on which nothing was ever rolled out has nothing to give back.
    expect(rig.install("remove", first, kept)).toMatchObject({ code: 0, stderr: "" });
  });
});
