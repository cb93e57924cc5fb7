import { whyNoPattern } from "../../wazuh/pcre2/whyNoPattern";
import { type Node, attributeOf } from "../../wazuh/read/node";
import { compileOsRegex } from "../../wazuh/osRegex";
import { type OssecConf, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

const STOP = "wazuh-logcollector does not start";

/** What of a `<localfile>` stops the manager by more than one element's own value. */
export function lintLocalfiles(conf: OssecConf, report: Report): void {
  for (const localfile of sectionsOf(conf, "localfile")) {
    if (localfile.children.length === 0) continue;
    lintNeeded(localfile, report);
    for (const child of localfile.children) {
      if (child.name === "query") lintQuery(child, report);
      lintPattern(child, report);
      lintReserved(child, report);
    }
  }
}

function lintNeeded(localfile: Node, report: Report): void {
  const last = (...names: readonly string[]): Node | undefined =>
    localfile.children.filter(({ name }) => names.includes(name.toLowerCase())).at(-1);
  const format = last("log_format");
  const missing = (what: string, instead: string): void => {
    report.error("localfile-incomplete", localfile, `has no ${what}; ${STOP}`, instead);
  };
  if (!format) {
    missing("<log_format> (1901)", "add <log_format>syslog</log_format>");
    return;
  }
  const read = localfile.children.some(({ name }) => name === "location" || name === "command");
  if (!read && format.content !== "macos" && format.content !== "journald") {
    missing("<location> (1902)", "add <location> with the path of the log file");
  }
  const isRegex = format.content === "multi-line-regex";
  const regex = last("multiline_regex");
  if (isRegex && (!regex || regex.content === "")) {
    missing("<multiline_regex>", "add <multiline_regex> with the pattern of a first line");
  }
  if (/^(?:full_)?command$/.test(format.content) && !last("command")) {
    report.warning(
      "localfile-incomplete",
      localfile,
      "has no <command> to run: it has no effect",
      "add <command>, or name the format of the log file",
    );
  }
}

const PATTERNS = new Set(["ignore", "restrict", "multiline_regex"]);

/** A pattern that does not compile; another type than the three is taken for pcre2. */
function lintPattern(node: Node, report: Report): void {
  const name = node.name.toLowerCase();
  if (!PATTERNS.has(name)) return;
  const type = name === "multiline_regex" ? undefined : node.attributes[0]?.value;
  if (type === "osmatch") return;
  const why =
    type !== "osregex"
      ? whyNoPattern(node.content)
      : compileOsRegex(node.content)
        ? undefined
        : "OS_Regex knows no group in a group, and only \\w \\d \\s \\p \\t \\. and their like";
  if (why === undefined) return;
  report.error(
    "pattern",
    node,
    `is no pattern of ${type === "osregex" ? "OS_Regex" : "PCRE2"}: ${why}; ${STOP}`,
    'mend it, or write type="osmatch" for plain text',
  );
}

function lintReserved(label: Node, report: Report): void {
  if (label.name !== "label" || !attributeOf(label, "key")?.startsWith("_")) return;
  report.error(
    "label-reserved",
    label,
    "has a key that begins with _: wazuh-logcollector never comes to an end of reading it",
    "write another key",
  );
}

/** wazuh-clusterd looks for the bare tag and for one line. */
function lintQuery(query: Node, report: Report): void {
  if (query.children.length > 0) return;
  if (query.content !== "" && query.attributes.length === 0 && !/\n(?! )/.test(query.content)) {
    return;
  }
  report.error(
    "refused-value",
    query,
    "is empty, or has an attribute or a line break: wazuh-clusterd -t ends with an error, and so the manager does not start",
    "remove it: only an agent on macOS has use for it",
  );
}

/** What is found here. */
export const localfileCodes: FileCodes = {
  "localfile-incomplete": {
    severity: ["error", "warning"],
    doc: {
      what: "A `<localfile>` lacks what it needs.",
      why: "wazuh-logcollector does not start, or reads nothing.",
      instead: "Add what the finding names.",
      example: "<localfile><location>/var/log/x</location></localfile>",
    },
  },
  pattern: {
    severity: "error",
    doc: {
      what: "A pattern of a `<localfile>` cannot be read.",
      why: "wazuh-logcollector does not start.",
      instead: 'Fix it, or write `type="osmatch"` for a plain text.',
    },
  },
  "label-reserved": {
    severity: "error",
    doc: {
      what: "The key of a label begins with `_`.",
      why: "wazuh-logcollector never comes to an end of reading it.",
      instead: "Write another key.",
    },
  },
};
