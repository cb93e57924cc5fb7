import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv from "ajv/dist/2020";
import { parse } from "yaml";

import { joinStacks, type JoinedStack, type OtherStacks } from "../../../config/joinStacks";
import { parseStack, type ParsedStack } from "../../../config/parseStack";
import type { StackOutputs } from "../../../config/stackOutputs";
import { bundleOf, type Bundle } from "../../../policy/bundle/bundle";
import { lint } from "../../../policy/lint/lint";
import { printFinding } from "../../../policy/lint/printFinding";
import { hostsOf, type Host } from "../../../policy/model/fleet";
import { renderHost } from "../../../policy/render/renderHost";

const ROOT = join(__dirname, "../../..");
const FILES = [
  "fields/Pulumi.prod.yaml",
  "stacks/Pulumi.prod.yaml",
  "stacks/Pulumi.prod-manager.yaml",
  "stacks/Pulumi.prod-hel1.yaml",
  "stacks/Pulumi.prod-nbg1.yaml",
  "hetzner/Pulumi.prod.yaml",
  "wazuh5/Pulumi.mine.yaml",
  "escalation/Pulumi.prod.yaml",
];

const documentOf = (file: string): { config: Record<string, unknown> } =>
  parse(readFileSync(join(ROOT, "examples", file), "utf8")) as never;

function stackOf(file: string): Extract<ParsedStack, { ok: true }> {
  const entries = Object.entries(documentOf(file).config);
  const stack = parseStack(
    Object.fromEntries(entries.map(([key, value]) => [key.split(":")[1] ?? "", value])),
  );
  if (!stack.ok) throw new Error(stack.findings.map(printFinding).join("\n"));
  return stack;
}

function joined(file: string, others: OtherStacks): JoinedStack {
  const { input, policy, fleet } = stackOf(file);
  return joinStacks(input.stack, policy, fleet, others);
}

/** What a stack leaves in its outputs, as far as the others read it. */
function outputs(
  { digest, policy }: JoinedStack,
  managers: readonly Host[],
  agents: readonly Host[],
): StackOutputs {
  return { policyDigest: digest, whitelist: policy.whitelist, managers, agents, servers: [] };
}

const bundles = ({ policy, fleet }: JoinedStack, names: readonly string[]): Bundle[] =>
  hostsOf(fleet)
    .filter(({ name }) => names.includes(name))
    .map((host) => bundleOf(host, renderHost(policy, fleet, host)));

describe("the stack files under examples/", () => {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(join(ROOT, "stack.schema.json"), "utf8")) as object,
  );

  it.each(FILES)("%s fits the JSON schema of stack files", (file) => {
    validate(documentOf(file));
    expect(validate.errors).toBeNull();
  });

  it.each(FILES)("%s has nothing to fill in, and no error", (file) => {
    const { policy, fleet, fillIns } = stackOf(file);
    expect(fillIns).toEqual([]);
    const errors = lint(policy, fleet, { today: "2026-01-01" }).filter(
      ({ severity }) => severity === "error",
    );
    expect(errors.map(printFinding)).toEqual([]);
  });

  it("means the same fleet in one stack and in three", () => {
    const whole = joined("stacks/Pulumi.prod.yaml", {});
    const locations = Object.fromEntries(
      ["hel1", "nbg1"].map((location) => {
        const { policy, fleet } = stackOf(`stacks/Pulumi.prod-${location}.yaml`);
        const digest = whole.digest;
        return [location, outputs({ ...whole, policy, digest }, [], fleet.agents)];
      }),
    );
    const manager = joined("stacks/Pulumi.prod-manager.yaml", { locations });
    expect(manager.findings).toEqual([]);
    expect(manager.fleet.partial).toBe(false);
    expect(bundles(manager, ["wazuh"])).toEqual(bundles(whole, ["wazuh"]));
    const left = outputs(manager, [manager.fleet.master], []);
    for (const [location, names] of [
      ["hel1", ["gitlab", "web-hel"]],
      ["nbg1", ["runner-1", "web-nbg"]],
    ] as const) {
      const part = joined(`stacks/Pulumi.prod-${location}.yaml`, { manager: left });
      expect(part.digest).toBe(whole.digest);
      expect(part.prune).toBe(true);
      expect(bundles(part, names)).toHaveLength(2);
      expect(bundles(part, names)).toEqual(bundles(whole, names));
    }
  });
});
