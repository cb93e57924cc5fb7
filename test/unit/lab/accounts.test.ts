import { numberOf, withAccounts } from "../../../lab/accounts";

const machine = {
  passwd: "root:x:0:0:root:/root:/bin/bash\nsshd:x:970:65534::/run/sshd:/usr/sbin/nologin\n",
  group: "root:x:0:\nstaff:x:969:\n",
  shadow: "root:!:19000:0:99999:7:::\nsshd:!:19000::::::\n",
};
const wazuh = { name: "wazuh", home: "/var/ossec", shell: "/sbin/nologin" };
const deploy = { name: "deploy", home: "/home/deploy", shell: "/bin/sh" };

describe("withAccounts", () => {
  it("adds users and groups with numbers that nobody has, and unlocks root alone", () => {
    expect(withAccounts(machine, [wazuh, deploy])).toEqual({
      passwd:
        machine.passwd +
        "wazuh:x:968:968:lab:/var/ossec:/sbin/nologin\ndeploy:x:967:967:lab:/home/deploy:/bin/sh\n",
      group: `${machine.group}wazuh:x:968:\ndeploy:x:967:\n`,
      shadow:
        "root:*:19000:0:99999:7:::\nsshd:!:19000::::::\nwazuh:*:19000:0:99999:7:::\ndeploy:*:19000:0:99999:7:::\n",
    });
  });

  it("keeps the numbers of an account that the machine has, and gives it the lab's home and shell", () => {
    const has = {
      passwd: `${machine.passwd}deploy:x:1000:1001:Me:/srv/me:/usr/sbin/nologin\n`,
      group: `${machine.group}deploy:x:1001:\n`,
      shadow: `${machine.shadow}deploy:!:19000:0:99999:7:::\n`,
    };
    const files = withAccounts(has, [deploy]);
    expect(files.passwd).toBe(`${machine.passwd}deploy:x:1000:1001:lab:/home/deploy:/bin/sh\n`);
    expect(files.group).toBe(has.group);
    expect(files.shadow).toContain("deploy:*:");
    expect(files.shadow).not.toContain("deploy:!:");
  });

  it("gives a group of its own number where another group has the user's", () => {
    const has = {
      ...machine,
      passwd: `${machine.passwd}wazuh:x:969:100::/:/bin/false\n`,
    };
    const files = withAccounts(has, [wazuh]);
    expect(numberOf(files.passwd, "wazuh")).toBe(969);
    expect(numberOf(files.group, "wazuh")).toBe(968);
  });
});

describe("numberOf", () => {
  it("knows no number of a name that only begins the same", () => {
    expect(numberOf(machine.passwd, "roo")).toBeUndefined();
  });
});
