import { join } from "node:path";

import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";

const BIN = "/var/ossec/active-response/bin";

/** Takes port 22: greets like an SSH server, then says nothing more, as a host does whose disk hangs. */
const HANG = `perl -MIO::Socket::INET -e '
  my $door = IO::Socket::INET->new(LocalPort => 22, Listen => 50, ReuseAddr => 1) or die "$!";
  exit if fork;
  open STDOUT, ">", "/dev/null"; open STDERR, ">", "/dev/null"; open STDIN, "<", "/dev/null";
  my @open; while (my $one = $door->accept) { print $one "SSH-2.0-OpenSSH_9.2p1\\r\\n"; push @open, $one }'`;

const has = async (host: LabHost): Promise<boolean> =>
  (await host.run(`ls ${BIN}/block-ip`)).code === 0;

describe("a rollout to agents of which some are dead and some hang", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await upLab({ agentCount: 12, daemons: "managers", attacker: false });
  }, 120_000);
  afterAll(() => lab.down());

  it("ends in bounded time, says which, and does the rest, the manager too", async () => {
    const names = { dead: ["agent-003", "agent-007"], hangs: ["agent-005"] };
    for (const name of [...names.dead, ...names.hangs]) await lab.host(name).stopSsh();
    for (const name of names.hangs) {
      const { code, stderr } = await lab.host(name).run(HANG);
      expect([code, stderr]).toEqual([0, ""]);
    }
    const config = stackConfigOf(lab, { rollout: { offline: "warn", maxOffline: 3 } });
    const stack = await deployment(join(lab.dir, "stack"), config, { say: () => undefined });

    const run = await stack.up();

    expect(run.seconds).toBeLessThan(90);
    const off = run.diagnostics.flatMap(({ text }) => {
      const found = /^(\S+) is off: \S+ (.*);/.exec(text);
      return found ? [found] : [];
    });
    expect(off.map(([, name, why]) => `${name ?? ""} ${why ?? ""}`).sort()).toEqual([
      "agent-003 cannot be reached (ECONNREFUSED)",
      "agent-005 greets, and says no more within 5 s",
      "agent-007 cannot be reached (ECONNREFUSED)",
    ]);
    const done = await Promise.all(lab.hosts.map(has));
    expect(lab.hosts.filter((_, i) => !done[i]).map(({ name }) => name)).toEqual([
      "agent-003",
      "agent-005",
      "agent-007",
    ]);
  }, 180_000);
});
