import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import Handlebars from "handlebars";

import { SCRIPTS } from "../../render/scriptFolder";
import { times } from "../report/harm";
import { inputNotes, placesOf } from "../report/inputNotes";
import type { Changed, Comparison, Harm, Report } from "../report/report";
import { chartOf, sparkOf } from "./chart";

/** Beside this file in the sources; the program itself is one file, elsewhere. */
const PARTS = join(dirname(SCRIPTS), "policy", "replay", "page");
/** Entries of lists that a page holds: a browser has to lay them all out. */
const MOST = 500;
const GRAVE = { 3: "grave", 2: "look at it", 1: "perhaps" } as const;

/**
 * The report as one page that needs nothing else: no script, no picture, no network. Whatever a log line holds is text there, since
 * the template escapes every value.
 */
export function renderPage(report: Report): string {
  // With escaping, unlike the scripts' templates; strict, so that a value that is missing is an error.
  const environment = Handlebars.create();
  const template = environment.compile(partOf("report.html.hbs"), {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: {},
  });
  return template(viewOf(report));
}

function viewOf(report: Report): object {
  const { stack, input, notKnown, harm, moreHarm, gain, hosts, rows, moreRows, silent, timeline } =
    report;
  const sparks = new Map(timeline.hosts.map(({ host, counts }) => [host, sparkOf(counts)]));
  return {
    css: partOf("report.css"),
    stack: shown(stack),
    from: input.first,
    to: input.last,
    lines: input.lines,
    alerts: input.alerts,
    notKnown: notKnown.map(shown),
    cards: [
      {
        value: harm.length + moreHarm,
        label: "to be looked at",
        tone: harm.length > 0 ? "bad" : "good",
      },
      { value: gain.attackers, label: "attackers stopped", tone: "good" },
      { value: gain.attemptsBefore, label: "attempts before half of them were", tone: "" },
      { value: gain.saved, label: "alerts of theirs that would not have come", tone: "good" },
      {
        value: gain.throughWindow.blocks,
        label: "blocks that the stock ignore window lets through",
        tone: "",
      },
    ],
    harm: harm.slice(0, MOST).map((one, i) => ({ ...harmView(one), open: i === 0 })),
    moreHarm: Math.max(0, harm.length - MOST) + moreHarm,
    chart: chartOf(timeline),
    hosts: hosts.slice(0, MOST).map((row) => ({
      ...row,
      host: shown(row.host),
      points: sparks.get(row.host) ?? "",
    })),
    compared: report.against ? comparedView(report.against, report) : { name: "" },
    rows: rows.slice(0, MOST).map((row) => ({
      ...row,
      host: shown(row.host),
      subject: shown(row.subject),
      what: shown(row.what),
    })),
    rowsSummary:
      rows.length + moreRows > MOST
        ? `The ${MOST} most frequent of ${rows.length + moreRows}; --json has more`
        : `${rows.length} of them`,
    silent,
    input: [
      ...input.files.map((file) => `file ${shown(file)}`),
      ...inputNotes(input).map(shown),
      ...input.faults.map((fault) =>
        shown(`${times(fault.count, "time")}: ${fault.what}: ${placesOf(fault)}`),
      ),
    ],
  };
}

function harmView(harm: Harm): object {
  const { done, weight, subject, rules, hosts, against, because, first, last } = harm;
  return {
    weight,
    subject: shown(subject),
    grave: GRAVE[weight],
    done: `${done} ${times(harm.times, "time")} by rule ${rules.join(", ")}`,
    against: against.map(shown),
    because: because.map(shown),
    first,
    last,
    hosts: shown(hosts.join(", ")),
    alerts: [
      { caption: "Alerts against it", rows: harm.alertsAgainst },
      { caption: "Alerts for it", rows: harm.alertsFor },
    ]
      .filter((table) => table.rows.length > 0)
      .map(({ caption, rows }) => ({
        caption,
        rows: rows.map((row) => ({
          ...row,
          host: shown(row.host),
          alert: shown(row.alert),
          at: shown(row.at),
          // Not log: that is a helper of the library's own.
          words: shown(row.log),
        })),
      })),
  };
}

function comparedView(other: Comparison, { harm, moreHarm, gain }: Report): object {
  const rows = (all: readonly Changed[]): object[] =>
    all.slice(0, MOST).map((one) => ({
      ...one,
      subject: shown(one.subject),
      rules: one.rules.join(", "),
      hosts: shown(one.hosts.join(", ")),
      harm: one.harm ? "yes" : "",
    }));
  return {
    name: shown(other.name),
    text: `${other.same} the same, ${other.newCount} new, ${other.goneCount} gone; harm ${other.harmThen} -> ${harm.length + moreHarm}; alerts saved ${other.savedThen} -> ${gain.saved}.`,
    lists: [
      { title: "New", count: other.newCount, rows: rows(other.new) },
      { title: "Gone", count: other.goneCount, rows: rows(other.gone) },
    ].filter(({ count }) => count > 0),
  };
}

/** What a browser would obey or show otherwise (control characters, marks that turn the direction of text), written out. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

function partOf(name: string): string {
  return readFileSync(join(PARTS, name), "utf8");
}
