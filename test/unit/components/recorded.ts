import * as pulumi from "@pulumi/pulumi";

/** One resource as the engine would see it, with what it was given. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** Where a resource hangs, and its options: known before its inputs are. */
export interface Placed {
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly opts: pulumi.CustomResourceOptions;
}

/** What a program made, and what it asked. */
export interface Recording {
  readonly resources: Recorded[];
  readonly calls: { readonly token: string; readonly inputs: Record<string, unknown> }[];
  readonly placed: Placed[];
  /** Hand this to the outermost component: it sees every child. */
  readonly transformations: pulumi.ResourceTransformation[];
}

/** What stands in for the cloud: the outputs of a resource beside its inputs, and the answers to calls. */
export interface StandIn {
  readonly outputs?: (type: string, name: string) => Record<string, unknown>;
  readonly answer?: (token: string, inputs: Record<string, unknown>) => Record<string, unknown>;
}

/** The engine's answer to a program that asks what its stack left: its outputs, and what single resources left, by URN. */
export function leftBy(
  token: string,
  outputs: Record<string, unknown>,
  resources: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  if (token !== "pulumi:pulumi:readStackResourceOutputs") return {};
  const type = "pulumi:pulumi:Stack";
  const urn = `urn:pulumi:test::wazuh-active-response::${type}::wazuh-active-response-test`;
  return { outputs: { ...resources, [urn]: { type, outputs } } };
}

/** Starts a recording. In a preview, outputs that the stand-in does not give are unknown. */
export async function record(standIn: StandIn = {}, preview = false): Promise<Recording> {
  const recording: Recording = { resources: [], calls: [], placed: [], transformations: [] };
  recording.transformations.push(({ type, name, opts }) => {
    const parent = (opts.parent as { __name?: string } | undefined)?.__name;
    recording.placed.push({ type, name, parent, opts });
    return undefined;
  });
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        const given = inputs as Record<string, unknown>;
        recording.resources.push({ type, name, inputs: given });
        return {
          id: id !== undefined && id !== "" ? id : `${name}-id`,
          state: { ...given, ...echoed(given, standIn.outputs?.(type, name)) },
        };
      },
      call: ({ token, inputs }) => {
        const given = inputs as Record<string, unknown>;
        // What the engine itself is asked for is no call of a cloud.
        if (!token.startsWith("pulumi:")) recording.calls.push({ token, inputs: given });
        return standIn.answer?.(token, given) ?? {};
      },
    },
    "wazuh-active-response",
    "test",
    preview,
    "organization",
  );
  takeHooks();
  return recording;
}

/** As a host does, whose report gives back the note that came with its bundle. */
function echoed(
  { stdin, create }: Record<string, unknown>,
  outputs: Record<string, unknown> = {},
): Record<string, unknown> {
  const { stdout } = outputs;
  if (typeof stdin !== "string" || typeof stdout !== "string" || !stdout.startsWith("{"))
    return outputs;
  const { rollout } = JSON.parse(stdin) as { rollout?: object };
  // One that is left as it is says nothing here.
  if (create === undefined) return { ...outputs, stdout: "" };
  if (!rollout) return outputs;
  const when = "2026-11-25T13:00:00Z";
  const report = { rollout: { when, ...rollout }, ...(JSON.parse(stdout) as object) };
  return { ...outputs, stdout: JSON.stringify(report) };
}

/** The SDK's own mocks take no hook of a resource; the tests call it themselves, where it stands in a resource's options. */
function takeHooks(): void {
  const { getMonitor } = pulumi.runtime as unknown as { getMonitor: () => object };
  Object.assign(getMonitor(), {
    registerResourceHook: (_: unknown, done: (error: null, answer: object) => void) => {
      done(null, {});
    },
  });
}

/** Waits until everything that was declared is registered; before the next recording starts. */
export async function settled(): Promise<void> {
  await pulumi.runtime.disconnect();
}

/** The value of an output; `undefined` where it is unknown. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  return (output as unknown as { promise(): Promise<T | undefined> }).promise();
}

/** Takes the wrapping of a secret off, as the engine hands it to a provider. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  if ("value" in value && "4dabf18193072939515e22adb298388d" in value) return bare(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bare(part)]));
}

/** True where a value is wrapped as a secret. */
export function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;
}
