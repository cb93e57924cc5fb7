import type { Daemon } from "./daemon";
import { ADDRESS, ANYTHING, line, maybe, NUMBER, oneOf, text, USER, WORD } from "./pattern";

const FROM = " from ";
const PREAUTH = maybe(" [preauth]");
const METHOD = oneOf("none", "password", "publickey", "hostbased", "gssapi-with-mic", [
  "keyboard-interactive",
  maybe("/", WORD),
]);
/** A name that is not an account's may hold anything; sshd writes the peer behind it. */
const UNKNOWN = [oneOf("invalid", "illegal"), " user ", text(FROM), FROM, ADDRESS] as const;
const SSH2 = [" port ", NUMBER, " ssh2"] as const;
const KEY = maybe(
  ": ",
  WORD,
  " ",
  WORD,
  maybe(" ID ", WORD),
  maybe(" (serial ", NUMBER, ") CA ", WORD, " ", WORD),
);

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
        line("Failed ", METHOD, " for ", ...UNKNOWN, ...SSH2, KEY, PREAUTH),
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
          ": Too many authentication failures",
          PREAUTH,
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
      ],
    },
    {
      slot: 12,
      rules: [5716],
      lines: [
        line("error: PAM: Authentication ", WORD, " for ", USER, FROM, ADDRESS, PREAUTH),
        line("Failed ", METHOD, " for ", USER, FROM, ADDRESS, ...SSH2, KEY, PREAUTH),
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
  ],
};
