import type { Daemon } from "./daemon";
import { ADDRESS, ANYTHING, line, maybe, NUMBER, oneOf, text, without } from "./pattern";

/** What identd of the client says, or `-`: with a dot or a colon in it the decoder takes it for the peer. */
const IDENT = without(" .:");

/**
 * The peer is the first word, or the second behind the name of the virtual host. That holds for a log that begins with the
 * peer (`$remote_addr`, `%h`), not for one that begins with a header of the client.
 */
export const WEB_ACCESS: Daemon = {
  name: "web access",
  begins: "^([^ ]+:[0-9]+ )?[0-9A-Fa-f.:]+ [^ ]+ ",
  log: "webAccess",
  root: 31100,
  ownSlot: 71,
  placeSlot: 50,
  rows: [
    {
      slot: 51,
      rules: [],
      below: 31100,
      lines: [line(maybe(without(": "), ":", NUMBER, " "), ADDRESS, " ", IDENT, " ", ANYTHING)],
    },
  ],
};

const CLIENT = "[client ";
const STAMP = [
  "[",
  without("[]"),
  "] [",
  without("[] "),
  "] [pid ",
  without("[]"),
  "] ",
  maybe(without("[]()"), "(", NUMBER, ")", without("[]"), ": "),
  CLIENT,
] as const;

/** Apache 2.4 escapes line ends, and writes the peer before what the client sent; only a line with one `[client ` is read so. */
export const APACHE_ERRORS: Daemon = {
  name: "apache errors",
  begins: "^[[][A-Z][a-z][a-z] [A-Z][a-z][a-z] ",
  log: "webErrors",
  root: 30301,
  ownSlot: 72,
  placeSlot: 52,
  rows: [
    {
      slot: 53,
      fooled: true,
      rules: [],
      below: 30301,
      lines: [
        line(...STAMP, ADDRESS, oneOf([":", NUMBER, "] "], "] "), text(CLIENT)),
        line(
          ...STAMP,
          ADDRESS,
          maybe(":", NUMBER),
          "] ",
          CLIENT,
          ADDRESS,
          "] ModSecurity: ",
          text(CLIENT),
        ),
      ],
    },
  ],
};

/** nginx writes a decoded %0a of a path raw: no line of its error log proves anything. */
export const NGINX_ERRORS: Daemon = {
  name: "nginx errors",
  begins: "^[0-9]+/[0-9]+/[0-9]+ [0-9:]+ [[][a-z]+] ",
  log: "webErrors",
  placeSlot: 54,
  rows: [],
};
