import { bootstrap } from "../../../policy/bundle/bootstrap";
import { printBundle } from "../../../policy/bundle/bundle";
import { agentFiles } from "../responses/policy";
import { bundle, Rig, rules, script, part, type Ended } from "./rig";

const OTHER_WAY =
  "install the agent on the host itself, or give its container the host's network (docker run --network host --cap-add NET_ADMIN; Kubernetes: hostNetwork: true)";
const OWN_NETWORK =
  /^its wazuh-execd \(process \d+\) runs in a network namespace of its own, as a container or a sidecar does: what it blocks is blocked there alone, not on this host; /;

const driftIn = ({ stdout }: Ended): { what: string; detail: string }[] =>
  (JSON.parse(stdout) as { drift: { what: string; detail: string }[] }).drift;
const warningsIn = ({ stdout }: Ended): string[] =>
  (JSON.parse(stdout) as { warnings: string[] }).warnings;

const EXECD = "/var/ossec/bin/wazuh-execd";
/** In a process namespace of its own, whose first process stays. */
const withProcesses = (more: string): string =>
  `unshare --pid --fork ${more} sh -c '${EXECD}; exec sleep 600' >/dev/null 2>&1 &`;

/** Ends wazuh-execd, and starts it by `how`. */
function startExecd(rig: Rig, how: string): void {
  const { code, stderr } = rig.run(
    `set -e; kill $(grep -lx wazuh-execd /proc/[0-9]*/comm | cut -d/ -f3); kill -9 $(grep -lx sleep /proc/[0-9]*/comm | cut -d/ -f3) 2>/dev/null || :; while grep -qsx wazuh-execd /proc/[0-9]*/comm; do sleep 0.05; done; rm -f /var/ossec/var/run/wazuh-execd-*.pid; ${how} until ls /var/ossec/var/run/wazuh-execd-*.pid >/dev/null 2>&1; do sleep 0.05; done`,
  );
  if (code !== 0) throw new Error(stderr);
}

describe("an agent whose wazuh-execd is in a container", () => {
  let rig: Rig;
  const wanted = bundle("agent", { files: agentFiles() });
  beforeAll(async () => {
    rig = await Rig.up("agent");
  });
  afterAll(() => {
    rig.down();
  });

  it("and not, as on every host: nothing is said of it", () => {
    const applied = rig.install("apply", wanted);
    expect([applied.code, warningsIn(applied).join(" ")]).toEqual([
      0,
      expect.not.stringContaining("namespace"),
    ]);
    expect(driftIn(rig.install("check", wanted))).toEqual([]);
  });

  it("with a network of its own: apply says so and goes on, check says so", () => {
    startExecd(rig, `unshare --net ${EXECD};`);
    const applied = rig.install("apply", wanted);
    expect(applied.code).toBe(0);
    const [said = ""] = warningsIn(applied).filter((line) => line.includes("namespace"));
    expect(said).toMatch(OWN_NETWORK);
    expect(said.endsWith(OTHER_WAY)).toBe(true);
    expect(driftIn(rig.install("check", wanted))).toEqual([{ what: "warning", detail: said }]);
  });

  it("with processes of its own: apply is refused with the reason, since nobody can be asked", () => {
    startExecd(rig, withProcesses("--net"));
    const { code, stderr } = rig.install("apply", wanted);
    expect(code).toBe(65);
    expect(stderr.split("\n")[0]).toMatch(
      /^hel-1: its wazuh-execd \(process \d+\) runs in a container that has \/var\/ossec of this host: what it does is done there, and nothing here can ask it; /,
    );
    startExecd(rig, `${EXECD};`);
    expect(driftIn(rig.install("check", wanted))).toEqual([]);
  });

  it("that has a Wazuh of its own: the host has none, which is said of the container", () => {
    rig.run(
      `mv /var/ossec/bin/wazuh-control /run; cp "$(readlink -f "$(command -v sleep)")" /run/wazuh-agentd; /run/wazuh-agentd 600 >/dev/null 2>&1 &`,
    );
    const { code, stderr } = rig.install("apply", wanted);
    rig.run(
      "mv /run/wazuh-control /var/ossec/bin/; kill $(grep -lx wazuh-agentd /proc/[0-9]*/comm | cut -d/ -f3)",
    );
    expect([code, stderr.split("\n")[0]]).toEqual([
      65,
      `hel-1: has no /var/ossec/bin/wazuh-control, and a Wazuh agent runs in a container of it: that one blocks in the container's own network alone; ${OTHER_WAY}`,
    ]);
  });
});

describe("an agent that SSH reaches inside its container", () => {
  let rig: Rig;
  const wanted = bundle("agent", { files: agentFiles() });
  beforeAll(async () => {
    rig = await Rig.up("agent");
    rig.install("apply", wanted);
  });
  afterAll(() => {
    rig.down();
  });

  /** Checks in a network namespace whose way out is one end of a pair; the other end is outside, or here as well. Its
   *  name and its number are free there, too: the pair of the check before may go a moment later. */
  const checked = (other: "outside" | "here"): Ended => {
    const away = other === "outside" ? "ip link set $there netns 1;" : "";
    const script = `there=there$$; mount -t sysfs sysfs /sys; ip link set lo up; ip link add out index 4001 type veth peer name $there index 4002; ${away} ip address add 10.99.0.2/24 dev out; ip link set out up; ip route add default dev out; exec sh -c "$RUN"`;
    return rig.run(
      `RUN='${bootstrap("check", false).replaceAll("'", `'\\''`)}' unshare --net --mount sh -c '${script}'`,
      printBundle(wanted),
    );
  };
  const said = (other: "outside" | "here"): string[] =>
    driftIn(checked(other))
      .filter(({ what }) => what === "warning")
      .map(({ detail }) => detail);

  it("is told so where the runtime has left its mark, and the way out leads outside", () => {
    // The machine that runs this may itself be a container.
    const kind = rig.run("[ -e /.dockerenv ] && echo Docker").stdout.trim();
    expect(said("outside").map((line) => line.split(" with ")[0])).toEqual(
      kind === "" ? [] : [`it is a ${kind} container`],
    );
    rig.run(": >/run/.containerenv");
    expect(said("outside")).toEqual([
      `it is a Podman container with a network namespace of its own: what it blocks is blocked for this container alone, not for the machine or the pods beside it; ${OTHER_WAY}`,
    ]);
  });

  it("is told nothing with the host's network, whose way out is here", () => {
    expect(said("here")).toEqual([]);
  });

  it("is told nothing where it is run like a machine: with an init of its own", () => {
    rig.run("mkdir -p /run/systemd/system");
    expect(said("outside")).toEqual([]);
    rig.run("rmdir /run/systemd/system");
    rig.run("rm /run/.containerenv");
  });
});

describe("a manager whose daemons are in a container that has this host's /var/ossec", () => {
  it("is refused, with what to do instead", async () => {
    const rig = await Rig.up("master");
    try {
      startExecd(rig, withProcesses(""));
      const wanted = bundle("master", {
        files: [script("custom-x", "one"), rules("one")],
        part: part(3600),
      });
      expect(rig.install("apply", wanted)).toMatchObject({
        code: 65,
        stderr:
          "wazuh: has its manager in a container (Docker, Podman, Kubernetes), which is not supported: its files are gone with the next image, and nothing here restarts it; run the manager on a host of its own\n" +
          "wazuh: refused: 1 problem(s), named above; nothing was changed\n",
      });
    } finally {
      rig.down();
    }
  });
});
