import * as z from "zod";

import { text } from "./values";

/** Where the ids of our guard rules begin where nothing is written. */
export const FIRST_GUARD = 119_000;

const place = text.regex(
  /^(?:journald|\/[^\s<]*)$/,
  "write journald, or an absolute path in which * stands for any characters but /",
);
const places = z.array(place).min(1).exactOptional();

/** Whether a log line proves its address: where daemons log, and the ids of our guard rules. */
export const provenance = z
  .strictObject({
    logs: z
      .strictObject({
        auth: places.describe("sshd and PAM."),
        mail: places.describe("dovecot, postfix, sendmail, courier."),
        ftp: places.describe("vsftpd, proftpd, pure-ftpd."),
        webAccess: places.describe("Access logs of web servers that begin with the peer."),
        webErrors: places.describe("Error logs of Apache."),
        raw: places.describe(
          "Logs into which clients write whole lines, such as nginx's error log: nothing that is read there triggers a response.",
        ),
      })
      .exactOptional()
      .describe(
        "Kind of log -> where agents read it: journald, or paths in which * stands for any characters but /. A line of sshd from another file triggers nothing. Default: the places of Debian, Ubuntu and the RHEL family.",
      ),
    firstRule: z
      .number()
      .int()
      .min(100_000)
      .max(119_901)
      .exactOptional()
      .describe(
        `First of a hundred ids for the guard rules, which check whether a line proves its address. Default: ${FIRST_GUARD}.`,
      ),
  })
  .describe("Whether a log line proves its address.");

/** A proxy or the like that no response may ever block. */
export const neverBlocked = z.strictObject({
  address: text.describe("IPv4 address, IPv4 network or one IPv6 address."),
  name: text.describe("The name that people know it by."),
});
