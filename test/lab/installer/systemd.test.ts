import { join } from "node:path";

import { slowness } from "../../slowness";
import { state } from "./onRig";
import { bundle, part, Rig, rules, script } from "./rig";

const one = bundle("master", {
  files: [script("guarded-block-ip", "one"), rules("one")],
  part: part(3600),
});
const two = bundle("master", {
  files: [script("guarded-block-ip", "two"), rules("two")],
  part: part(60, "5763,5712"),
});

describe("a manager that systemd started, with a stand-in of systemctl", () => {
  let rig: Rig;
  const jobs = (): string => rig.run("cat /run/unit/jobs; rm -f /run/unit/jobs").stdout;
  const fault = (name: string): void => {
    rig.run(`echo ${name} >/run/unit/fault`);
  };

  beforeAll(async () => {
    rig = await Rig.up("master");
    rig.run(
      `mount -t tmpfs -o mode=0755 none /usr/local/sbin; mkdir -p /run/systemd/system /run/unit
       install -m 0755 ${join(__dirname, "tiny/systemctl")} /usr/local/sbin/systemctl
       printf '#!/bin/sh\\ncat /run/unit/journal\\n' >/usr/local/sbin/journalctl; chmod 755 /usr/local/sbin/journalctl`,
    );
  }, 180_000);
  beforeEach(() => {
    rig.run("rm -f /run/unit/fault /run/unit/jobs /run/unit/journal /run/unit/result.*");
    const { code, stderr } = rig.install("apply", one);
    if (code !== 0) throw new Error(stderr);
    jobs();
  });
  afterAll(() => {
    rig.down();
  });
  const clean = (wanted: typeof one): void => {
    expect(rig.install("check", wanted)).toMatchObject({ code: 0 });
  };

  it("is reloaded as its unit, so that its daemons stay in the service's control group", () => {
    expect(rig.install("apply", two)).toMatchObject({ code: 0 });
    expect(jobs()).toBe("reload\n");
    clean(two);
  });

  it("that was started by hand is reloaded by hand", () => {
    fault("inactive");
    expect(rig.install("apply", two)).toMatchObject({ code: 0 });
    expect(jobs()).toBe("");
    clean(two);
  });

  it("whose reload fails says what the journal says, and has its old state", () => {
    const before = state(rig);
    rig.run("echo reload-fails >/var/ossec/fault");
    const { code, stderr } = rig.install("apply", two);
    rig.run("rm -f /var/ossec/fault");
    expect(stderr).toMatch(/Job for wazuh-manager\.service failed because the control process/);
    expect(stderr).toMatch(/a fault of the test: the reload fails/);
    expect(stderr).toMatch(/the old state is back and the manager runs with it/);
    expect(code).toBe(70);
    expect(state(rig)).toBe(before);
    clean(one);
  });

  it("whose systemd refuses keeps its old state", () => {
    const before = state(rig);
    fault("refuses");
    const { code, stderr } = rig.install("apply", two);
    expect(stderr).toMatch(/Failed to reload wazuh-manager\.service: Connection timed out/);
    expect(code).toBe(70);
    expect(state(rig)).toBe(before);
    rig.run("rm -f /run/unit/fault");
    clean(one);
  });

  it("whose systemd does not answer at all is reloaded by hand, after a limit", () => {
    fault("hangs");
    const began = Date.now();
    const { code, stderr } = rig.install("apply", two);
    expect(stderr).toBe(
      "wazuh: systemd did not say within 30 s whether it runs wazuh-manager; wazuh-control is asked in its place\n",
    );
    expect(Date.now() - began).toBeLessThan(40_000 * slowness());
    expect(code).toBe(0);
    rig.run("rm -f /run/unit/fault");
    clean(two);
  }, 180_000);

  it("whose reload hangs half way has the job ended, and the old state by a second one", () => {
    const before = state(rig);
    fault("job-hangs");
    const { code, stderr } = rig.install("apply", two);
    expect(stderr).toMatch(/did not end within 3 s, and was ended: systemctl reload wazuh-manager/);
    expect(stderr).toMatch(/the old state is back and the manager runs with it/);
    expect(code).toBe(70);
    expect(jobs()).toBe("reload\nkill\nreload\n");
    expect(state(rig)).toBe(before);
    clean(one);
  }, 180_000);
});
