import { printFinding } from "../../../policy/lint/printFinding";
import { brief, findingsOf, FLEET, LIST } from "./subject";

const own = (address: string, more: object = {}): string[] =>
  brief(
    findingsOf({
      whitelist: [...LIST, { address, name: "tested", source: "whitelist.nbg1[2]", ...more }],
    }),
  );

describe("the white list", () => {
  it("has no finding above a note where it protects the fleet", () => {
    expect(findingsOf({})).toEqual([]);
  });

  it.each([
    ["192.0.2.7"],
    ["192.0.2.0/24"],
    ["2001:db8::1"],
    ["2001:DB8::1"],
    ["203.0.113.255/32"],
  ])("takes %s", (address) => {
    expect(own(address)).toEqual([]);
  });

  it.each([
    ["", "an empty entry, which matches everything"],
    [" 10.0.0.1", "a blank before"],
    ["!192.0.2.1", "a negation"],
    ["192.0.2.", "a piece of an address"],
    ["192.0.2.1,192.0.2.2", "a list"],
    ["192.0.2.256", "a number above 255"],
    ["192.0.02.1", "a leading zero"],
    ["192.0.2.0/33", "a prefix that is too long"],
    ["192.0.2.0/", "no prefix"],
    ["192.0.2.0/255.255.255.0", "a netmask"],
    ["192.0.2.9/24", "host bits"],
    ["0.0.0.0/0", "everything"],
    ["2001:db8::/32", "an IPv6 network"],
    ["2001:db8:0:0::1", "another spelling than that of logs"],
    ["fe80::1%eth0", "an interface"],
    ["::ffff:192.0.2.1", "IPv4 in IPv6"],
    ["monitor.example.org", "a name"],
    ["^192.0.2.1$", "a pattern"],
  ])("refuses %p: %s", (address) => {
    expect(own(address)).toEqual(["error whitelist-address whitelist.nbg1[2].address"]);
  });

  it("says what to write instead of a netmask", () => {
    expect(
      findingsOf({ whitelist: [...LIST, { address: "192.168.7.0/255.255.0.0", name: "lan" }] }).map(
        printFinding,
      ),
    ).toEqual([
      'whitelist[3].address: "192.168.7.0/255.255.0.0" is written with a netmask, which the host\'s own list cannot express; write 192.168.0.0/16 [whitelist-address]',
    ]);
  });

  it("warns of the provider's network with the number of strangers, and offers the fleet's own addresses", () => {
    expect(
      findingsOf({
        whitelist: [...LIST.slice(0, 2), { address: "95.216.0.0/16", name: "hetzner-helsinki" }],
      }).map(printFinding),
    ).toEqual([
      "whitelist[2].address: 95.216.0.0/16 covers 65,535 addresses that are not known to be yours; none of them would ever be blocked, and any of them can be rented; remove it: the fleet's exact addresses there are on the list by themselves (95.216.7.7 (runner)); add others of yours one by one [whitelist-wide]",
    ]);
  });

  it.each(["172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/12"])(
    "does not call %s wide",
    (address) => {
      expect(own(address)).toEqual([]);
    },
  );

  it.each([
    ["2026-11-24", ["error whitelist-expired whitelist.nbg1[2].expires"]],
    ["2026-11-25", ["warning whitelist-expires-soon whitelist.nbg1[2].expires"]],
    ["2026-12-09", ["warning whitelist-expires-soon whitelist.nbg1[2].expires"]],
    ["2026-12-10", []],
    ["2026-02-30", ["error whitelist-expiry whitelist.nbg1[2].expires"]],
  ])("judges the day %s", (expires, expected) => {
    expect(own("192.0.2.7", { expires })).toEqual(expected);
  });

  it("names what it misses: manager and worker, bastion, fleet, tailnet", () => {
    expect(findingsOf({ whitelist: [] }, { notes: true }).slice(0, 3).map(printFinding)).toEqual([
      "whitelist: 10.0.0.1 (wazuh), 10.0.0.2 (worker-1) are not on the white list; the manager could be blocked by its own agents; add them under whitelist.common, with name and reason [whitelist-misses-manager]",
      "whitelist: 10.0.0.9 (the bastion) is not on the white list; the team's own way in could be blocked; add it under whitelist.common, with name and reason [whitelist-misses-bastion]",
      "whitelist: 10.0.1.1 (gitlab), 95.216.7.7 (runner) are not on the white list; agents that talk to each other could block each other; add them under whitelist.common, with name and reason [whitelist-misses-fleet]",
    ]);
    const tailnet = (part: Parameters<typeof findingsOf>[0]): string[] =>
      brief(
        findingsOf({ whitelist: [LIST[0] ?? { address: "", name: "" }], ...part }, { notes: true }),
      ).filter((line) => line.includes("misses-tailnet"));
    expect(tailnet({})).toEqual(["note whitelist-misses-tailnet whitelist"]);
    expect(
      tailnet({
        responses: [
          { kind: "block-ip", rules: [5763, 5712], timeout: 3600 },
          { kind: "isolate-host", allow: [{ to: "tailscale0", reason: "in", direction: "in" }] },
        ],
      }),
    ).toEqual(["warning whitelist-misses-tailnet whitelist"]);
  });

  it("says once, as a note, which hosts it cannot compare", () => {
    const fleet = {
      ...FLEET,
      master: { ...FLEET.master, address: "wazuh.example.org" },
      bastion: "jump.example.org",
    };
    expect(findingsOf({}, { notes: true, fleet })[0]).toEqual({
      severity: "note",
      code: "whitelist-unknown-address",
      path: "whitelist",
      value: "wazuh, the bastion",
      reason: "given by name only, so it cannot be checked whether the white list protects them",
      instead: "give their addresses under addresses",
    });
  });

  it("notes a part that is named after no location of the stack", () => {
    const whitelist = [...LIST, { address: "192.0.2.7", name: "x", location: "fsn1" }];
    expect(brief(findingsOf({ whitelist, responses: [] }, { notes: true }))).toEqual([
      "note whitelist-location whitelist.fsn1",
    ]);
  });

  it("asks for no white list where nothing blocks addresses", () => {
    expect(findingsOf({ whitelist: [], responses: [] }, { notes: true })).toEqual([]);
  });

  it("finds an address twice, one that a network covers, a name twice, a line break", () => {
    const findings = findingsOf(
      {
        whitelist: [
          ...LIST,
          { address: "95.216.7.7", name: "again", source: "whitelist.nbg1[0]" },
          { address: "10.9.9.9", name: "private", reason: "a\nb", source: "whitelist.nbg1[1]" },
        ],
        responses: [],
      },
      { notes: true },
    );
    expect(brief(findings)).toEqual([
      "error whitelist-text whitelist.nbg1[1].reason",
      "warning whitelist-name whitelist.nbg1[1].name",
      "warning whitelist-duplicate whitelist.nbg1[0].address",
      "note whitelist-covered whitelist.nbg1[1].address",
    ]);
  });
});
