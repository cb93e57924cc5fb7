import type { Daemon } from "./daemon";
import { BLANKS, line, NUMBER, PEER, USER, WORD, WORD_OR_NONE } from "./pattern";

/**
 * Failed log-ins by PAM, of any service. What the client names as its user stands before `rhost=` (pure-ftpd writes it there
 * raw), so that only a line without a blank in it proves the address behind.
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
      lines: [[], [" ", BLANKS, "user=", USER]].map((user) =>
        line(
          "pam_",
          WORD,
          "(",
          WORD,
          "): authentication failure; logname=",
          WORD_OR_NONE,
          " uid=",
          NUMBER,
          " euid=",
          NUMBER,
          " tty=",
          WORD_OR_NONE,
          " ruser=",
          WORD_OR_NONE,
          " rhost=",
          PEER,
          ...user,
          BLANKS,
        ),
      ),
    },
  ],
};
