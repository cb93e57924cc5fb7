import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { parse } from "yaml";

import { parseStack } from "../../../config/parseStack";
import { AR_CONF_KEY, type Bundle } from "../../../policy/bundle/bundle";
import { RULES_FILE } from "../../../policy/model/hostPaths";
import { hostsOf, type Fleet } from "../../../policy/model/fleet";
import type { Policy } from "../../../policy/model/policy";
import { readNodes } from "../../../policy/wazuh/read/node";
import { ossecElement } from "../../../policy/render/ossecPart";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { ruleElements } from "../../../policy/render/rulesFile";
import { printed, seen } from "./readBack";

const CASES = join(__dirname, "cases");

function load(name: string): { policy: Policy; fleet: Fleet } {
  const stack = parseStack(
    parse(readFileSync(join(CASES, name, "stack.yaml"), "utf8")) as Record<string, unknown>,
  );
  if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
  return stack;
}

/** What the case is about, by file name: the scripts of responses have tests of their own. */
function rendered({ host, files, part, [AR_CONF_KEY]: rows }: Bundle): Record<string, string> {
  const rules = files[RULES_FILE]?.content;
  return {
    ...(part === undefined ? {} : { [`${host}/ossec.conf.part`]: part }),
    ...(rows === undefined ? {} : { [`${host}/ar.conf`]: rows }),
    ...(rules === undefined ? {} : { [`${host}/zz_active_response.xml`]: rules }),
  };
}

function golden(name: string): Record<string, string> {
  const folder = join(CASES, name, "expected");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}

/** UPDATE_GOLDEN=1 writes the golden files anew; look at the difference before committing it. */
function update(name: string, files: Record<string, string>): void {
  if (process.env["UPDATE_GOLDEN"] === undefined) return;
  const folder = join(CASES, name, "expected");
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

describe.each(readdirSync(CASES))("the case %s", (name) => {
  const { policy, fleet } = load(name);
  const bundles = bundlesOf(policy, fleet, hostsOf(fleet));

  it("renders as its golden files say", () => {
    const files = Object.assign({}, ...bundles.map(rendered)) as Record<string, string>;
    update(name, files);
    expect(files).toEqual(golden(name));
  });

  it("is read back by Wazuh's rules as it was meant", () => {
    const parts = bundles.flatMap(({ part }) => (part ? [part] : []));
    const meant = ossecElement(policy);
    const wanted = meant.content.length === 0 ? [] : [printed(meant)];
    expect(parts.map((part) => readNodes(part).map(seen))).toEqual(parts.map(() => wanted));
    const rules = bundles.flatMap(({ files }) => files[RULES_FILE]?.content ?? []);
    expect(rules.map((text) => readNodes(text).map(seen))).toEqual(
      rules.map(() => ruleElements(policy).map(printed)),
    );
  });
});
