import { join } from "node:path";

import { policyOf } from "../../../policy/model/parsePolicy";
import { hostListFiles } from "../../../policy/render/responses/hostList";
import { bundle, Rig, script } from "./rig";

const SYSTEMCTL = join(__dirname, "../../../lab/host/systemctl.pl");
const TIMER = "wazuh-active-response-names.timer";
const FOUND = "/var/ossec/active-response/host-whitelist.names";
const LINK = `/etc/systemd/system/timers.target.wants/${TIMER}`;

const POLICY = policyOf({
  whitelist: [],
  rules: [],
  responses: [{ kind: "block-ip", rules: [5763], timeout: 600 }],
  hostWhitelist: [{ address: "monitor.example.org", name: "monitor" }],
});
const without = bundle("agent", { files: [script("guarded-block-ip", "one")] });
const named = bundle("agent", {
  files: [script("guarded-block-ip", "one"), ...hostListFiles(POLICY)],
});

describe("a rollout of names that the host itself looks up, with the lab's systemctl", () => {
  let rig: Rig;
  const apply = (wanted: typeof named): void => {
    const { code, stderr } = rig.install("apply", wanted);
    expect([code, stderr]).toEqual([0, ""]);
  };
  const drift = (): unknown => {
    const { code, stdout } = rig.install("check", named);
    return [code, (JSON.parse(stdout) as { drift: unknown }).drift];
  };
  const standsFor = (address: string): void => {
    rig.run("cat >/etc/hosts", `${address} monitor.example.org\n`);
  };
  const found = (): string => rig.run(`grep '^monitor' ${FOUND} | cut -d' ' -f4-`).stdout;
  const timer = (): string => rig.run(`systemctl is-active ${TIMER}; ls ${LINK} 2>&1`).stdout;

  beforeAll(async () => {
    rig = await Rig.up("agent");
    const { code, stderr } = rig.run(
      `mkdir -p /run/systemd/system; cp ${SYSTEMCTL} /run/systemctl; chmod 0755 /run/systemctl
       mount --bind /run/systemctl "$(readlink -f "$(command -v systemctl)")"`,
    );
    if (code !== 0) throw new Error(stderr);
  });
  afterAll(() => {
    rig.down();
  });

  it("brings the list, the units and the first answers; a second one looks up again", () => {
    standsFor("203.0.113.20");
    apply(named);
    expect(found()).toBe("203.0.113.20\n");
    expect(timer()).toBe(`active\n${LINK}\n`);
    expect(rig.run(`stat -c '%U:%G %a' ${FOUND}`).stdout).toBe("root:root 640\n");
    expect(drift()).toEqual([0, []]);
    apply(named);
    expect([found(), timer()]).toEqual(["203.0.113.20\n", `active\n${LINK}\n`]);
  });

  it("has what the timer starts look the names up again", () => {
    standsFor("203.0.113.21");
    expect(rig.run("systemctl start wazuh-active-response-names.service").code).toBe(0);
    expect(found()).toBe("203.0.113.21\n");
    expect(drift()).toEqual([0, []]);
  });

  it("says where nobody looks them up any more", () => {
    rig.run(`systemctl stop ${TIMER}`);
    expect(drift()).toEqual([
      2,
      [
        {
          what: "names",
          detail: `nobody looks up the names of the white list: start ${TIMER} there`,
        },
      ],
    ]);
    rig.run(`systemctl start ${TIMER}`);
    expect(drift()).toEqual([0, []]);
  });

  it("takes all of it away with the stack's last name", () => {
    apply(without);
    expect(rig.install("prune", without).code).toBe(0);
    expect(timer()).toBe(`ls: cannot access '${LINK}': No such file or directory\n`);
    // Where the stand-in keeps what is active.
    expect(rig.run(`ls /run/lab-systemd/${TIMER}`).code).toBe(2);
    expect(
      rig.run(
        `ls ${FOUND} /var/ossec/active-response/*names* /etc/systemd/system/*names* 2>/dev/null`,
      ).stdout,
    ).toBe("");
  });
});
