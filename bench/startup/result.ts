import type { Circumstances } from "../run/measure";
import { printProvider, type UsedProvider } from "../run/provider";
import type { RUNTIMES } from "../pulumi/runtimes";

/** What is in bench/results/startup.json: medians in seconds. */
export interface StartupResult extends Circumstances, UsedProvider {
  readonly rounds: number;
  /** A preview of four agents and a manager, by the way the program is started. */
  readonly previews: Readonly<Record<string, number>>;
  /** What is in each of them: the engine that prints its version, node that does nothing, node that loads the SDK. */
  readonly parts: { readonly engine: number; readonly node: number; readonly sdk: number };
  /** `active-response --help`, and `lint` of a stock ossec.conf. @default not measured yet */
  readonly verbs?: { readonly help: number; readonly lint: number };
}

const TITLES: Readonly<Record<keyof typeof RUNTIMES, string>> = {
  asItComes: "preview, as it comes (as one file)",
  sdk: "preview, by the SDK's own compiler instead",
  tsx: "preview, by tsx instead",
};

/** A table for people. */
export function printStartup({ previews, parts, verbs, ...result }: StartupResult): string {
  const { rounds, load, processors } = result;
  const rows = [
    ...Object.entries(TITLES).map(([name, title]) => [title, previews[name]] as const),
    ["of which: engine alone", parts.engine] as const,
    ["of which: node alone", parts.node] as const,
    ["of which: node and the SDK", parts.sdk] as const,
    ["active-response --help", verbs?.help] as const,
    ["active-response lint ossec.conf", verbs?.lint] as const,
  ];
  return [
    `Seconds, median of ${rounds}, ${processors} processors, load ${load}; four agents and a manager, nothing asked; ${printProvider(result)}.`,
    ...rows.map(([title, seconds]) => `${title.padEnd(46)}${seconds ?? ""}`),
  ].join("\n");
}
