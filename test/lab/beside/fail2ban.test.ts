import { message, play } from "../responses/execd";
import { until } from "../wazuh/until";
import { toolOf, BLOCKED, HOLDS, upBeside, type BesideHost } from "./besideHost";

const JAIL = (action: string): string =>
  [
    "[DEFAULT]",
    "backend = polling",
    `banaction = ${action}`,
    `banaction_allports = ${action}`,
    "allowipv6 = auto",
    "[sshd]",
    "enabled = true",
    "port = 22,80",
    "logpath = /var/log/attacked.log",
    "bantime = 1h",
    "",
  ].join("\n");

const { there, name, tree } = toolOf("fail2ban");

(there ? describe : describe.skip)(name, () => {
  describe.each([
    ["nftables-multiport", "inet f2b-table f2b-chain -1"],
    ["nftables-allports", "inet f2b-table f2b-chain -1"],
    ["iptables-multiport", "ip filter INPUT 0"],
  ])("that bans by %s", (action, chain) => {
    let host: BesideHost;
    beforeAll(async () => {
      host = await upBeside(tree);
      // It looks its host's name up, and there is no name server here to say no.
      host.sh(
        "umount /etc/resolv.conf 2>/dev/null; rm -f /etc/resolv.conf; : >/etc/resolv.conf; rm -f /etc/fail2ban/jail.d/*; : >/var/log/attacked.log; : >/var/log/fail2ban.log",
      );
      host.put("/etc/fail2ban/jail.local", JAIL(action), "0644");
      host.sh("mkdir -p /run/fail2ban; fail2ban-client start");
    });
    afterAll(() => {
      host.sh("fail2ban-client stop || :");
      host.down();
    });
    const answered = (from: string, wanted: boolean): Promise<boolean> =>
      until(
        () => Promise.resolve(host.answered(from)),
        (is) => is === wanted,
      );
    const ban = async (address: string): Promise<void> => {
      host.sh(`fail2ban-client set sshd banip ${address}`);
      await answered(address, false);
    };

    it("holds while fail2ban bans another, and the same", async () => {
      await ban("10.9.0.50");
      await ban(BLOCKED);
      expect(host.held()).toEqual(HOLDS);
      expect(host.chains("input").slice(0, 2)).toEqual([
        "inet wazuh_active_response input -300",
        chain,
      ]);
    });

    it("holds after fail2ban unbans the same", async () => {
      host.sh(`fail2ban-client set sshd unbanip ${BLOCKED} 10.9.0.50`);
      await answered("10.9.0.50", true);
      expect(host.held()).toEqual(HOLDS);
    });

    it.each(["fail2ban-client reload", "fail2ban-client restart", "fail2ban-client unban --all"])(
      "holds after %s",
      async (command) => {
        host.sh(command);
        await ban("10.9.0.50");
        expect(host.held()).toEqual(HOLDS);
      },
    );

    it("holds after fail2ban has stopped, which lets its own go", async () => {
      await ban("10.9.0.50");
      host.sh("fail2ban-client stop");
      await answered("10.9.0.50", true);
      expect(host.held()).toEqual(HOLDS);
    });

    it("a ban stays where ours is lifted: who unblocks has to ask both", async () => {
      host.sh("fail2ban-client start");
      await ban(BLOCKED);
      await play(host, ["sh"], "custom-unblock", message("add", { srcip: BLOCKED }));
      expect(host.answered(BLOCKED)).toBe(false);
      host.sh(`fail2ban-client set sshd unbanip ${BLOCKED}`);
      expect(await answered(BLOCKED, true)).toBe(true);
    });
  });
});
