import type { Daemon, Provenance } from "./daemon";
import { DROPBEAR } from "./dropbear";
import { PROFTPD, PURE_FTPD, VSFTPD } from "./ftp";
import { COURIER, DOVECOT, POSTFIX, SENDMAIL } from "./mail";
import { PAM } from "./pam";
import { SSHD } from "./sshd";
import { APACHE_ERRORS, NGINX_ERRORS, WEB_ACCESS } from "./web";

/** Every daemon whose lines we can judge; the first that a line fits is the one that wrote it. */
export const DAEMONS: readonly Daemon[] = [
  PAM,
  SSHD,
  DROPBEAR,
  DOVECOT,
  POSTFIX,
  SENDMAIL,
  COURIER,
  PROFTPD,
  PURE_FTPD,
  VSFTPD,
  APACHE_ERRORS,
  NGINX_ERRORS,
  WEB_ACCESS,
];

/** A row of the table with its daemon. */
export interface Guard {
  readonly daemon: Daemon;
  readonly row: Provenance;
}

/** All rows, in the order of the table. */
export const GUARDS: readonly Guard[] = DAEMONS.flatMap((daemon) =>
  daemon.rows.map((row) => ({ daemon, row })),
);
