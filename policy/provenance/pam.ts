import type { Daemon } from "./daemon";
import { BLANKS, line, NUMBER, PEER, USER, WORD } from "./pattern";

/** The decoder looks for `rhost=` and the like in all of the line, also in what the client calls itself. */
const VALUE = { pcre2: "[^\\s=]*", ere: "[^ \\t=]*" };
const ACCOUNT = { pcre2: "[^\\s=]+", ere: USER.ere };

/**
 * Failed log-ins by PAM, of any service. What the client names as its user stands before `rhost=` (pure-ftpd writes it there
 * raw), so that only one without a blank and without another `=` proves the address behind.
 */
export const PAM: Daemon = {
  name: "PAM",
  program: "^[^ ]+$",
  begins: "^pam_[a-z0-9_]+[(][^ ()]+[)]: ",
  log: "auth",
  root: 5500,
  ownSlot: 62,
  placeSlot: 2,
  rows: [
    {
      slot: 20,
      fooled: true,
      rules: [5503],
      // Where the line names no user, it proves none.
      lines: [[], [" ", BLANKS, "user=", ACCOUNT]].map((user) =>
        line(
          "pam_",
          WORD,
          "(",
          WORD,
          "): authentication failure; logname=",
          VALUE,
          " uid=",
          NUMBER,
          " euid=",
          NUMBER,
          " tty=",
          VALUE,
          " ruser=",
          VALUE,
          " rhost=",
          PEER,
          ...user,
          BLANKS,
        ),
      ),
    },
  ],
};
