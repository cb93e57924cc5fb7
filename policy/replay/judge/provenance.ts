import { guardedStockRules } from "../../provenance/awkTable";
import { DAEMONS } from "../../provenance/daemons";
import { FORGEABLE, UNPROVEN } from "../../provenance/exposed";
import { count } from "../../provenance/pattern";
import type { LogKind } from "../../provenance/places";
import type { Alert } from "../alerts/alert";
import { addressOf } from "./address";
import { ereOf } from "./ere";
import { readLogLine } from "./logLine";
import { plainField } from "./plain";
import { lineFor, proofOf, type Proof } from "./proof";

/** Where daemons log, as patterns: the settings LOGS_... of the scripts. */
export type LogSettings = Readonly<Record<LogKind, RegExp>>;

interface Writer {
  readonly name: string;
  readonly program: RegExp | undefined;
  readonly begins: RegExp | undefined;
  readonly log: LogKind;
  readonly proofs: readonly Proof[];
}

const WRITERS: readonly Writer[] = DAEMONS.map(({ name, program, begins, log, rows }) => ({
  name,
  program: program === undefined ? undefined : new RegExp(ereOf(program)),
  begins: begins === undefined ? undefined : new RegExp(ereOf(begins)),
  log,
  proofs: rows.flatMap(({ lines }) => lines.map(proofOf)),
}));

let inTable: ReadonlySet<number> | undefined;

/** True for a stock rule whose events are lines of these daemons, or count such lines. */
export function isInTable(rule: number): boolean {
  inTable ??= new Set(guardedStockRules());
  return inTable.has(rule);
}

/** True for a stock rule whose address a client writes, and no form of the line proves. */
export function isExposed(rule: number): boolean {
  return FORGEABLE.has(rule) || UNPROVEN.has(rule);
}

/**
 * Why the alert's log line does not prove its address (and, where asked, its user), as `why_forged` of
 * scripts/responses/provenance.awk says it; "" where it does, and where no daemon of the table wrote it.
 */
export function whyForged(alert: Alert, settings: LogSettings, asked: boolean): string {
  const srcip = plainField(alert.srcip);
  const user = asked ? plainField(alert.dstuser) : "";
  const { rule } = alert;
  if (isExposed(rule)) return `no line behind rule ${rule} proves who sent it`;
  const peer = asked ? `${user} from ${srcip === "" ? "-" : srcip}` : srcip;
  if (alert.fullLog === undefined) return `the message holds no log line that proves ${peer}`;
  const line = readLogLine(alert.fullLog, plainField(alert.program));
  const writer = WRITERS.find(
    ({ program, begins }) =>
      (program === undefined
        ? line.program === ""
        : line.program !== "" && program.test(line.program)) &&
      (begins?.test(line.message) ?? true),
  );
  const place = plainField(alert.location);
  if (!writer) {
    if (settings.raw.test(place)) return `clients write whole lines of their own into ${place}`;
    return isInTable(rule) ? `the log line is not from a daemon that proves ${peer}` : "";
  }
  if (writer.proofs.length === 0) return `no line of ${writer.name} proves who sent it`;
  if (place === "" || !settings[writer.log].test(place))
    return `${writer.name} does not log to ${place === "" ? "-" : place}`;
  if (line.control) return `the log line of ${writer.name} holds control characters`;
  if (proves(writer, line.message, srcip, user, asked, false)) return "";
  const said = saidBy(writer, line.message, srcip);
  return `the log line of ${writer.name} does not prove ${peer}${said === "" ? "" : `, what the daemon wrote says ${said}`}`;
}

function proves(
  { proofs }: Writer,
  message: string,
  srcip: string,
  user: string,
  asked: boolean,
  loosely: boolean,
): boolean {
  if (srcip !== "" && addressOf(srcip) === "") return false;
  if (asked && /[^A-Za-z0-9._@?-]/.test(user)) return false;
  // Most lines name the address as it is; only where one does not, no pattern need be asked.
  if (!message.includes(srcip)) return false;
  const line = lineFor(srcip, user, message);
  return proofs.some((proof) => {
    if (asked && !proof.namesUser) return false;
    if (!loosely && proof.apart !== undefined && count(message, proof.apart) !== proof.owns)
      return false;
    return (asked ? proof.ofUser : proof.ofAnybody).test(line);
  });
}

/** Another address, the last that stands where the daemon writes one. */
function saidBy(writer: Writer, message: string, srcip: string): string {
  let found = "";
  let tries = 0;
  for (const [text] of message.matchAll(/[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*/g)) {
    if (tries++ >= 40) break;
    const word = text.replace(/[.:]$/, "");
    if (word !== srcip && addressOf(word) !== "" && proves(writer, message, word, "", false, true))
      found = word;
  }
  return found;
}
