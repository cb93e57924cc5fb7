import type { Daemon } from "./daemon";
import { ADDRESS, ANYTHING, line, maybe, NUMBER, PLAIN_USER, without, WORD } from "./pattern";

const DAY = [WORD, " ", WORD, " ", maybe(" "), NUMBER, " ", WORD, " ", NUMBER, " "] as const;

/** vsftpd writes a file of its own; with log_ftp_protocol a command of the client stands there in quotes. */
export const VSFTPD: Daemon = {
  name: "vsftpd",
  begins: "^[A-Z][a-z][a-z] [A-Z][a-z][a-z] [ 0-9]?[0-9] [0-9:]+ [0-9]+ [[]pid [0-9]+] ",
  log: "ftp",
  root: 11400,
  ownSlot: 63,
  placeSlot: 3,
  rows: [
    {
      slot: 30,
      fooled: true,
      rules: [11403],
      lines: [
        line(...DAY, "[pid ", NUMBER, "] [", without("[]"), '] FAIL LOGIN: Client "', ADDRESS, '"'),
        line(...DAY, "[pid ", NUMBER, "] [", PLAIN_USER, '] FAIL LOGIN: Client "', ADDRESS, '"'),
      ],
    },
  ],
};

/** The peer stands before all that the client sent, twice. */
export const PROFTPD: Daemon = {
  name: "proftpd",
  program: "^proftpd$",
  log: "ftp",
  root: 11200,
  ownSlot: 64,
  placeSlot: 4,
  rows: [
    {
      slot: 31,
      rules: [11203, 11204],
      lines: [
        line(
          maybe("[", without("[] "), "]: "),
          WORD,
          " (",
          without("[]() "),
          "[",
          ADDRESS,
          "])",
          ANYTHING,
        ),
      ],
    },
  ],
};

/** Run it with -H: else a reverse zone of the client's own can name another address. */
export const PURE_FTPD: Daemon = {
  name: "pure-ftpd",
  program: "^pure-ftpd$",
  begins: "^[(]",
  log: "ftp",
  root: 11300,
  ownSlot: 65,
  placeSlot: 5,
  rows: [
    {
      slot: 32,
      rules: [11302],
      lines: [line("(", without("@() "), "@", ADDRESS, ") [WARNING] ", ANYTHING)],
    },
  ],
};
