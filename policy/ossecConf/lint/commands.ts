import { OUR_EXECUTABLES } from "../../model/kinds/traitsOf";
import type { ReadBlock, ReadCommand } from "../../wazuh/read/activeResponse";
import { lastChild } from "../../wazuh/read/ossecConf";
import type { Node } from "../../wazuh/read/node";
import { STOCK_EXECUTABLES } from "../../wazuh/stock/stockExecutables";
import type { FileCodes } from "./fileCodes";
import type { FileContext } from "./context";
import type { Report } from "./report";
import { yesNo } from "../../wazuh/known/values";
import { LONGEST_PATH } from "../../wazuh/limits";

/** Each `<command>` for itself, and definitions that another one of the same name hides. */
export function lintCommands(
  commands: readonly ReadCommand[],
  blocks: readonly ReadBlock[],
  context: FileContext,
  report: Report,
): void {
  const first = new Map<string, ReadCommand>();
  const used = new Set(
    blocks.filter(({ disabled }) => !disabled).map(({ definition }) => definition),
  );
  for (const command of commands) {
    lintCommand(command, used.has(command), report);
    lintExecutable(command, used.has(command), context, report);
    const hiding = first.get(command.name);
    if (hiding) lintHidden(command, hiding, report);
    else first.set(command.name, command);
  }
}

const ELEMENTS: ReadonlySet<string> = new Set(
  "name executable timeout_allowed extra_args expect".split(" "),
);

function lintCommand({ node, name }: ReadCommand, used: boolean, report: Report): void {
  if (node.children.length === 0) return;
  lintTwice(node, report);
  for (const needed of ["name", "executable"]) {
    const child = lastChild(node, needed);
    // An element with a misspelt name is the cause, and is said by itself.
    if (!child && node.children.some(({ name: other }) => !ELEMENTS.has(other))) continue;
    if (!child) {
      report.error(
        "command-incomplete",
        node,
        `has no <${needed}>; the manager does not start with it (1280)`,
        `add <${needed}>`,
      );
    } else if (child.content === "") {
      report[used ? "error" : "warning"](
        "command-incomplete",
        child,
        used ? "is empty: no host can run it" : "is empty: no response could run it",
        "write a name",
      );
    }
  }
  const given = lastChild(node, "name");
  if (given && name.startsWith("!")) {
    report.error(
      "command-name",
      given,
      "begins with !, which is for executables called by name; the manager does not start with it (1235)",
      "write the name without !",
    );
  }
  if (given && /^\s|\s$| - |[\0-\x1f]/.test(name)) {
    report.error(
      "command-name",
      given,
      'begins or ends with a blank, or contains a line break or " - ": the row of ar.conf cannot be read back as it is',
      "write letters, digits, - and _",
    );
  }
  for (const child of node.children) {
    if (child.name === "timeout_allowed" && yesNo(child.content) !== undefined) {
      report.error(
        "refused-value",
        child,
        "is not a value that Wazuh accepts; the manager does not start with it (1235)",
        "write yes or no, in lowercase, without blanks",
      );
    }
    if (child.name === "extra_args" && /["']/.test(child.content)) {
      report.warning(
        "extra-args",
        child,
        "is split at every blank: quotes do not group words, and stay in the arguments",
        "write arguments without blanks and quotes",
      );
    }
    if (child.name === "expect") {
      report.note("deprecated", child, "is ignored since Wazuh 4.2", "remove it");
    }
  }
}

function lintExecutable(
  { node, executable }: ReadCommand,
  used: boolean,
  context: FileContext,
  report: Report,
): void {
  const at = lastChild(node, "executable");
  if (!at || executable === "") return;
  const wrong = whatIsWrong(executable);
  if (wrong !== undefined) {
    report[used ? "error" : "warning"](
      "executable-path",
      at,
      `${wrong}: it is the name of a file below active-response/bin, and nothing of that name is there`,
      "write the name of the file alone; arguments go into <extra_args>",
    );
  } else if (used && !isKnown(executable, context)) {
    report.warning(
      "executable-unknown",
      at,
      "is in no stock install: where the file is missing, execd logs one INFO line and never runs it",
      "make sure that it is in active-response/bin of every host, or name a stock one",
    );
  }
}

function whatIsWrong(executable: string): string | undefined {
  if (Buffer.byteLength(`active-response/bin/${executable}`) > LONGEST_PATH) {
    return "is longer than what execd keeps of a path";
  }
  if (executable.startsWith("/")) return "is an absolute path";
  if (executable.split("/").includes("..")) return "leads out of the folder, which execd refuses";
  if (/\s/.test(executable)) return "contains a blank, which does not separate arguments here";
  return undefined;
}

function isKnown(executable: string, context: FileContext): boolean {
  return (
    STOCK_EXECUTABLES.has(executable) ||
    OUR_EXECUTABLES.has(executable) ||
    (context.executables?.has(executable) ?? false)
  );
}

function lintHidden(command: ReadCommand, hiding: ReadCommand, report: Report): void {
  const same =
    command.executable === hiding.executable &&
    command.timeoutAllowed === hiding.timeoutAllowed &&
    command.extraArgs === hiding.extraArgs;
  if (same) return;
  report.warning(
    "command-hidden",
    command.node,
    `defines ${command.name} again: the definition of line ${hiding.node.line} wins, this one is never used`,
    "give it another name, or remove one of the two",
  );
}

/** Elements that stand twice in one section with different values: Wazuh keeps the last, without a word. */
export function lintTwice(node: Node, report: Report): void {
  const seen = new Map<string, Node>();
  for (const child of node.children) {
    const before = seen.get(child.name);
    seen.set(child.name, child);
    if (!before || before.content === child.content || child.name === "disabled") continue;
    report.error(
      "given-twice",
      before,
      `is dropped: <${child.name}> is given again in line ${child.line}, and the last one wins`,
      `keep one <${child.name}>`,
    );
  }
}

/** What is found here. */
export const commandsCodes: FileCodes = {
  "command-incomplete": {
    severity: ["error", "warning"],
    doc: {
      what: "A `<command>` lacks its name or its executable.",
      why: "The daemons do not start with it, or the command is not there.",
      instead: "Add what the finding names.",
      example: "<command><name>fw</name></command>",
    },
  },
  "command-name": {
    severity: "error",
    doc: {
      what: "The name of a `<command>` cannot be used.",
      why: "ar.conf, or the name on the wire, would mean something else.",
      instead: "Write a short name without blanks.",
      example:
        "<command>\n  <name>!fw</name>\n  <executable>firewall-drop</executable>\n</command>",
    },
  },
  "executable-path": {
    severity: ["error", "warning"],
    doc: {
      what: "An executable has a path, arguments or a character that Wazuh does not take.",
      why: "It is not found, or only its last part is taken.",
      instead: "Write the file name alone, and arguments under `<extra_args>`.",
    },
  },
  "executable-unknown": {
    severity: "warning",
    doc: {
      what: "An executable is in no stock install.",
      why: "Where the file is missing, execd logs one INFO line and never runs it.",
      instead: "Make sure that it is in active-response/bin of every host.",
      example:
        "<command>\n  <name>c</name>\n  <executable>mine</executable>\n</command>\n<active-response>\n  <command>c</command>\n  <location>local</location>\n  <rules_id>31151</rules_id>\n</active-response>",
    },
  },
  "extra-args": {
    severity: "warning",
    dropped: true,
    doc: {
      what: "`<extra_args>` do not arrive as they are written.",
      why: "Wazuh splits them at blanks and cuts what is too long.",
      instead: "Write what the finding names.",
    },
  },
  "command-hidden": {
    severity: "warning",
    doc: {
      what: "Two commands have the same name.",
      why: "The first one wins, the later is never used.",
      instead: "Give it another name, or remove one of the two.",
      example:
        "<command>\n  <name>c</name>\n  <executable>firewall-drop</executable>\n</command>\n<command>\n  <name>c</name>\n  <executable>host-deny</executable>\n</command>",
    },
  },
  "given-twice": {
    severity: "error",
    dropped: true,
    doc: {
      what: "An element of a command or a block is given twice.",
      why: "The last one wins, silently.",
      instead: "Keep one of the two.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <level>10</level>\n  <level>12</level>\n</active-response>",
    },
  },
};
