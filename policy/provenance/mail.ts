import type { Daemon } from "./daemon";
import {
  ADDRESS,
  ANYTHING,
  line,
  maybe,
  NUMBER,
  oneOf,
  text,
  PLAIN_USER,
  without,
  WORD,
  type Line,
} from "./pattern";

/** Its decoder looks for these letters alone, whatever stands before them. */
const RIP = "rip=";

const METHOD = maybe(", method=", without("<>,= "));

/** `user=<...>` is the client's; without a check of names it may hold a whole `, rip=` of its own. */
export const DOVECOT: Daemon = {
  name: "dovecot",
  program: "^dovecot$",
  log: "mail",
  root: 9700,
  ownSlot: 66,
  placeSlot: 6,
  rows: [
    {
      slot: 40,
      fooled: true,
      rules: [9705, 9707],
      lines: [...byLogin(), ...byWorker(["unknown user", "user not found", "User not known"])],
    },
    { slot: 41, fooled: true, rules: [9702], lines: byWorker(["Password mismatch"]) },
    {
      slot: 48,
      rules: [9701],
      lines: [
        line(
          without("<>:() "),
          "-login: Login: user=<",
          PLAIN_USER,
          ">",
          METHOD,
          ", rip=",
          ADDRESS,
          ", lip=",
          text(RIP),
        ),
      ],
    },
  ],
};

// With a parenthesis in it a name could hold a whole `auth-worker(default): x(root,ADDRESS)`, which another decoder finds.
function byLogin(): Line[] {
  return [text(RIP, "<>()"), PLAIN_USER].map((user) =>
    line(
      without("<>:() "),
      "-login: ",
      oneOf("Aborted login", "Login aborted", "Disconnected"),
      without("<>"),
      ": user=<",
      user,
      ">",
      METHOD,
      ", rip=",
      ADDRESS,
      ", lip=",
      text(RIP),
    ),
  );
}

// Dovecot's own words stand around what it found out: `pam_authenticate() failed: ...`, `... from userdb`.
function byWorker(words: readonly string[]): Line[] {
  return [without(",() "), PLAIN_USER].map((user) =>
    line(
      oneOf("auth", "auth-worker"),
      "(default): ",
      without(",() "),
      "(",
      user,
      ",",
      ADDRESS,
      "): ",
      maybe("pam_authenticate() failed: "),
      oneOf(...words),
      without("(),"),
    ),
  );
}

const HOST = without("[] ");
const PORT = maybe(":", NUMBER);
const REJECT = [
  maybe(WORD, ": "),
  "NOQUEUE: reject: ",
  WORD,
  " from ",
  HOST,
  "[",
  ADDRESS,
] as const;
const GAI_ERROR = maybe(": ", without("[]"));

/** Postfix names the peer, by reverse name and address, before what the client sent. */
export const POSTFIX: Daemon = {
  name: "postfix",
  program: "^postfix",
  log: "mail",
  root: 3300,
  ownSlot: 67,
  placeSlot: 7,
  rows: [
    {
      slot: 42,
      rules: [3332],
      lines: [line("warning: ", HOST, "[", ADDRESS, "]", PORT, ": SASL ", ANYTHING)],
    },
    {
      slot: 43,
      rules: [3301, 3302, 3303, 3304, 3305, 3306],
      lines: [
        line(...REJECT, "]: ", ANYTHING),
        // postscreen, or smtpd_client_port_logging: then the decoder looks for the first "]: " in all of the line.
        line(...REJECT, "]:", NUMBER, ": ", text("]: ")),
      ],
    },
    {
      slot: 44,
      fooled: true,
      rules: [3396, 3398],
      lines: [
        line("warning: Illegal address syntax from ", HOST, "[", ADDRESS, "] in ", ANYTHING),
        line("warning: hostname ", WORD, " does not resolve to address ", ADDRESS, GAI_ERROR),
        line("warning: ", ADDRESS, ": hostname ", WORD, " verification failed", GAI_ERROR),
      ],
    },
    {
      slot: 49,
      fooled: true,
      rules: [3335],
      lines: [line("too many errors after ", WORD, " from ", HOST, "[", ADDRESS, "]")],
    },
  ],
};

/** The relay stands behind the arguments, which are the client's. */
export const SENDMAIL: Daemon = {
  name: "sendmail",
  program: "^(sendmail|sm-mta|sm-acceptingconnections)$",
  log: "mail",
  root: 3100,
  ownSlot: 68,
  placeSlot: 8,
  rows: [
    {
      slot: 45,
      fooled: true,
      rules: [3102, 3103, 3104, 3105, 3106, 3107],
      lines: [
        line(
          WORD,
          ": ruleset=",
          without(", "),
          ", arg1=",
          text("relay="),
          ", relay=",
          maybe(without("[], "), " "),
          "[",
          ADDRESS,
          "]",
          maybe(" (may be forged)"),
          ", reject=",
          text("relay="),
        ),
      ],
    },
    {
      slot: 56,
      fooled: true,
      rules: [3108],
      lines: [
        line(
          WORD,
          ": rejecting commands from ",
          without("[] "),
          " [",
          ADDRESS,
          "]",
          maybe(" (may be forged)"),
          " due to ",
          without("[]"),
        ),
      ],
    },
  ],
};

/** Courier, and UW imapd, end their lines with the peer, and the decoders are anchored there. */
export const COURIER: Daemon = {
  name: "courier",
  program: "^(pop3d|imapd|courierpop3login|courier-pop3|courier-imap|imaplogin)",
  log: "mail",
  root: 3900,
  ownSlot: 69,
  placeSlot: 9,
  rows: [
    {
      slot: 46,
      rules: [3902],
      lines: [line("LOGIN FAILED, ", maybe(ANYTHING, ", "), "ip=[", ADDRESS, "]")],
    },
    {
      slot: 47,
      rules: [3601],
      lines: [
        line(
          "Login failed user=",
          ANYTHING,
          " host=",
          maybe(without("[] "), " "),
          "[",
          ADDRESS,
          "]",
        ),
      ],
    },
  ],
};
