import { toolOf, BLOCKED, HOLDS, upBeside, type BesideHost } from "./besideHost";

const { there, name, tree } = toolOf("iptables");

(there ? describe : describe.skip)(name, () => {
  let host: BesideHost;
  beforeAll(async () => {
    host = await upBeside(tree);
  });
  afterAll(() => {
    host.down();
  });

  it.each([
    `iptables -I INPUT -s ${BLOCKED} -j ACCEPT`,
    "iptables -P INPUT ACCEPT",
    "iptables -F",
    "iptables -X",
    "iptables -t raw -F; iptables -t raw -X; iptables -t nat -F; iptables -t mangle -F",
    "iptables-save >/var/saved; iptables-restore </var/saved",
    "netfilter-persistent save",
    "netfilter-persistent reload",
    "netfilter-persistent flush",
  ])("holds after %s", (command) => {
    host.sh(command);
    expect([host.held(), host.answered("10.9.0.50")]).toEqual([HOLDS, true]);
  });

  it("has nothing of ours in a saved file", () => {
    expect(host.sh("iptables-save; ip6tables-save; cat /etc/iptables/rules.v4")).not.toMatch(
      /wazuh|10\.9\.0\.60/,
    );
  });
});
