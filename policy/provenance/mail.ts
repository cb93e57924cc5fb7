import type { Daemon } from "./daemon";
import {
  ADDRESS,
  ANYTHING,
  line,
  maybe,
  oneOf,
  text,
  PLAIN_USER,
  without,
  WORD,
  type Line,
} from "./pattern";

const RIP = ", rip=";

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
  ],
};

function byLogin(): Line[] {
  return [text(RIP, "<>"), PLAIN_USER].map((user) =>
    line(
      without("<>:() "),
      "-login: ",
      oneOf("Aborted login", "Disconnected"),
      without("<>()"),
      "(",
      without("<>()"),
      "): user=<",
      user,
      ">",
      maybe(", method=", without("<>,= ")),
      RIP,
      ADDRESS,
      ", lip=",
      text(RIP),
    ),
  );
}

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
      without("(),"),
      oneOf(...words),
    ),
  );
}

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
      lines: [line("warning: ", without("[] "), "[", ADDRESS, "]: SASL ", ANYTHING)],
    },
    {
      slot: 43,
      rules: [3301, 3302, 3303, 3304, 3305, 3306],
      lines: [
        line(
          maybe(WORD, ": "),
          "NOQUEUE: reject: ",
          WORD,
          " from ",
          without("[] "),
          "[",
          ADDRESS,
          "]: ",
          ANYTHING,
        ),
      ],
    },
    {
      slot: 44,
      fooled: true,
      rules: [3396, 3398],
      lines: [
        line(
          "warning: Illegal address syntax from ",
          without("[] "),
          "[",
          ADDRESS,
          "] in ",
          ANYTHING,
        ),
      ],
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
  ],
};

/** Courier, and UW imapd, end their lines with the peer, and the decoders are anchored there. */
export const COURIER: Daemon = {
  name: "courier",
  program: "^(pop3d|imapd|pop3d-ssl|imapd-ssl|courierpop3login|courierpop3d|imaplogin|couriertcpd)",
  log: "mail",
  root: 3900,
  ownSlot: 69,
  placeSlot: 9,
  rows: [
    {
      slot: 46,
      rules: [3902],
      lines: [
        line(
          "LOGIN FAILED, ",
          maybe("method=", WORD, ", "),
          "user=",
          ANYTHING,
          ", ip=[",
          ADDRESS,
          "]",
        ),
      ],
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
