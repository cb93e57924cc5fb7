import type { WrittenResponse } from "../../../policy/model/written";
import { carries } from "../../../policy/lint/carriedFields";
import { BLOCK, brief, findingsOf, ofResponses, policyOf } from "./subject";

const WIN = "win.eventdata.ipAddress";
const at = "responses[0]";

describe("the fields of block-ip", () => {
  it.each([
    ["srcip alone, written", { ...BLOCK, field: ["srcip"] }, []],
    [
      "no field's name",
      { ...BLOCK, field: ["data.srcip", "a b", "srcip"] },
      [`error field-name ${at}.field[0]`, `error field-name ${at}.field[1]`],
    ],
    ["a user", { ...BLOCK, field: ["dstuser", "srcip"] }, [`error field-of-client ${at}.field[0]`]],
    [
      "a header",
      { ...BLOCK, field: ["srcip", "http.x_forwarded_for"] },
      [`error field-of-client ${at}.field[1]`],
    ],
    [
      "a destination",
      { ...BLOCK, field: ["srcip", "dstip"] },
      [`warning field-of-destination ${at}.field[1]`],
    ],
    ["one twice", { ...BLOCK, field: ["srcip", "srcip"] }, [`warning field-twice ${at}.field[1]`]],
    [
      "the stock executable",
      { ...BLOCK, backend: "iptables", field: ["srcip"] },
      [`error field-not-read ${at}.field`, `warning iptables-backend ${at}.backend`],
    ],
    [
      "what sshd's decoder never gives",
      { ...BLOCK, field: [WIN] },
      [`error field-never-there ${at}.rules[0]`, `error field-never-there ${at}.rules[1]`],
    ],
    ["the second of which is there", { ...BLOCK, field: [WIN, "srcip"] }, []],
    [
      "Windows events where they were",
      { ...BLOCK, rules: [60_122], command: "w", field: [WIN] },
      [`error windows-local ${at}.rules[0]`],
    ],
    [
      "Windows events everywhere, the stock executable too",
      { ...BLOCK, rules: [60_122], command: "w", field: [WIN], location: "all" },
      [`warning windows-fallback ${at}.rules[0]`],
    ],
    [
      "Windows events everywhere, by our script alone",
      { ...BLOCK, rules: [60_122], command: "w", field: [WIN], location: "all", fallback: false },
      [],
    ],
    [
      "Windows events have no srcip",
      {
        ...BLOCK,
        rules: [60_122],
        command: "w",
        field: ["srcip", "src_ip"],
        location: "all",
        fallback: false,
      },
      [`error field-never-there ${at}.rules[0]`],
    ],
    [
      "JSON events",
      { ...BLOCK, rules: [86_601], command: "w", field: ["src_ip"] },
      [`warning low-confidence ${at}.rules[0]`],
    ],
  ] as [string, WrittenResponse, string[]][])("%s", (_what, response, expected) => {
    expect(ofResponses(response)).toEqual(expected);
  });

  it("says where the manager's white list is not asked", () => {
    const response = { ...BLOCK, rules: [86_601], command: "w", field: ["src_ip", "srcip"] };
    expect(
      findingsOf({ responses: [response] }, { notes: true })
        .filter(({ code }) => code === "field-past-whitelist")
        .map(({ severity, path, value, reason }) => ({ severity, path, value, reason })),
    ).toEqual([
      {
        severity: "note",
        path: "responses[0].field",
        value: "src_ip",
        reason:
          "is not asked for by the manager, whose white list looks at srcip alone; only the list on the agent, which our script asks, keeps a white-listed address from being blocked",
      },
    ]);
    expect(
      brief(findingsOf({ responses: [{ ...BLOCK, field: ["srcip"] }] }, { notes: true })),
    ).not.toContain("note field-past-whitelist responses[0].field");
  });
});

test("what the events of a rule carry is told by their decoders, and by those above a rule of one's own", () => {
  const policy = policyOf({
    rules: [
      { id: 100_300, level: 10, description: "a", ifSid: [5710] },
      { id: 100_301, level: 10, description: "b", ifGroup: "sshd" },
      { id: 100_302, level: 10, description: "c", ifSid: [5710, 86_601] },
      // Below nothing, and below itself.
      { id: 100_303, level: 10, description: "d", match: "x" },
      { id: 100_304, level: 10, description: "e", ifSid: [100_304] },
    ],
    managerRules: [100_400],
  });
  const said = (id: number, field: string): string => carries(id, field, policy);
  expect([
    ...[5763, 100_300, 550].map((id) => said(id, "srcip")),
    ...[5763, 100_300, 60_122, 86_601, 100_301, 100_302, 100_400].map((id) => said(id, WIN)),
    said(60_122, "srcip"),
    said(5710, "dstuser"),
    said(100_303, WIN),
    said(100_304, WIN),
  ]).toEqual([
    ...["where decoded", "where decoded", "never"],
    ...["never", "never", "where decoded", "not known", "not known", "not known", "not known"],
    ...["never", "where decoded", "not known", "not known"],
  ]);
});
