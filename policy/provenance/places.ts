/** What kind of log a daemon writes to. */
export type LogKind = "auth" | "mail" | "ftp" | "webAccess" | "webErrors" | "raw";

/** Where the daemons of a fleet log: `journald`, or paths in which `*` stands for any letters but `/`. */
export type LogPlaces = Readonly<Record<LogKind, readonly string[]>>;

/**
 * Where Debian, Ubuntu and the RHEL family log by default. rsyslog escapes line ends of what it is told, so that a line of
 * /var/log/syslog is one of the program that it names; a daemon with a file of its own may write what a client sent it.
 */
export const LOG_PLACES: LogPlaces = {
  auth: [
    "journald",
    "/var/log/auth.log",
    "/var/log/secure",
    "/var/log/messages",
    "/var/log/syslog",
  ],
  mail: [
    "journald",
    "/var/log/mail.log",
    "/var/log/mail.info",
    "/var/log/mail.warn",
    "/var/log/mail.err",
    "/var/log/maillog",
    "/var/log/messages",
    "/var/log/syslog",
  ],
  ftp: [
    "journald",
    "/var/log/vsftpd.log",
    "/var/log/proftpd/proftpd.log",
    "/var/log/auth.log",
    "/var/log/secure",
    "/var/log/messages",
    "/var/log/syslog",
  ],
  webAccess: [
    "/var/log/nginx/*access*log",
    "/var/log/apache2/*access*log",
    "/var/log/httpd/*access*log",
  ],
  webErrors: ["/var/log/apache2/*error*log", "/var/log/httpd/*error*log"],
  // Whole lines of clients stand there (nginx, %0a): they may be those of any program.
  raw: ["/var/log/nginx/*error*log"],
};

/** The pattern of a location as the manager and the alert give it: `->` stands behind the name of an agent. */
export function placePattern(places: readonly string[], language: "pcre2" | "ere"): string {
  const forms = places.map((place) =>
    place
      .split("*")
      .map((part) => part.replace(/[.+?^$(){}[\]|\\]/g, language === "pcre2" ? "\\$&" : "[$&]"))
      .join("[^/]*"),
  );
  return language === "pcre2" ? `(?:^|->)(?:${forms.join("|")})$` : `(^|->)(${forms.join("|")})$`;
}
