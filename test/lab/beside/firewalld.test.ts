import { until } from "../wazuh/until";
import { toolOf, BLOCKED, HOLDS, upBeside, type BesideHost } from "./besideHost";

const { there, name, tree } = toolOf("firewalld");

(there ? describe : describe.skip)(name, () => {
  describe.each([
    ["nftables", ["inet firewalld filter_INPUT 10"]],
    [
      "iptables",
      [
        "ip mangle INPUT -150",
        "ip6 mangle INPUT -150",
        "ip filter INPUT 0",
        "ip6 filter INPUT 0",
        "ip security INPUT 150",
        "ip6 security INPUT 150",
      ],
    ],
  ])("with its backend %s", (backend, chains) => {
    let host: BesideHost;
    const start = async (): Promise<void> => {
      host.sh("firewalld --nopid </dev/null >/var/log/firewalld.said 2>&1");
      await until(
        () => Promise.resolve(host.sh("firewall-cmd --state 2>&1 || :").trim()),
        (state) => state === "running",
      );
    };
    beforeAll(async () => {
      host = await upBeside(tree);
      host.sh(`getent passwd messagebus >/dev/null || echo 'messagebus:x:981:981::/nonexistent:/usr/sbin/nologin' >>/etc/passwd
        getent group messagebus >/dev/null || echo 'messagebus:x:981:' >>/etc/group
        mkdir -p /run/dbus; dbus-daemon --system --fork
        sed -i 's/^FirewallBackend=.*/FirewallBackend=${backend}/' /etc/firewalld/firewalld.conf`);
      await start();
      host.sh("firewall-cmd -q --permanent --add-port=80/tcp; firewall-cmd -q --add-port=80/tcp");
    });
    afterAll(() => {
      host.down();
    });

    it("holds once it has started, and is asked before every chain of firewalld", () => {
      expect([host.held(), host.answered("10.9.0.50")]).toEqual([HOLDS, true]);
      expect(host.chains("input")).toEqual(["inet wazuh_active_response input -300", ...chains]);
    });

    it.each([
      `firewall-cmd -q --zone=trusted --add-source=${BLOCKED}`,
      `firewall-cmd -q --add-rich-rule='rule priority=-100 family=ipv4 source address=${BLOCKED} accept'`,
      "firewall-cmd -q --reload",
      "firewall-cmd -q --complete-reload",
      "firewall-cmd -q --panic-on; firewall-cmd -q --panic-off",
    ])("holds after %s", (command) => {
      host.sh(command);
      expect([host.held(), host.answered("10.9.0.50")]).toEqual([HOLDS, true]);
    });

    it("holds after it has stopped, and started again", async () => {
      host.sh("pkill -o firewalld");
      await until(
        () => Promise.resolve(host.sh("pgrep -r D,R,S firewalld || :")),
        (left) => left === "",
      );
      expect([host.held(), host.answered("10.9.0.50")]).toEqual([HOLDS, true]);
      await start();
      expect([host.held(), host.answered("10.9.0.50")]).toEqual([HOLDS, true]);
    });
  });
});
