import type { HostFile } from "../../../policy/model/hostFile";
import { bundle, Rig, script } from "./rig";

/** What stands for guarded-tables: notes how it was called, and fails where it is told to. */
const GUARD: HostFile = {
  path: "/var/ossec/active-response/guarded-tables",
  owner: "root",
  group: "wazuh",
  mode: "0750",
  content: `#!/bin/sh
echo "$1" >>/run/calls
[ "$1" != check ] || [ ! -e /run/fault ] || { printf 'kernel\\ttable inet x is "gone"\\n'; exit 2; }
[ ! -e /run/fault ]
`,
};
const wanted = bundle("agent", { files: [script("guarded-block-ip", "one"), GUARD] });

describe("the installer and what is in the kernel", () => {
  let rig: Rig;
  const calls = (): string => rig.run("cat /run/calls; rm -f /run/calls").stdout;
  const report = (mode: "apply" | "check") => {
    const { code, stdout } = rig.install(mode, wanted);
    return { code, ...(JSON.parse(stdout) as { warnings?: string[]; drift?: object[] }) };
  };

  beforeAll(async () => {
    rig = await Rig.up("agent");
    const { code, stderr } = rig.install("apply", wanted);
    if (code !== 0) throw new Error(stderr);
    calls();
  }, 180_000);
  afterAll(() => {
    rig.down();
  });
  beforeEach(() => {
    rig.run("rm -f /run/fault");
  });

  it("an apply to which nothing differs on the disk puts the tables back", () => {
    expect(report("apply")).toMatchObject({ code: 0, changed: [], warnings: [] });
    expect(calls()).toBe("restore\n");
  });

  it("an apply goes on where they cannot be put back, and its report says so", () => {
    rig.run(": >/run/fault");
    expect(report("apply")).toMatchObject({
      code: 0,
      warnings: [
        "our tables could not be put back into the kernel; active-response check says what differs",
      ],
    });
  });

  it("check calls it drift, by the script of the stack and not the host's own", () => {
    rig.run(`: >/run/fault; printf '#!/bin/sh\\nexit 0\\n' >${GUARD.path}`);
    expect(report("check")).toMatchObject({
      code: 2,
      drift: [
        { what: "tampered", detail: GUARD.path },
        { what: "kernel", detail: 'table inet x is "gone"' },
      ],
    });
  });
});
