/** What wazuh-execd of 4.14.7 hands to scripts, and says in ossec.log, for messages that come one after the other. */
export interface ExecdClause {
  readonly what: string;
  /** Messages: the name that each asks for, and the address in its alert; or a whole text. */
  readonly messages: readonly (readonly [name: string, address: string] | string)[];
  /** What the witness writes down: the script, the command that it is told, the address. */
  readonly told: readonly string[];
  /** Words of ossec.log, each in a line of its own, in this order. */
  readonly says?: readonly string[];
}

/** Rows of ar.conf that the clauses are played with; `gone` is not there. */
export const ROWS = [
  "fw60 - asks - 60",
  "fw1 - asks - 1",
  "once0 - asks - 0",
  "silent60 - silent - 60",
  "garbage60 - garbage - 60",
  "gone60 - gone - 60",
] as const;

/** A script that writes down what it is told; its name says what it answers to `add`. */
export const WITNESS = `#!/bin/sh
note() { printf '%s %s %s\\n' "\${0##*/}" "$1" "$(printf '%s\\n' "$2" | sed 's/.*"srcip":"\\([^"]*\\)".*/\\1/')" >>logs/witness; }
told() { printf '%s\\n' "$1" | sed 's/.*"command":"\\([^"]*\\)".*/\\1/'; }
IFS= read -r line
printf '%s\\n' "$line" >>logs/lines
note "$(told "$line")" "$line"
case $line in *'"command":"delete"'*) exit 0 ;; esac
case \${0##*/} in
  silent) exit 0 ;;
  garbage) printf 'no json\\n' ;;
  *) printf '{"version":1,"origin":{"name":"asks","module":"active-response"},"command":"check_keys","parameters":{"keys":["%s"]}}\\n' \\
    "$(printf '%s\\n' "$line" | sed 's/.*"srcip":"\\([^"]*\\)".*/\\1/')" ;;
esac
IFS= read -r answer
printf '%s\\n' "$answer" >>logs/lines
note "$(told "$answer")" "$answer"
`;

const A = "192.0.2.7";
const B = "192.0.2.8";

/** Played in this order by one execd; after each it is stopped, which reverts what is left, and started anew (os_execd/execd.c). */
export const EXECD_CONTRACT: readonly ExecdClause[] = [
  {
    what: "adds, goes on, and takes back at its end",
    messages: [["fw60", A]],
    told: [`asks add ${A}`, `asks continue ${A}`, `asks delete ${A}`],
    says: ["(1314): Shutdown received. Deleting responses."],
  },
  {
    what: "aborts what it knows by script and keys, whatever the name, and takes it back once",
    messages: [
      ["fw60", A],
      ["fw60", A],
      ["fw60", B],
    ],
    told: [
      ...[`asks add ${A}`, `asks continue ${A}`, `asks add ${A}`, `asks abort ${A}`],
      ...[`asks add ${B}`, `asks continue ${B}`, `asks delete ${A}`, `asks delete ${B}`],
    ],
  },
  {
    what: "knows nothing again of a row without a timeout, nor of one that is called by its file",
    messages: [
      ["once0", A],
      ["once0", A],
      ["!asks", A],
    ],
    told: [1, 2, 3].flatMap(() => [`asks add ${A}`, `asks continue ${A}`]),
  },
  {
    what: "takes nothing back of a script that says nothing",
    messages: [["silent60", A]],
    told: [`silent add ${A}`],
  },
  {
    what: "goes on with a script whose answer is no message, and knows it by its name alone",
    messages: [
      ["garbage60", A],
      ["garbage60", B],
    ],
    told: [
      ...[`garbage add ${A}`, `garbage continue ${A}`, `garbage add ${B}`, `garbage abort ${B}`],
      `garbage delete ${A}`,
    ],
  },
  {
    what: "says once that a script is not there, and runs nothing",
    messages: [
      ["gone60", A],
      ["gone60", A],
    ],
    told: [],
    says: [
      "Active response command not present: 'active-response/bin/gone'. Not using it on this system.",
    ],
  },
  {
    what: "says a name that it does not know, each time",
    messages: [
      ["nobody", A],
      ["nobody", A],
    ],
    told: [],
    says: [
      "(1311): Invalid command name 'nobody' provided.",
      "(1311): Invalid command name 'nobody' provided.",
    ],
  },
  {
    what: "refuses a file outside of its folder",
    messages: [["!../asks", A]],
    told: [],
    says: [
      // Before it reads ar.conf again, and after.
      "Active response command '../asks' vulnerable to directory traversal attack. Ignoring.",
      "Active response command '../asks' vulnerable to directory traversal attack. Ignoring.",
      "(1311): Invalid command name '!../asks' provided.",
    ],
  },
  {
    what: "takes no text that is not JSON, and none without a command",
    messages: ["no json", '{"version":1,"command":5}'],
    told: [],
    says: [
      "(1315): Invalid JSON message: 'no json'",
      `(1316): Invalid AR command: '{"version":1,"command":5}'`,
    ],
  },
];
