import * as pulumi from "@pulumi/pulumi";

import program from "../../../index";
import { publishedIn } from "../../../config/stackOutputs";
import { bare, record, settled, valueOf, type Recording, type StandIn } from "./recorded";

// No host of these tests is there: all of them answer.
jest.mock("../../../program/sshAnswer", () => ({
  whyNoSsh: jest.fn(() => Promise.resolve(undefined)),
}));

/** Keys of the stack configuration, without the project's prefix. */
export type Config = Record<string, unknown>;

/** Type of a command resource. */
export const COMMAND = "command:remote:Command";

/** What the installer prints when it is done. */
export const REPORT = JSON.stringify({ files: {}, restart: "none" });

/** Runs the program of index.ts on a stack configuration, against a stand-in of the cloud. */
export async function run(
  config: Config,
  standIn: StandIn,
  preview = false,
): Promise<{ outputs: Record<string, unknown>; recording: Recording }> {
  const recording = await record(standIn, preview);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        `wazuh-active-response:${key}`,
        JSON.stringify(value),
      ]),
    ),
  );
  const made = await program();
  const outputs = Object.fromEntries(
    await Promise.all(
      Object.entries(made).map(
        async ([key, value]) => [key, await valueOf(pulumi.output(value))] as const,
      ),
    ),
  );
  await settled();
  const { published, ...shown } = outputs;
  // As programs read them, beside what people see.
  return { outputs: { ...shown, ...publishedIn({ published }) }, recording };
}

/** Names of the commands that it made. */
export const commands = ({ resources }: Recording): string[] =>
  resources.filter(({ type }) => type === COMMAND).map(({ name }) => name);

/** The bundle that a host's apply gets on standard input. */
export function bundle(
  { resources }: Recording,
  host: string,
): { part?: string; files: Record<string, { content: string }> } {
  const apply = resources.find(({ name }) => name === `${host}-apply`);
  if (!apply) throw new Error(`nothing is applied on ${host}`);
  return JSON.parse(bare(apply.inputs["stdin"]) as string) as never;
}

/** The white list and table of a host. */
export const lists = (recording: Recording, host: string): string =>
  bundle(recording, host).files["/var/ossec/active-response/guarded-block-ip.nft"]?.content ?? "";
