import { BIN, bundle, Rig, script } from "./rig";

const CONTROL = "/var/ossec/bin/wazuh-control";
const LIST = "/var/ossec/active-response/list.nft";

describe("what leaves an agent that moved to Wazuh 5", () => {
  let rig: Rig;
  const list = { ...script("list.nft", "a list"), path: LIST, mode: "0640" };
  const all = bundle("agent", {
    files: [script("one", "of 4.14"), script("two", "of 4.14"), list],
  });
  const less = bundle("agent", { files: [script("one", "of 4.14"), list] });

  beforeAll(async () => {
    rig = await Rig.up("agent");
  });
  afterAll(() => {
    rig.down();
  });
  const runs = (version: string): void => {
    rig.run(`sed -i 's/^VERSION=.*/VERSION="${version}"/' ${CONTROL}`);
  };
  const files = (): string =>
    rig.run(`cd ${BIN}; cat *; cat ${LIST}; stat -c '%n %U %G %a' * ${LIST}`).stdout;
  beforeEach(() => {
    runs("v4.14.7");
    const { code, stderr } = rig.install("apply", all);
    if (code !== 0) throw new Error(stderr);
  });

  it.each(["v5.0.0", "v10.1.0"])(
    "is nothing where scripts for it were put there: %s",
    (version) => {
      rig.run(`printf '#!/bin/sh\\n# for 5\\n' >${BIN}/one`);
      runs(version);
      const before = files();
      const kept = {
        code: 0,
        stdout: '{"host":"hel-1","removed":[]}\n',
        stderr: `hel-1: runs Wazuh ${version}, and has files that we did not write (one), as of scripts for Wazuh 5; nothing of it is taken away\n`,
      };
      expect(rig.install("prune", less)).toEqual(kept);
      expect(rig.install("remove", all)).toEqual(kept);
      expect(files()).toBe(before);
    },
  );

  it("is all that is ours where nobody put any there", () => {
    runs("v5.0.0");
    expect(rig.install("prune", less)).toEqual({
      code: 0,
      stdout: `{"host":"hel-1","removed":["${BIN}/two"]}\n`,
      stderr: "",
    });
    const { code, stdout, stderr } = rig.install("remove", all);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect((JSON.parse(stdout) as { removed: string[] }).removed.sort()).toEqual(
      [`${BIN}/one`, LIST].sort(),
    );
    expect(rig.run(`ls ${BIN} ${LIST}`).stdout).toBe(`${BIN}:\n`);
    expect(rig.run("ls -d /var/lib/wazuh-active-response").code).not.toBe(0);
  });

  it("is a script that somebody edited where the agent is still of 4.14", () => {
    rig.run(`printf '#!/bin/sh\\n# edited\\n' >${BIN}/one`);
    expect(rig.install("remove", all)).toMatchObject({ code: 0, stderr: "" });
    expect(rig.run(`ls ${BIN}`).stdout).toBe("");
  });
});
