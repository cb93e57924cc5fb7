import type { WrittenResponse } from "../../../policy/model/written";
import { findingsOf } from "./subject";

const ONE: WrittenResponse = {
  kind: "custom",
  rules: [5763],
  command: "page",
  executable: "page-operator",
  script: "#!/bin/sh\nread -r line\n",
};

/** What is said of a second response with the executable of the first, where this differs. */
function said(more: Partial<WrittenResponse>, first: Partial<WrittenResponse> = {}): string {
  const responses = [
    { ...ONE, ...first },
    { ...ONE, rules: [5712], ...more },
  ] as WrittenResponse[];
  return findingsOf({ responses })
    .filter(({ code }) => code === "executable-twice")
    .map(({ severity, path, reason }) => `${severity} ${path} ${reason}`)
    .join();
}

const another = (what: string): string =>
  `error responses[1].executable is given another ${what} at responses[0]; a host has one file of that name`;
const AROUND = another("protocol, field, key, timeLimit or files");

// A host has one file, and one runner around it, of a name.
it.each<[string, Partial<WrittenResponse>, string]>([
  ["nothing", {}, ""],
  ["a rule", { rules: [5710] }, ""],
  ["the command's name", { command: "page-2" }, ""],
  ["another script", { script: "#!/bin/sh\nread -r other\n" }, another("script")],
  ["the protocol", { protocol: "own" }, AROUND],
  ["the default protocol, written", { protocol: "runner" }, ""],
  ["the field", { field: ["srcip"] }, AROUND],
  ["the time limit", { timeLimit: 3 }, AROUND],
  ["files", { files: [{ name: "a", content: "x" }] }, AROUND],
  ["both", { script: "#!/bin/sh\nread -r other\n", field: ["srcip"] }, another("script")],
  ["another executable", { executable: "page-other", script: "#!/bin/sh\n:\n" }, ""],
])("an executable twice, that differs by %s", (_, more, expected) => {
  expect(said(more)).toBe(expected);
});

it("says so of the key too", () => {
  expect(said({ key: ["dstuser"], timeout: 60 }, { key: ["srcuser"], timeout: 60 })).toBe(AROUND);
  expect(said({ key: ["dstuser"], timeout: 60 }, { key: ["dstuser"], timeout: 60 })).toBe("");
});

// The file itself may be given as script, or among files, not as both.
it.each([
  ["page-operator", true],
  ["page-operator2", false],
])("a file called %s beside a script: refused %s", (name, refused) => {
  const found = findingsOf({ responses: [{ ...ONE, files: [{ name, content: "x" }] }] });
  expect(found.filter(({ code }) => code === "custom-file").map(({ reason }) => reason)).toEqual(
    refused ? ["stands in the place of script, which is given too"] : [],
  );
});
