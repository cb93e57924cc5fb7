import { toolOf, BLOCKED, HOLDS, upBeside, type BesideHost } from "./besideHost";

const { there, name, tree } = toolOf("ufw");

(there ? describe : describe.skip)(name, () => {
  let host: BesideHost;
  beforeAll(async () => {
    host = await upBeside(tree);
    // What the package's own script does when it is installed.
    host.sh(
      "cp /usr/share/ufw/ufw.conf /usr/share/ufw/iptables/*.rules /etc/ufw/; chmod 0640 /etc/ufw/*.rules",
    );
  });
  afterAll(() => {
    host.down();
  });

  it("holds while ufw is switched on, and ufw's own rules work", () => {
    host.sh("ufw --force enable");
    expect(host.held()).toEqual(HOLDS);
    expect(host.answered("10.9.0.50")).toBe(false);
    host.sh("ufw allow 80/tcp");
    expect([host.held(), host.answered("10.9.0.50")]).toEqual([HOLDS, true]);
  });

  it("is asked before every chain of ufw", () => {
    expect(host.chains("input")).toEqual([
      "inet wazuh_active_response input -300",
      "ip filter INPUT 0",
      "ip6 filter INPUT 0",
    ]);
  });

  it.each([
    `ufw allow from ${BLOCKED}`,
    `ufw insert 1 allow from ${BLOCKED} to any port 80 proto tcp`,
    "ufw reload",
    "ufw default allow incoming",
    "/lib/ufw/ufw-init force-reload",
    "/lib/ufw/ufw-init flush-all",
    "ufw disable",
    "ufw --force reset",
  ])("holds after %s", (command) => {
    host.sh(command);
    expect([host.held(), host.answered("10.9.0.50")]).toEqual([HOLDS, true]);
  });
});
