import { Recorder } from "../../../lab/demo/recorder";

const urn = "urn:pulumi:lab::p::command:remote:Command::bad";
const said = (severity: "warning" | "error" | "info", message: string): Recorder => {
  const recorder = new Recorder();
  recorder.event({
    sequence: 1,
    timestamp: 1,
    diagnosticEvent: { urn, severity, message, color: "raw" },
  });
  return recorder;
};

it("shortens a failed command to its status and what it printed", () => {
  const text =
    'Process exited with status 7: running "perl -e \'say \\"x\\"\'":\nno room: running out';
  expect(said("error", `<{%reset%}>${text}<{%reset%}>\n`).result().diagnostics).toEqual([
    {
      name: "bad",
      severity: "error",
      text,
      short: "Process exited with status 7:\nno room: running out",
    },
  ]);
});

it.each([
  ["info", "installed"],
  ["error", "<{%reset%}>update failed<{%reset%}>"],
] as const)("leaves out %s: %s", (severity, message) => {
  expect(said(severity, message).result().diagnostics).toEqual([]);
});

it("counts, and names what changes with its inputs", () => {
  const recorder = new Recorder();
  const metadata = { urn, type: "command:remote:Command", provider: "" };
  const events = [
    { ...metadata, op: "same" },
    {
      ...metadata,
      op: "update",
      detailedDiff: { stdin: { diffKind: "update", inputDiff: false } },
    },
  ] as const;
  for (const each of events)
    recorder.event({
      sequence: 1,
      timestamp: 1,
      resourcePreEvent: { metadata: each as unknown as typeof each & { detailedDiff: never } },
    });
  recorder.event({
    sequence: 2,
    timestamp: 1,
    summaryEvent: {
      maybeCorrupt: false,
      durationSeconds: 1,
      resourceChanges: { same: 1, update: 1 },
      policyPacks: {},
    },
  });
  const { counts, changes } = recorder.result();
  expect(counts).toEqual({ same: 1, update: 1 });
  expect(changes).toEqual([
    { urn, name: "bad", type: "command:remote:Command", op: "update", properties: ["stdin"] },
  ]);
});
