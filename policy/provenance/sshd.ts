import type { Daemon } from "./daemon";
import { ADDRESS, ANYTHING, line, maybe, NUMBER, oneOf, text, USER, WORD } from "./pattern";

const FROM = " from ";
const PREAUTH = maybe(" [preauth]");
const PREAUTH_OR_NONE = [PREAUTH] as const;
/** The daemon's own name of a method, one word; "unknown" for one that it does not know (auth.c, monitor.c). */
const METHOD = WORD;
/** A name that is not an account's may hold anything; sshd writes the peer behind it. */
const UNKNOWN = [oneOf("invalid", "illegal"), " user ", text(FROM), FROM, ADDRESS] as const;
const SSH2 = [" port ", NUMBER, " ssh2"] as const;
/** Of a key, its certificate (with an ID of the client's own) or a client's host: it stands behind all that proves something. */
const KEY = oneOf(PREAUTH_OR_NONE, [": ", ANYTHING]);
/** The same where the decoder looks for the peer in all of the line. */
const KEY_APART = oneOf(PREAUTH_OR_NONE, [": ", text(FROM)]);

/**
 * OpenSSH 8 to 10 (sshd, sshd-session, sshd-auth). Accounts that exist have no blank in their name; the name of one that does
 * not is the client's, as is all that comes before it logs in: the text that it sends in the place of its version
 * reaches 5760, 5706 and 5701 by `error: kex_exchange_identification: client sent invalid protocol identifier "..."`.
 */
export const SSHD: Daemon = {
  name: "sshd",
  program: "^sshd(-session|-auth)?$",
  log: "auth",
  root: 5700,
  ownSlot: 61,
  placeSlot: 1,
  rows: [
    {
      slot: 10,
      fooled: true,
      rules: [5710],
      lines: [
        line(
          oneOf("Invalid", "Illegal"),
          " user ",
          text(FROM),
          FROM,
          ADDRESS,
          maybe(" port ", NUMBER),
          PREAUTH,
        ),
        line("Failed ", METHOD, " for ", ...UNKNOWN, ...SSH2, KEY_APART),
        line(
          "Postponed keyboard-interactive",
          maybe("/", WORD),
          " for ",
          ...UNKNOWN,
          ...SSH2,
          PREAUTH,
        ),
        line(
          oneOf("Disconnected from", "Connection closed by", "Connection reset by"),
          " invalid user ",
          WORD,
          " ",
          ADDRESS,
          " port ",
          NUMBER,
          PREAUTH,
        ),
        line(
          "Disconnecting invalid user ",
          WORD,
          " ",
          ADDRESS,
          " port ",
          NUMBER,
          oneOf(
            [": Too many authentication failures", maybe(" for ", WORD), PREAUTH],
            // Cut off after a hundred letters. A name with a blank in it could hold what another decoder looks for.
            [": Change of username or service not allowed: (", WORD, maybe(" -> (", WORD), PREAUTH],
          ),
        ),
      ],
    },
    {
      slot: 11,
      fooled: true,
      rules: [5760],
      lines: [
        line(
          "Failed ",
          oneOf("password", ["keyboard-interactive", maybe("/", WORD)]),
          " for ",
          USER,
          FROM,
          ADDRESS,
          ...SSH2,
          PREAUTH,
        ),
        line("error: PAM: Authentication error for ", USER, FROM, ADDRESS, PREAUTH),
      ],
    },
    {
      slot: 12,
      rules: [5716],
      lines: [
        line("error: PAM: Authentication ", WORD, " for ", USER, FROM, ADDRESS, PREAUTH),
        line("Failed ", METHOD, " for ", USER, FROM, ADDRESS, ...SSH2, KEY),
      ],
    },
    {
      slot: 13,
      fooled: true,
      rules: [5758],
      lines: [
        line(
          "error: maximum authentication attempts exceeded for ",
          USER,
          FROM,
          ADDRESS,
          ...SSH2,
          PREAUTH,
        ),
      ],
    },
    {
      slot: 14,
      fooled: true,
      rules: [5718],
      lines: [
        line(
          "User ",
          USER,
          FROM,
          ADDRESS,
          " not allowed because ",
          oneOf(
            "not listed in AllowUsers",
            "listed in DenyUsers",
            "a group is listed in DenyGroups",
            "not in any group",
            "none of user's groups are listed in AllowGroups",
            "account is locked",
            ["shell ", WORD, " does not exist"],
            ["shell ", WORD, " is not executable"],
          ),
        ),
      ],
    },
    {
      slot: 15,
      fooled: true,
      rules: [5706],
      lines: [
        line("Did not receive identification string from ", ADDRESS, maybe(" port ", NUMBER)),
      ],
    },
    {
      slot: 16,
      fooled: true,
      rules: [5701],
      lines: [
        line(
          "Bad protocol version identification '",
          // Its decoder is anchored at the end, which is sshd's.
          ANYTHING,
          "'",
          FROM,
          ADDRESS,
          maybe(" port ", NUMBER),
        ),
      ],
    },
    {
      slot: 17,
      fooled: true,
      rules: [5731],
      lines: [
        line(
          "scanned from ",
          ADDRESS,
          " with SSH-",
          WORD,
          "-AKASSH_Version_Mapper1.  Don't panic.",
        ),
      ],
    },
    {
      slot: 18,
      rules: [5702],
      lines: [
        line(
          "reverse mapping checking getaddrinfo for ",
          WORD,
          " [",
          ADDRESS,
          "] failed - POSSIBLE BREAK-IN ATTEMPT!",
        ),
      ],
    },
    {
      slot: 19,
      rules: [5715],
      // Who got in has an account, and its name no blank.
      lines: [line("Accepted ", METHOD, " for ", USER, FROM, ADDRESS, ...SSH2, KEY)],
    },
  ],
};
