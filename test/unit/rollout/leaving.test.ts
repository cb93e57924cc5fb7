import { leavingFiles, removalOf, type LastSaid } from "../../../policy/rollout/leaving";

const A = "/var/ossec/active-response/bin/a";
const B = "/var/ossec/active-response/bin/b";
const RULES = "/var/ossec/etc/rules/zz_active_response.xml";
const PART = "/var/ossec/etc/ossec.conf (our part)";

/** A host that has two scripts, named both, and whose bundle had this digest. */
const said = (more: Partial<LastSaid> = {}): LastSaid => ({
  files: [A, B, PART],
  left: [],
  apply: "2026-11-25T13:00:00Z 0123456789ab",
  tidiedAfter: undefined,
  hasStep: false,
  ...more,
});

describe("the files that leave a host", () => {
  it.each<[string, readonly string[] | undefined, Partial<LastSaid>, readonly string[]]>([
    ["nothing, where all of it is named", [], {}, [A, B]],
    ["what it verified and is no longer named", [B], {}, [A]],
    [
      "what it had left over, though the last bundle did not name it",
      [B],
      { files: [A], left: [B] },
      [A],
    ],
    ["nothing that is named again", [], { files: [A], left: [B] }, [A, B]],
    [
      "nothing that a step took away behind that very apply",
      [],
      { files: [A], left: [B], tidiedAfter: "2026-11-25T13:00:00Z 0123456789ab" },
      [A],
    ],
    [
      "what a step took away before it came back",
      [B],
      { files: [A], left: [B], tidiedAfter: "2026-11-25T12:00:00Z 0123456789ab" },
      [A],
    ],
    ["nothing that an apply takes away itself", [], { files: [A, RULES, PART] }, [A]],
    ["not known, where an older version did not ask", undefined, { left: undefined }, [A, B]],
    [
      "what is left over, where it cannot say which apply that was",
      [B],
      { files: [A], left: [B], apply: undefined },
      [A],
    ],
  ])("are %s", (_, leaving, more, named) => {
    const files = Object.fromEntries(named.map((path) => [path, {}]));
    expect(leavingFiles(files, said(more))).toEqual(leaving);
  });
});

describe("the step of a host that takes away", () => {
  const both = { [A]: {}, [B]: {} };

  it("is there where files leave, with what they are and since which apply", () => {
    expect(removalOf({ [A]: {} }, said())).toEqual({
      runs: true,
      hasStep: false,
      leaving: [B],
      since: "2026-11-25T13:00:00Z 0123456789ab",
    });
  });

  it("is there where the host has not said enough, and finds out", () => {
    const old = said({ left: undefined, apply: undefined, hasStep: true });
    expect(removalOf(both, old)).toEqual({ runs: true, hasStep: true });
  });

  it("is not there where nothing leaves, or the host was never brought to a state", () => {
    expect(removalOf(both, said())).toBeUndefined();
    expect(removalOf(both, undefined)).toBeUndefined();
  });

  it("stays in the state once it is there, and runs nothing", () => {
    expect(removalOf(both, said({ hasStep: true }))).toEqual({ runs: false, hasStep: true });
  });
});
