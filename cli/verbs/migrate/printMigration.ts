import { checklist } from "../../../policy/migrate/checklist";
import { FINDINGS_AT_ONCE } from "../../../policy/migrate/limits";
import type { Migrated, Migration } from "../../../policy/migrate/migration";
import { columnsOf } from "../../../terminal/columns";
import { shown } from "../../../terminal/shown";
import { colours } from "../../lib/colours";
import type { Written } from "./migrationFolder";

const NONE = "There is no response that could be migrated.";

/** Entries of a list that a person reads. */
const MOST = 20;

interface Around {
  readonly out: string | undefined;
  readonly written: Written | undefined;
  readonly ofStack: boolean;
}

/** Prints a migration for people: each response, what cannot be said, the limits, what is left over, and what to do in which order. */
export function printMigration(what: string, migration: Migration, around: Around): string {
  const { responses } = migration;
  const head = `${colours.bold(`${shown(what)} in Wazuh 5`)} (beta: tried on stand-ins, not on a released Wazuh 5)`;
  return [
    head,
    "",
    ...(responses.length === 0 ? [NONE, ""] : []),
    ...responses.flatMap((one) => [...ofResponse(one), ""]),
    ...(responses.length === 0 ? [] : [...forAll(migration), ""]),
    ...section("Cannot be said", unsaid(migration)),
    ...section("Left out of the file", omitted(migration)),
    ...section("Must not stand in wazuh-manager.conf", leftovers(migration)),
    ...(responses.length === 0 ? [] : section("Limits of an indexer", limits(migration))),
    ...section("Agents below version 5, which get nothing", below5(migration)),
    ...(responses.length === 0 ? [] : section("What to do, in this order", steps(around))),
    ...(responses.length === 0 ? [] : written(around, migration)),
  ]
    .join("\n")
    .trimEnd();
}

function ofResponse({ path, about, channel, monitor, changes }: Migrated): string[] {
  const lines = [colours.bold(shown(`${path}: ${about}`))];
  if (channel && monitor) {
    const { active_response: response, name } = channel.config;
    const time = response.stateful_timeout === undefined ? "" : ` ${response.stateful_timeout}s`;
    const agent = response.agent_id === undefined ? "" : ` ${response.agent_id}`;
    const [{ doc_level_input: input }] = monitor.inputs;
    lines.push(
      ...item(
        "channel",
        `${name}: ${response.executable}, ${response.type}${time}, ${response.location}${agent}`,
      ),
      ...item("monitor", `each minute, ${input.indices.join()}: ${input.queries[0].query}`),
    );
  }
  return [...lines, ...changes.flatMap((change) => item("changes", change))];
}

function forAll({ spared }: Migration): string[] {
  const { inQueries, left } = spared;
  return [
    colours.bold("All of them"),
    ...item(
      "later",
      "1 to 2 minutes after the event, 4 at worst; in 4.14 it was a second. A script refuses a finding that is too old",
    ),
    ...item(
      "flood",
      `more than ${FINDINGS_AT_ONCE} findings of a monitor in a minute are one response, so a script that counts sees one: plugins.alerting.max_actionable_alert_count: -1 lifts that`,
    ),
    ...item(
      "forged",
      "the manager's guard rules are of 4.14; on the host the log line is judged where the finding has it",
    ),
    ...item(
      "white list",
      `Wazuh 5 has none: the scripts have ours, and the queries ${inQueries} of its addresses again${left > 0 ? ` (${left} did not fit)` : ""}`,
    ),
  ];
}

/** The same of several responses is said once. */
function unsaid({ impossible }: Migration): string[] {
  const alike = new Map<string, { paths: string[]; why: string; instead: string }>();
  for (const { path, why, instead } of impossible) {
    const key = JSON.stringify([why, instead]);
    const one = alike.get(key) ?? { paths: [], why, instead };
    one.paths.push(path);
    alike.set(key, one);
  }
  return shortened([...alike.values()], ({ paths, why, instead }) => [
    ...wrapped(`${paths.join(", ")}: ${why}`, "  "),
    ...wrapped(`-> ${instead}`, "    ", "       "),
  ]);
}

function omitted({ omitted: all }: Migration): string[] {
  return shortened(all, ({ line, what, reason }) =>
    wrapped(`line ${line}: ${what} ${reason}`, "  "),
  );
}

/** Those that are alike share a line. */
function leftovers({ leftovers: all }: Migration): string[] {
  const alike = new Map<string, { effect: string; whats: string[]; reason: string }>();
  for (const { line, what, effect, reason } of all) {
    const one = alike.get(effect + reason) ?? { effect, whats: [], reason };
    one.whats.push(`${what} (line ${line})`);
    alike.set(effect + reason, one);
  }
  return [...alike.values()].flatMap(({ effect, whats, reason }) =>
    item(effect, `${whats.join(", ")}: ${reason}`),
  );
}

function limits({ limits: all }: Migration): string[] {
  return all.flatMap(({ what, used, most, besides }) =>
    item(what, `${used} of ${most}; ${besides}`),
  );
}

function below5({ below5: names }: Migration): string[] {
  return names.length === 0 ? [] : wrapped(names.join(", "), "  ");
}

function steps({ out, ofStack }: Around): string[] {
  return checklist(out ?? "OUT", ofStack).flatMap((step, i) =>
    wrapped(`${String(i + 1).padStart(2)}. ${step}`, "", "    "),
  );
}

function written({ out, written: count }: Around, { scripts }: Migration): string[] {
  if (out === undefined || count === undefined)
    return ["--out OUT writes channels, monitors, scripts and indexer.sh into a folder."];
  const none = scripts.length === 0 ? "; no scripts: for a file they need --manager ADDRESS" : "";
  return [
    `${out}: channels and monitors of ${count.channels} ${count.channels === 1 ? "response" : "responses"}, ${count.scripts} files for agents${count.scripts > 0 ? ", install.sh" : ""}, indexer.sh${none}`,
  ];
}

/** The lines of the first ones, and how many more there are. */
function shortened<T>(all: readonly T[], lines: (one: T) => readonly string[]): string[] {
  const more = all.length - MOST;
  return [
    ...all.slice(0, MOST).flatMap(lines),
    ...(more > 0 ? [`  and ${more} more, by --json`] : []),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [colours.bold(title), ...lines, ""];
}

/** A line with a word before it, and later lines below its text. */
function item(word: string, text: string): string[] {
  return wrapped(`${word.padEnd(10)} ${text}`, "  ", "             ");
}

/** Breaks a text between words where a terminal is narrower; into a pipe it stays a line. */
function wrapped(text: string, first: string, later = `${first}  `): string[] {
  const columns = process.stdout.isTTY ? Math.min(columnsOf(process.stdout), 110) : Infinity;
  const lines: string[] = [];
  let line = first;
  for (const word of shown(text).split(/(?<=\S) /)) {
    const joined = line.trim() === "" ? line + word : `${line} ${word}`;
    if (joined.length > columns && line.trim() !== "") {
      lines.push(line);
      line = later + word;
    } else line = joined;
  }
  return [...lines, line];
}
