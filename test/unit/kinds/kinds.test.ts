import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { EXECUTABLES } from "../../../policy/model/hostPaths";
import type { Did } from "../../../policy/model/kinds/traits";
import { KIND_NAMES, OUR_EXECUTABLES, traitsOf } from "../../../policy/model/kinds/traitsOf";
import { policyOf } from "../../../policy/model/parsePolicy";
import { isTriggered } from "../../../policy/model/response";
import { commandOf } from "../../../policy/render/commands";
import { renderHost } from "../../../policy/render/renderHost";
import { SCRIPTS } from "../../../policy/render/scriptFolder";
import { constantEnd } from "../../../policy/render/template";
import { STOCK_EXECUTABLES } from "../../../policy/wazuh/stock/stockExecutables";
import { readPages } from "../docs/pages";
import { FLEET } from "../lint/subject";
import { EXAMPLES } from "./examples";

const RESPONSES = join(SCRIPTS, "responses");
const templates = readdirSync(RESPONSES).filter((name) => name.endsWith(".sh.hbs"));
const templateOf = (executable: string): string => `${executable.replace(/\.sh$/, "")}.sh.hbs`;

/**
 * Templates of no kind: what looks up names of the host's own list, what brings our tables back, and what runs in the place of
 * executables that are not ours.
 */
const OF_NO_KIND = ["guarded-names.sh.hbs", "guarded-tables.sh.hbs", "observe.sh.hbs"];

/** What runs under the name of a script of the user's own. */
const RUNNER = "custom-runner.sh.hbs";

/** Decisions that say why nothing was done, or that a table of ours is back: any script may write them. */
const ANY = [
  ...["already active", "failed", "forged", "kept", "not found", "observed", "refused", "restored"],
];

const wordsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:decide|decision) (?:"([a-z -]+)"|([a-z-]+)\b)/g)].map(
    ([, quoted, bare = ""]) => quoted ?? bare,
  );

const wordsOf = (did: Did | undefined): readonly string[] =>
  did ? [did.done, ...(did.undone === undefined ? [] : [did.undone])] : [];

describe("the registry of kinds", () => {
  const executables = KIND_NAMES.flatMap((kind) => traitsOf({ kind }).executables);

  it("has every executable of ours once, and none with the name of a stock one", () => {
    expect(new Set(executables).size).toBe(executables.length);
    expect(executables.filter((name) => STOCK_EXECUTABLES.has(name))).toEqual([]);
    expect(Object.values(EXECUTABLES).filter((name) => !OUR_EXECUTABLES.has(name))).toEqual([]);
  });

  it("has a script in scripts/responses for each of them, and every script has its kind", () => {
    const ours = executables.map(templateOf);
    expect(ours.filter((name) => !templates.includes(name))).toEqual([]);
    expect(templates.filter((name) => !ours.includes(name))).toEqual([RUNNER, ...OF_NO_KIND]);
  });

  it("knows by which words the scripts say that they acted", () => {
    const did = KIND_NAMES.flatMap((kind) => wordsOf(traitsOf({ kind }).did));
    const written = readdirSync(RESPONSES, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap(({ name }) => wordsIn(readFileSync(join(RESPONSES, name), "utf8")));
    const others = [...new Set(written)].filter((word) => !ANY.includes(word));
    expect(others.sort()).toEqual(did.sort());
  });
});

describe.each(KIND_NAMES)("%s", (kind) => {
  const { executables, did, byAlerts, event } = traitsOf({ kind });
  const policy = policyOf({ whitelist: [], responses: [EXAMPLES[kind]], rules: [] });
  const [response] = policy.responses;
  const [agent] = FLEET.agents;
  if (!response || !agent) throw new Error("the example is refused");

  it("brings its executables to an agent, and no other of ours", () => {
    const { files } = renderHost(policy, FLEET, agent);
    const found = files
      .map(({ path }) => basename(path))
      .filter((name) => OUR_EXECUTABLES.has(name));
    expect(found.sort()).toEqual([...executables].sort());
  });

  it("runs the first of them, with a timeout where its keys have one", () => {
    const own = executables[0] ?? "page-operator";
    const row = isTriggered(response) ? commandOf(response) : undefined;
    expect([row?.executable, row?.timeoutAllowed]).toEqual(
      byAlerts ? [own, byAlerts.timed === "always"] : [undefined, undefined],
    );
  });

  it("writes the words of its log in its own scripts", () => {
    const own = executables.length > 0 ? executables.map(templateOf) : [RUNNER];
    const written = own.flatMap((name) => wordsIn(constantEnd(`responses/${name}`)));
    expect(wordsOf(did).filter((word) => !written.includes(word))).toEqual([]);
  });

  it("is told from others by the dashboard, by its own executables", () => {
    const names = event?.executables ?? [];
    const foreign = names.filter((name) => !executables.some((own) => own.includes(name)));
    expect(foreign).toEqual([]);
  });

  it("is on a page that people write, beside the generated ones", () => {
    const pages = readPages().filter(({ file }) =>
      /^(?:README\.md|docs\/(?!checks|configuration)[\w-]+\.md)$/.test(file),
    );
    const about = pages.filter(
      ({ text }) => text.includes(`\`${kind}\``) || text.includes(`kind: ${kind}`),
    );
    expect(about.map(({ file }) => file)).not.toEqual([]);
  });
});
