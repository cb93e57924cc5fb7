import type { Claim } from "../../lint/acceptances";
import type { Finding } from "../../model/finding";
import { readNodes, type Node } from "../../wazuh/read/node";
import type { OssecConf } from "../../wazuh/read/ossecConf";
import { ignoredText, type IgnoredText } from "../../wazuh/read/ignoredText";
import type { Place } from "../../wazuh/read/source";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

/** Stands in the place of a comment, so that Wazuh's own reader says where in the tree it is. */
const MARK = "lint-accept";
const FORM = /^-*\s*([a-z0-9-]+):\s*(\S[^]*?)(?:[,;]?\s+\[?until\s+(\d{4}-\d{2}-\d{2})\]?)?\s*-*$/;

/**
 * The acceptances in the comments of a file, `<!-- lint accept CODE: reason [until YYYY-MM-DD] -->`. Each is for the section
 * that it is in, or right before; before a root, for all of that.
 */
export function acceptComments(
  text: string,
  conf: OssecConf,
  path: string,
  report: Report,
): readonly Claim[] {
  const found = ignoredText(text).comments.flatMap((comment) => {
    const said = /^-*\s*lint\s+accept\b([^]*)$/.exec(comment.text)?.[1];
    return said === undefined ? [] : [{ comment, said }];
  });
  if (found.length === 0) return [];
  const spans = spansOf(marked(text, found), conf);
  return found.flatMap(({ comment, said }, i) => {
    const [, code, reason, until] = FORM.exec(said.trim()) ?? [];
    const { line, column } = comment;
    if (code === undefined || reason === undefined) {
      report.add(
        "warning",
        "accept-form",
        comment,
        `<!${comment.text.slice(0, 60).trim()}...`,
        "is not a valid acceptance, so nothing is accepted",
        "write <!-- lint accept CODE: reason until YYYY-MM-DD -->; the day may be left out",
      );
      return [];
    }
    const span = spans[i];
    const means = (finding: Finding): boolean => span !== undefined && isIn(span, finding);
    return [{ code, reason, until, place: { path, line, column }, means }];
  });
}

interface Span {
  readonly from: Place;
  /** @default up to the end of the file */
  readonly to: Place | undefined;
}

function isIn({ from, to }: Span, { line = 0, column = 0 }: Finding): boolean {
  const at = { line, column };
  return !isBefore(at, from) && (to === undefined || isBefore(at, to));
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** The text with a mark for each of the comments, in their order. */
function marked(text: string, found: readonly { readonly comment: IgnoredText }[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  let done = 0;
  const parts = found.map(({ comment }) => {
    const at = (starts[comment.line - 1] ?? 0) + comment.column - 1;
    const end = at + "<!".length + comment.text.length;
    const part = `${text.slice(done, at)}<${MARK}/>`;
    done = end + (text.startsWith("-->", end) ? "-->" : "!>").length;
    return part;
  });
  return parts.join("") + text.slice(done);
}

/** For each mark, in the order of the text, what it is for; undefined where nothing follows it. */
function spansOf(text: string, { roots }: OssecConf): (Span | undefined)[] {
  const spans: (Span | undefined)[] = [];
  let root = 0;
  for (const node of readNodes(text)) {
    if (node.name === MARK) {
      spans.push(spanOf(roots, root, undefined));
      continue;
    }
    const whole = roots[root];
    root += 1;
    const end = roots[root];
    let section = 0;
    for (const child of node.children) {
      const sections = whole?.children ?? [];
      if (child.name === MARK) {
        spans.push(spanOf(sections, section, end));
        continue;
      }
      const span = spanOf(sections, section, end);
      section += 1;
      spans.push(...Array.from({ length: marksIn(child) }, () => span));
    }
  }
  return spans;
}

function spanOf(nodes: readonly Node[], at: number, end: Place | undefined): Span | undefined {
  const from = nodes[at];
  return from && { from, to: nodes[at + 1] ?? end };
}

function marksIn({ children }: Node): number {
  return children.reduce((sum, child) => sum + (child.name === MARK ? 1 : marksIn(child)), 0);
}

/** What is found here. */
export const acceptCommentsCodes: FileCodes = {
  "accept-form": {
    severity: "warning",
    doc: {
      what: "A comment begins with `lint accept` and does not go on as an acceptance does.",
      why: "It accepts nothing.",
      instead:
        "Write `<!-- lint accept CODE: reason until YYYY-MM-DD -->`; the day may be left out.",
      example: "<!-- lint accept whitelist-wide -->",
    },
  },
  "accept-error": {
    severity: "error",
    doc: {
      what: "A comment accepts an error.",
      why: "Wazuh refuses it, or does something other than what is written there; only a warning or a note can be accepted.",
      instead: "Fix what the error names, and remove the comment.",
    },
  },
  "accept-until": {
    severity: "error",
    doc: {
      what: "The day of an acceptance is not a valid date.",
      why: "Nobody could tell when the acceptance ends.",
      instead: "Write a day as YYYY-MM-DD.",
    },
  },
  "accept-stale": {
    severity: "warning",
    doc: {
      what: "A comment accepts nothing: its finding is gone or elsewhere, its day is past, or its code does not exist.",
      why: "Left in place, it would hide the same finding should it come back for another reason.",
      instead: "Remove the comment, or put it into the section that it is for.",
      example:
        "<!-- lint accept whitelist-wide: our provider --><global><logall>no</logall></global>",
    },
  },
};
