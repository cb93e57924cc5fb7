import { INTERPRETERS } from "../../interpreters";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { checkKeys, message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

/** The lab's stand-in of the stock executable, which calls passwd as it does. */
const STOCK = readFileSync(join(__dirname, "../../../lab/wazuh/host/stock.pl"), "utf8");

describe.each(INTERPRETERS)("guarded-disable-account with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(
      [
        ...agentFiles(),
        {
          path: "/var/ossec/active-response/bin/disable-account",
          owner: "root",
          group: "root",
          mode: "0750",
          content: STOCK,
        },
      ],
      awk,
    );
    host.sh(
      "for user in alice deploy carol; do useradd $user; echo $user:x | chpasswd; done; useradd -o -u 0 toor; echo toor:x | chpasswd; " +
        // Names as a domain has them, and as they are spelt otherwise; the numbers are what the system finds.
        "for name in admin@corp.example:0 ROOT:1501 root@host:1502 Deploy:1503 deploy@corp.example:1504 " +
        "operator:1505 wazuh-indexer:1506 backup2:998 1234:1507; do " +
        "echo ${name%:*}:x:${name#*:}:1000::/:/bin/sh >>/etc/passwd; echo ${name%:*}:x:19000:0:99999:7::: >>/etc/shadow; done",
    );
    host.log();
  });
  afterAll(() => {
    host.down();
  });
  const act = (command: string, dstuser: unknown, reply = "continue") =>
    play(host, shell, "guarded-disable-account", message(command, { dstuser }), reply);
  const locked = (user: string): boolean => host.sh(`passwd -S ${user}`).startsWith(`${user} L`);
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const got =
        /guarded-disable-account: .*"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(
          line,
        );
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`] : [];
    });

  it("locks by the stock executable, asks once, and unlocks on delete", async () => {
    expect(await act("add", "alice")).toMatchObject({
      code: 0,
      said: checkKeys("guarded-disable-account", "alice"),
    });
    expect(locked("alice")).toBe(true);
    expect(await act("delete", "alice")).toMatchObject({ code: 0, said: "" });
    expect(locked("alice")).toBe(false);
    expect(decisions()).toEqual([
      "locked alice: by the stock executable",
      "unlocked alice: by the stock executable",
    ]);
  });

  it.each([
    ["root", 0, "refused root: root is never locked"],
    ["toor", 0, "refused toor: root is never locked"],
    ["deploy", 0, "refused deploy: on the protect list"],
    ["0", 0, "refused 0: root is never locked"],
    ["admin@corp.example", 0, "refused admin@corp.example: root is never locked"],
    ["ROOT", 0, "refused ROOT: root is never locked"],
    ["root@host", 0, "refused root@host: root is never locked"],
    ["Deploy", 0, "refused Deploy: on the protect list"],
    ["deploy@corp.example", 0, "refused deploy@corp.example: on the protect list"],
    ["operator", 0, "refused operator: on the protect list"],
    ["wazuh-indexer", 0, "refused wazuh-indexer: on the protect list"],
    ["backup2", 0, "refused backup2: an account of the system, number 998, is never locked"],
    ["www-data", 0, "refused www-data: an account of the system, number 33, is never locked"],
    ["1507", 0, "refused 1507: no such account"],
    ["nobody-here", 0, "refused nobody-here: no such account"],
    ["CORP\\root", 1, "refused CORP??root: parameters.alert.data.dstuser is not an account"],
    ["-l", 1, "refused -l: parameters.alert.data.dstuser is not an account"],
    ["carol;reboot", 1, "refused carol?reboot: parameters.alert.data.dstuser is not an account"],
    ["../carol", 1, "refused ../carol: parameters.alert.data.dstuser is not an account"],
    ["", 1, "refused -: parameters.alert.data.dstuser is empty"],
    [["carol"], 1, "refused -: parameters.alert.data.dstuser is an array, not an account"],
  ])("refuses %j", async (user, code, decision) => {
    for (const command of ["add", "delete"]) {
      expect(await act(command, user)).toMatchObject({ code, said: "" });
      expect(decisions()).toEqual([decision]);
    }
    expect(["root", "toor", "deploy", "carol"].map(locked)).toEqual(
      ["root", "toor", "deploy", "carol"].map((name) => name === "root" && locked("root")),
    );
  });

  it("leaves an account alone that somebody else locked", async () => {
    host.sh("passwd -l carol");
    expect(await act("add", "carol")).toMatchObject({ code: 0, said: "" });
    expect(decisions()).toEqual(["refused carol: locked already"]);
    host.sh("passwd -u carol");
  });

  it("locks nobody while it is switched off", async () => {
    host.sh("echo maintenance >active-response/off");
    expect(await act("add", "carol")).toMatchObject({ code: 0, said: "" });
    host.sh("rm active-response/off");
    expect(decisions()).toEqual(["off carol: would have locked it; switched off: maintenance"]);
    expect(locked("carol")).toBe(false);
  });

  it("does nothing on abort and on a nonsense answer", async () => {
    expect(await act("add", "carol", "abort")).toMatchObject({ code: 0 });
    expect(await act("add", "carol", "perhaps")).toMatchObject({ code: 1 });
    expect(locked("carol")).toBe(false);
  });
});
