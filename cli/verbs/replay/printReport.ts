import type { Comparison, Harm, Report } from "../../../policy/replay/report/report";
import { times } from "../../../policy/replay/report/harm";
import { inputNotes, placesOf } from "../../../policy/replay/report/inputNotes";
import { oneLine } from "../../../terminal/shown";
import { colours } from "../../lib/colours";
import { observedTable } from "../../lib/observedTable";
import { tableOf } from "../../lib/table";

/** Entries of each list that a screen shows; --json and --html have all of them. */
const SHOWN = 10;
const WIDTH = 80;

/** The report on a screen of 80 columns: harm first, then the gain, then the rest. */
export function printReport(report: Report): string {
  return [
    ...head(report),
    ...harm(report),
    ...gain(report),
    ...hosts(report),
    ...rows(report),
    ...silent(report),
    ...(report.against ? against(report.against, report) : []),
    ...faults(report),
  ].join("\n");
}

function head({ stack, input, notKnown }: Report): string[] {
  return [
    colours.bold(`Replay of ${stack}, ${input.first} to ${input.last} (UTC)`),
    `${input.lines} lines, ${times(input.alerts, "alert")} played; the others do not matter to this policy.`,
    "",
    "Not known from alerts:",
    ...notKnown.flatMap((why) => wrapped(why, "- ")),
  ];
}

function harm({ harm: all, moreHarm }: Report): string[] {
  if (all.length === 0) return ["", colours.green("Harm: none was found.")];
  return [
    "",
    colours.red(`Harm: ${all.length + moreHarm} of them should be looked at before this acts`),
    ...all.slice(0, SHOWN).flatMap(oneHarm),
    ...more(all.length),
    ...(moreHarm > 0
      ? wrapped(`${moreHarm} of them, none graver, are not kept one by one`, "  ")
      : []),
  ];
}

function oneHarm(one: Harm): string[] {
  const [alert] = one.alertsAgainst;
  return [
    ...wrapped(
      `${one.subject}: ${one.done} ${times(one.times, "time")}, rule ${one.rules.join(", ")}, on ${one.hosts.join(", ")}`,
      "! ",
    ),
    ...one.against.flatMap((why) => wrapped(`against: ${why}`, "    ")),
    ...one.because.flatMap((why) => wrapped(`for: ${why}`, "    ")),
    ...(alert
      ? wrapped(`see: ${alert.time} ${alert.host}, alert ${alert.alert}: ${alert.log}`, "    ")
      : []),
  ];
}

function gain({ gain, decisions }: Report): string[] {
  const { attackers, attemptsBefore, saved, throughWindow, accounts, processes, scripts } = gain;
  const others = [
    ...(accounts > 0 ? [`${times(accounts, "account")} locked`] : []),
    ...(processes > 0 ? [`${times(processes, "program")} ended`] : []),
    ...(scripts > 0 ? [`${times(scripts, "run")} of scripts of your own`] : []),
  ];
  const kept = Object.entries(decisions).filter(
    ([word]) => !["blocked", "locked", "killed", "ran"].includes(word),
  );
  return [
    "",
    colours.bold("Gain"),
    ...wrapped(
      attackers === 0
        ? `No attackers stopped; ${times(saved, "later alert")} would not have come.`
        : `${times(attackers, "attacker")} stopped, half of them within ${times(attemptsBefore, "attempt")}; ${times(saved, "later alert")} of theirs would not have come.`,
      "  ",
    ),
    ...(throughWindow.blocks === 0
      ? []
      : wrapped(
          `With the stock ignore window ${times(throughWindow.blocks, "block")} would not have been made, of ${throughWindow.subjects} addresses.`,
          "  ",
        )),
    ...(others.length === 0 ? [] : wrapped(`${others.join(", ")}.`, "  ")),
    ...(kept.length === 0
      ? []
      : wrapped(`Not done: ${kept.map(([word, count]) => `${word} ${count}`).join(", ")}.`, "  ")),
  ];
}

function hosts({ hosts: all }: Report): string[] {
  if (all.length === 0) return [];
  const table = tableOf(
    ["host", "actions", "peak", "when", "storms", "breaker", "stopped"],
    [16, 9, 8, 13, 8, 9, 9],
  );
  for (const { host, actions, peak, peakAt, storms, breaks, stopped } of all.slice(0, SHOWN))
    table.push([host, actions, peak, peakAt.slice(5, 16) || "-", storms, breaks, stopped]);
  return ["", colours.bold("Hosts"), table.toString(), ...more(all.length)];
}

function rows({ rows: all, moreRows }: Report): string[] {
  if (all.length === 0) return ["", "Nothing would have been done."];
  return [
    "",
    colours.bold("What would have been done"),
    observedTable(all.slice(0, SHOWN)),
    ...more(all.length + moreRows),
  ];
}

function silent({ silent: all }: Report): string[] {
  if (all.length === 0) return [];
  return [
    "",
    colours.bold("Responses that nothing set off"),
    ...all.flatMap(({ response, what }) => wrapped(`responses[${response}]: ${what}`, "  ")),
  ];
}

function against(other: Comparison, { harm, moreHarm, gain }: Report): string[] {
  const list = (all: Comparison["new"], many: number, sign: string): string[] => [
    ...all
      .slice(0, SHOWN)
      .flatMap(({ subject, times: count, rules, hosts, harm: isHarm }) =>
        wrapped(
          `${subject}: ${times(count, "time")}, rule ${rules.join(", ")}, on ${hosts.join(", ")}${isHarm ? " (harm)" : ""}`,
          `  ${sign} `,
        ),
      ),
    ...more(many),
  ];
  return [
    "",
    colours.bold(`Beside ${other.name}`),
    ...wrapped(
      `${other.same} the same, ${other.newCount} new, ${other.goneCount} gone; harm ${other.harmThen} -> ${harm.length + moreHarm}; alerts saved ${other.savedThen} -> ${gain.saved}.`,
      "  ",
    ),
    ...list(other.new, other.newCount, "+"),
    ...list(other.gone, other.goneCount, "-"),
  ];
}

function faults({ input }: Report): string[] {
  const notes = inputNotes(input);
  const { faults: all } = input;
  return [
    ...(notes.length > 0 ? [""] : []),
    ...notes.flatMap((note) => wrapped(note, "")),
    ...(all.length > 0 ? ["", colours.yellow("Passed over")] : []),
    ...all.flatMap((fault) =>
      wrapped(`${times(fault.count, "time")}: ${fault.what}: ${placesOf(fault)}`, "  "),
    ),
  ];
}

function more(all: number): string[] {
  return all > SHOWN ? [`  ... and ${all - SHOWN} more; --json and --html have them`] : [];
}

/** Words in lines of 80 columns, the later ones below the first. */
function wrapped(text: string, lead: string): string[] {
  const lines: string[] = [];
  let line = lead;
  for (const word of oneLine(text).split(/ +/)) {
    for (let rest = word; rest !== "";) {
      const room = WIDTH - line.length - (line.length > lead.length ? 1 : 0);
      if (rest.length <= room) {
        line += (line.length > lead.length ? " " : "") + rest;
        break;
      }
      if (line.trim() === lead.trim() || line.length === lead.length) {
        line += rest.slice(0, room);
        rest = rest.slice(room);
      }
      lines.push(line);
      line = " ".repeat(lead.length);
    }
  }
  return [...lines, line];
}
