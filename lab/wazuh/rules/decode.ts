import type { Event, Sender } from "./event";
import { decodeAudit } from "./decodeAudit";
import { fieldsOf, withTexts, type Tree } from "./fields";
import { decodeSshd } from "./decodeSshd";

/** One line as it reaches analysisd. */
export interface Line {
  readonly sender: Sender;
  readonly location: string;
  readonly text: string;
  readonly time: number;
}

interface Header {
  readonly timestamp?: string;
  readonly hostname?: string;
  readonly programName?: string;
  readonly log: string;
}

/**
 * Decodes a line: syslog header, then sshd, auditd, active responses and JSON. The stock ruleset has hundreds of decoders;
 * these are the ones that the lab's events need.
 */
export function decode({ sender, location, text, time }: Line): Event {
  const header = syslogHeader(text);
  const decoded = decodeLog(header);
  return {
    sender,
    location,
    fullLog: text,
    time,
    matched: 0,
    ...header,
    fields: decoded ? fieldsOf(decoded.data) : {},
    data: decoded?.data ?? {},
    ...(decoded ? { decoder: decoded.decoder } : {}),
    ...(decoded && hasChildren(decoded) ? { decoderParent: decoded.decoder } : {}),
  };
}

const CLASSIC = /^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) (\S+) (.*)$/s;
const ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*) (\S+) (.*)$/s;
const PROGRAM = /^([^\s[:(]+)(?:\([^)]*\))?(?:\[\d+\])?: (.*)$/s;

function syslogHeader(text: string): Header {
  const [, timestamp, hostname, rest] = CLASSIC.exec(text) ?? ISO.exec(text) ?? [];
  if (timestamp === undefined || hostname === undefined || rest === undefined) return { log: text };
  const [, programName, log] = PROGRAM.exec(rest) ?? [];
  return programName === undefined || log === undefined
    ? { timestamp, hostname, log: rest }
    : { timestamp, hostname, programName, log };
}

const ACTIVE_RESPONSE = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d active-response\/bin\/\S+: (.*)$/s;

function decodeLog({ programName, log }: Header): { decoder: string; data: Tree } | undefined {
  if (programName?.startsWith("sshd") === true) return { decoder: "sshd", data: decodeSshd(log) };
  if (/^(?:node=\S+ )?type=/.test(log)) return { decoder: "auditd", data: decodeAudit(log) };
  const response = ACTIVE_RESPONSE.exec(log)?.[1];
  if (response !== undefined) return { decoder: "ar_log_json", data: decodeResponse(response) };
  const tree = log.startsWith("{") ? jsonTree(log) : undefined;
  if (!tree) return undefined;
  const { user, ...rest } = tree;
  return { decoder: "json", data: typeof user === "string" ? { dstuser: user, ...rest } : tree };
}

/** The message of an active response; the address and the user of its alert become those of the event. */
function decodeResponse(message: string): Tree {
  const srcip = /"data":\{"srcip":"([^"]+)"/.exec(message)?.[1];
  const dstuser = /"data":\{.*?"dstuser":"([^"]+)"/.exec(message)?.[1];
  return {
    ...(srcip === undefined ? {} : { srcip }),
    ...(dstuser === undefined ? {} : { dstuser }),
    ...jsonTree(message),
  };
}

/** Of the stock decoders only json finds fields by itself; the others' children do, which have the same name. */
function hasChildren({ decoder, data }: { decoder: string; data: Tree }): boolean {
  return decoder !== "json" && Object.keys(data).length > 0;
}

function jsonTree(text: string): Tree | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? withTexts(value as Tree)
      : undefined;
  } catch {
    return undefined;
  }
}
