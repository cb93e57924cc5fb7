import { constantsOf, printCarried } from "../../../policy/bundle/carried";
import type { LastSent } from "../../../policy/bundle/constants";
import { printBundle, type Bundle } from "../../../policy/bundle/bundle";
import { programs } from "../../../policy/bundle/programs";

const [PROGRAM] = programs();
if (!PROGRAM) throw new Error("no program");
const bundle = (settings: string, more: Partial<Bundle> = {}): Bundle => ({
  host: "web1",
  role: "agent",
  tools: [],
  files: {
    "/var/ossec/active-response/bin/x": {
      owner: "root",
      group: "wazuh",
      mode: "0750",
      content: settings + PROGRAM.text,
    },
  },
  machine: "0123456789ab",
  ...more,
});
const before = bundle("A=1\n");
const after = bundle("A=2\n");
const kept = constantsOf(before);
const both = (of: Bundle): string => printBundle(of, kept);
/** Which of both the print names instead of bringing it. */
const namedIn = (text: string): string[] =>
  [...text.matchAll(/"(installer|programs)":\{"kept \w{64}":""\}/g)].map(([, what = ""]) => what);

describe("what of a bundle travels", () => {
  it("is all of it to a host that has said nothing", () => {
    expect(printCarried(after, undefined)).toBe(printBundle(after));
    expect(printCarried(after, { stdin: both(before), kept: undefined })).toBe(printBundle(after));
    expect(namedIn(printBundle(after))).toEqual([]);
  });

  it("is the rest to a host that has both", () => {
    const text = printCarried(after, { stdin: printBundle(before), kept });
    expect(text).toBe(both(after));
    expect(namedIn(text)).toEqual(["installer", "programs"]);
    expect(JSON.parse(text)).toMatchObject({
      installer: { [`kept ${kept.installer}`]: "" },
      programs: { [`kept ${kept.programs ?? ""}`]: "" },
    });
    expect(text.length).toBeLessThan(printBundle(after).length / 10);
  });

  it.each<[string, Partial<LastSent["kept"]> & { installer: string }, string[]]>([
    ["another installer", { ...kept, installer: "0".repeat(64) }, ["programs"]],
    ["other programs", { ...kept, programs: "0".repeat(64) }, ["installer"]],
    ["no programs", { installer: kept.installer }, ["installer"]],
    ["neither", { installer: "0".repeat(64) }, []],
  ])("is what it lacks to a host that has %s", (_what, has, named) => {
    expect(namedIn(printCarried(after, { stdin: printBundle(before), kept: has }))).toEqual(named);
  });

  it.each([
    ["whole", printBundle(before)],
    ["both named", both(before)],
    ["the installer named", printBundle(before, { installer: kept.installer })],
    [
      "the programs named",
      printBundle(before, kept.programs === undefined ? {} : { programs: kept.programs }),
    ],
  ])("is what it was, where nothing else differs: %s", (_what, stdin) => {
    expect(printCarried(before, { stdin, kept })).toBe(stdin);
    expect(printCarried(before, { stdin, kept: undefined })).toBe(stdin);
  });

  it.each<[string, Partial<Bundle>]>([
    ["another host key", { machine: "ba9876543210" }],
    ["another server", { server: "7" }],
    ["drift that was found", { repair: "2026-12-01" }],
    ["another name", { host: "web2" }],
    ["another role", { role: "worker" }],
  ])("is all of it after %s", (_what, more) => {
    const now = bundle("A=2\n", more);
    expect(printCarried(now, { stdin: both(before), kept })).toBe(printBundle(now));
  });

  it("is all of it where nothing tells one machine from the next", () => {
    const unknown = (of: Bundle): Bundle =>
      Object.fromEntries(
        Object.entries(of).filter(([key]) => key !== "machine"),
      ) as unknown as Bundle;
    const now = unknown(after);
    expect(printCarried(now, { stdin: both(unknown(before)), kept })).toBe(printBundle(now));
  });

  it("is all of it where the last input is not a bundle", () => {
    expect(printCarried(after, { stdin: "{", kept })).toBe(printBundle(after));
  });

  it("names no programs where there are none", () => {
    const files = { "/x": { owner: "root", group: "root", mode: "0644", content: "x" } } as const;
    const none = bundle("", { files });
    expect(constantsOf(none)).toEqual({ installer: kept.installer });
    expect(namedIn(printCarried(none, { stdin: both(before), kept }))).toEqual(["installer"]);
  });
});
