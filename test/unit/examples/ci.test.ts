import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import * as z from "zod";

const ROOT = join(__dirname, "../../..");
const read = (file: string): unknown =>
  parse(readFileSync(join(ROOT, "examples/ci", file), "utf8"));

// What of GitHub's workflow syntax the example uses, no key more: a misspelt one is refused.
const env = z.record(z.string().regex(/^[A-Z_]+$/), z.string());
const step = z.union([
  z.strictObject({
    uses: z.string().regex(/^[\w-]+\/[\w-]+@v\d+$/),
    if: z.string().optional(),
    with: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
  z.strictObject({ name: z.string().optional(), run: z.string(), env: env.optional() }),
]);
const workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    pull_request: z.null(),
    push: z.strictObject({ branches: z.array(z.string()) }),
    schedule: z.array(z.strictObject({ cron: z.string().regex(/^(?:[\d*/,-]+ ){4}[\d*/,-]+$/) })),
  }),
  permissions: z.record(z.enum(["contents", "pull-requests"]), z.enum(["read", "write"])),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.literal(false) }),
  env,
  jobs: z.record(
    z.string(),
    z.strictObject({
      if: z.string(),
      "runs-on": z.string(),
      "timeout-minutes": z.number().int().positive(),
      environment: z.string().optional(),
      steps: z.array(step).min(1),
    }),
  ),
});

// The same of GitLab's.
const lines = z.array(z.string());
const job = z.strictObject({
  stage: z.string(),
  timeout: z.string().regex(/^\d+ minutes$/),
  rules: z.array(z.strictObject({ if: z.string() })),
  script: lines.min(1),
  resource_group: z.string().optional(),
  allow_failure: z.strictObject({ exit_codes: z.array(z.number()) }).optional(),
  artifacts: z
    .strictObject({
      paths: lines.optional(),
      when: z.enum(["always", "on_success", "on_failure"]).optional(),
      reports: z.strictObject({ junit: z.string() }).optional(),
    })
    .optional(),
});
const pipeline = z.strictObject({
  stages: lines,
  variables: z.record(z.string(), z.string()),
  default: z.strictObject({ image: z.string(), tags: lines, before_script: lines }),
  preview: job,
  up: job,
  night: job,
});

/** Every script of both, by file and job. */
function scripts(): [string, string][] {
  const github = workflow.parse(read("github-actions.yml"));
  const gitlab = pipeline.parse(read("gitlab-ci.yml"));
  return [
    ...Object.entries(github.jobs).map(([name, { steps }]): [string, string] => [
      `github ${name}`,
      steps.flatMap((one) => ("run" in one ? [one.run] : [])).join("\n"),
    ]),
    ...(["preview", "up", "night"] as const).map((name): [string, string] => [
      `gitlab ${name}`,
      [...gitlab.default.before_script, ...gitlab[name].script].join("\n"),
    ]),
  ];
}

describe("the examples for CI", () => {
  it("have the shape that GitHub and GitLab document, and the stages that they name", () => {
    expect(scripts().map(([name]) => name)).toEqual([
      "github preview",
      "github up",
      "github night",
      "gitlab preview",
      "gitlab up",
      "gitlab night",
    ]);
    const { stages, preview, up, night } = pipeline.parse(read("gitlab-ci.yml"));
    expect([preview, up, night].map(({ stage }) => stage)).toEqual(stages);
  });

  it("are scripts that bash reads", () => {
    for (const [name, script] of scripts()) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
      expect([name, status, stderr]).toEqual([name, 0, ""]);
    }
  });

  it("call verbs and options that there are", () => {
    const calls = scripts().flatMap(([, script]) =>
      [...script.matchAll(/npx active-response (\w+)((?: (?:--[\w-]+|"[^"]*"|[\w.]+))*)/g)].map(
        ([, verb = "", rest = ""]) => [verb, ...(rest.match(/--[\w-]+/g) ?? [])],
      ),
    );
    expect([...new Set(calls.map(([verb]) => verb))].sort()).toEqual([
      "check",
      "drill",
      "lint",
      "plan",
    ]);
    for (const verb of new Set(calls.map(([one]) => one ?? ""))) {
      const program = join(ROOT, "bin/active-response.js");
      const { stdout } = spawnSync(process.execPath, [program, verb, "--help"], {
        encoding: "utf8",
      });
      const wanted = calls.filter(([one]) => one === verb).flatMap(([, ...options]) => options);
      expect(wanted.filter((option) => !stdout.includes(option))).toEqual([]);
      expect(wanted.length).toBeGreaterThan(0);
    }
  });

  it("roll out whole, within a limit, and only on the main branch", () => {
    const ups = scripts().filter(([, script]) => script.includes("pulumi up"));
    expect(ups.map(([name]) => name)).toEqual(["github up", "gitlab up"]);
    for (const [, script] of ups) {
      expect(script).toContain('timeout 45m pulumi up --yes --non-interactive --stack "$STACK"');
      expect(script).not.toMatch(/pulumi up.*--(?:target|exclude)/);
    }
  });
});
