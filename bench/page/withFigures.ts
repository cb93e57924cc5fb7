import { printApply, type ApplyResult } from "../apply/result";
import { printFailures, type FailuresResult } from "../failures/result";
import { printFlood, type FloodResult } from "../flood/result";
import { printLint, type LintResult } from "../lint/result";
import { printReplay, type ReplayResult } from "../replay/result";
import { printResponses, type ResponsesResult } from "../responses/result";
import { printRollout, type RolloutResult } from "../rollout/result";
import { printScale, type ScaleResult } from "../scale/result";
import { printStartup, type StartupResult } from "../startup/result";
import type { Results } from "./results";
import { printTargets } from "./targets";

/**
 * Writes the figures between their marks, `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
 * @param resultOf what is in bench/results/NAME.json, or undefined.
 * @throws Error naming a mark that the page lacks.
 */
export function withFigures(page: string, resultOf: (name: string) => unknown): string {
  const results: Results = {
    rollout: resultOf("rollout") as RolloutResult | undefined,
    scale: resultOf("scale") as ScaleResult | undefined,
    startup: resultOf("startup") as StartupResult | undefined,
    apply: resultOf("apply") as ApplyResult | undefined,
    responses: resultOf("responses") as ResponsesResult | undefined,
    lint: resultOf("lint") as LintResult | undefined,
    failures: resultOf("failures") as FailuresResult | undefined,
    replay: resultOf("replay") as ReplayResult | undefined,
    flood: resultOf("flood") as FloodResult | undefined,
  };
  const { rollout, scale, startup, apply, responses, lint, failures, replay, flood } = results;
  const texts: Readonly<Record<string, string>> = {
    targets: printTargets(results),
    rollout: table("rollout", rollout && printRollout(rollout)),
    scale: table("scale", scale && printScale(scale)),
    startup: table("startup", startup && printStartup(startup)),
    apply: table("apply", apply && printApply(apply)),
    responses: table("responses", responses && printResponses(responses)),
    lint: table("lint", lint && printLint(lint)),
    failures: table("failures", failures && printFailures(failures)),
    replay: table("replay", replay && printReplay(replay)),
    flood: table("flood", flood && printFlood(flood)),
  };
  return Object.entries(texts).reduce((text, [name, figures]) => {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`the page has no marks ${begin} ... ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${figures}\n\n${text.slice(to)}`;
  }, page);
}

function table(name: string, text: string | undefined): string {
  const trimmed = text?.replace(/ +$/gm, "");
  return trimmed === undefined
    ? `Not measured yet: \`npm run bench -- ${name}\`.`
    : `\`\`\`text\n${trimmed}\n\`\`\``;
}
