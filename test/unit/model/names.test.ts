import { parseCommandName } from "../../../policy/model/commandName";
import type { Host } from "../../../policy/model/fleet";
import { parseHostName } from "../../../policy/model/hostName";
import { fleetOf } from "../../../policy/model/parseFleet";
import { parseWhitelistAddress } from "../../../policy/model/whitelistAddress";

describe("the name of a command", () => {
  it.each(["firewall-drop", "_x", "a", `a${"b".repeat(99)}`])("is %s", (name) => {
    expect(parseCommandName(name)).toBe(name);
  });

  it.each(["", "1st", "-x", "a b", "a/b", "ä", "a\n", `a${"b".repeat(100)}`])(
    "is not %p",
    (name) => {
      expect(() => parseCommandName(name)).toThrow(
        `${JSON.stringify(name)} cannot be a command's name on the wire and in ar.conf; ` +
          "write a letter, then letters, digits, _ . - only, 100 at most",
      );
    },
  );

  it("does not begin with !, by which calls without a command are marked", () => {
    expect(() => parseCommandName("!isolate")).toThrow(
      '"!isolate" begins with !, which marks calls without a command in Wazuh; no daemon starts with it; ' +
        "write a letter, then letters, digits, _ . - only, 100 at most",
    );
  });
});

describe("the name of a host", () => {
  it.each(["gitlab", "gitlab.golemtrust.am", "h1", "1a", "a".repeat(128)])("is %s", (name) => {
    expect(parseHostName(name)).toBe(name);
  });

  it.each(["", "a", ".ab", "-ab", "the third", "a/b", "a\n", "a".repeat(129)])(
    "is not %p",
    (name) => {
      expect(() => parseHostName(name)).toThrow(
        `${JSON.stringify(name)} is not a valid host name in Wazuh; ` +
          "write the name that the host has in Wazuh: 2 to 128 letters, digits, _ . -, a letter or digit first",
      );
    },
  );

  it("is asked of every host of a fleet, each with its place", () => {
    const host = (name: string, role: Host["role"]) => ({ name, role, address: "192.0.2.1" });
    expect(() =>
      fleetOf({
        master: host("a b", "master"),
        workers: [host("w", "worker")],
        agents: [host("hel-1", "agent"), host("", "agent")],
      }),
    ).toThrow(
      /^manager\.name: "a b" is .*\nworkers\[0\]\.name: "w" is .*\nagents\[1\]\.name: "" is .*$/,
    );
  });

  it("does not compile as a plain text, nor as an address or a command", () => {
    const role = "agent";
    const address = "192.0.2.1";
    // tsc fails where one of the lines below has no error.
    const tried: Host[] = [
      { name: parseHostName("gitlab"), role, address },
      // @ts-expect-error a plain text is no name
      { name: "gitlab", role, address },
      // @ts-expect-error an address is no name
      { name: parseWhitelistAddress(address), role, address },
      // @ts-expect-error nor is a command's name
      { name: parseCommandName("gitlab"), role, address },
    ];
    expect(tried).toHaveLength(4);
  });
});
