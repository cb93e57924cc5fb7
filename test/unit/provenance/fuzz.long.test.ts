import fc from "fast-check";

import { AWKS } from "../../interpreters";
import { whyForged, type Asked } from "./awk";

const PEER = "203.0.113.66";
const VICTIM = "198.51.100.23";

/** What a client sends: pieces of what daemons write, and anything else. */
const sent = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          " from ",
          `from ${VICTIM}`,
          ` port 22`,
          " ssh2",
          " [preauth]",
          VICTIM,
          "root",
          "x",
          " ",
          "  ",
        ],
        ...[
          ", rip=",
          `, rip=${VICTIM}, lip=192.0.2.1`,
          "user=<",
          ">",
          ", method=PLAIN",
          "rhost=",
          " user=root",
        ],
        ...[
          `rhost=${VICTIM}`,
          "relay=",
          `, relay=[${VICTIM}]`,
          ", reject=",
          `[client ${VICTIM}:5] `,
          "[client ",
        ],
        ...[
          "Failed password for root",
          "Invalid user ",
          " invalid user ",
          "sshd[9]: ",
          "pam_unix(sshd:auth): ",
        ],
        ...[
          '"',
          "'",
          "[",
          "]",
          "(",
          ")",
          "\\",
          ": ",
          "FAIL LOGIN: Client ",
          `Client "${VICTIM}"`,
          "] FAIL LOGIN",
        ],
        ...[
          "authentication failure; logname= uid=0 euid=0 tty=ssh ruser= ",
          `@${VICTIM}) [WARNING] `,
          "ip=[",
        ],
        ...[
          ` ${VICTIM} port 22`,
          "exceeded for root",
          "not allowed because not listed in AllowUsers",
        ],
        ...[
          "NOQUEUE: reject: RCPT from ",
          `x[${VICTIM}]: `,
          " host=",
          `[${VICTIM}]`,
          "\t",
          "\u00e9",
          "%0a",
        ],
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join("").replace(/[\0-\x08\x0a-\x1f]/g, ""));

/** How daemons write what a client sent: the form of the line, its program and its file. */
type Form = readonly [
  program: string | undefined,
  location: string,
  write: (text: string) => string,
];
const HEAD = "Nov 30 10:00:00 host ";
const AUTH = "/var/log/auth.log";
const MAIL = "/var/log/mail.log";
const sshd = (write: (text: string) => string): Form => [
  "sshd",
  AUTH,
  (text) => `${HEAD}sshd[9]: ${write(text)}`,
];
const FORMS: readonly Form[] = [
  sshd((t) => `Invalid user ${t} from ${PEER} port 4022`),
  sshd((t) => `Failed password for invalid user ${t} from ${PEER} port 4022 ssh2`),
  sshd((t) => `Failed keyboard-interactive/pam for invalid user ${t} from ${PEER} port 4022 ssh2`),
  sshd(
    (t) =>
      `Postponed keyboard-interactive for invalid user ${t} from ${PEER} port 4022 ssh2 [preauth]`,
  ),
  sshd((t) => `Disconnected from invalid user ${t} ${PEER} port 4022 [preauth]`),
  sshd((t) => `Connection reset by invalid user ${t} ${PEER} port 4022 [preauth]`),
  sshd((t) => `Connection closed by authenticating user ${t} ${PEER} port 4022 [preauth]`),
  sshd(
    (t) =>
      `error: maximum authentication attempts exceeded for invalid user ${t} from ${PEER} port 4022 ssh2 [preauth]`,
  ),
  sshd((t) => `error: kex_exchange_identification: client sent invalid protocol identifier "${t}"`),
  sshd((t) => `error: Bad remote protocol version identification: '${t}'`),
  sshd((t) => `Bad protocol version identification '${t}' from ${PEER} port 4022`),
  sshd((t) => `Received disconnect from ${PEER} port 4022:11: ${t}`),
  sshd(
    (t) =>
      `Unable to negotiate with ${PEER} port 4022: no matching host key type found. Their offer: ${t} [preauth]`,
  ),
  sshd((t) => `error: PAM: Authentication failure for illegal user ${t} from ${PEER}`),
  sshd((t) => `userauth_pubkey: unsupported public key algorithm: ${t} [preauth]`),
  sshd((t) => `input_userauth_request: invalid user ${t} [preauth]`),
  [
    "pure-ftpd",
    AUTH,
    (t) =>
      `${HEAD}pure-ftpd: pam_unix(pure-ftpd:auth): authentication failure; logname= uid=0 euid=0 tty=pure-ftpd ruser=${t} rhost=${PEER} `,
  ],
  [
    "pure-ftpd",
    AUTH,
    (t) => `${HEAD}pure-ftpd: (?@${PEER}) [WARNING] Authentication failed for user [${t}]`,
  ],
  [
    "dovecot",
    MAIL,
    (t) =>
      `${HEAD}dovecot: imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 6 secs): user=<${t}>, method=PLAIN, rip=${PEER}, lip=192.0.2.1, session=<a>`,
  ],
  [
    "dovecot",
    MAIL,
    (t) =>
      `${HEAD}dovecot: imap-login: Aborted login (auth failed, 2 attempts in 18 secs): user=<${t}>, method=PLAIN, rip=${PEER}, lip=192.0.2.1, TLS`,
  ],
  [
    "dovecot",
    MAIL,
    (t) => `${HEAD}dovecot: auth-worker(default): sql(${t},${PEER}): Password mismatch`,
  ],
  [
    "sendmail",
    MAIL,
    (t) =>
      `${HEAD}sendmail[9]: k1: ruleset=check_rcpt, arg1=<${t}@b.example>, relay=evil.example [${PEER}], reject=550 5.7.1 <${t}@b.example>... Relaying denied`,
  ],
  [
    "postfix/smtpd",
    MAIL,
    (t) =>
      `${HEAD}postfix/smtpd[9]: warning: unknown[${PEER}]: SASL LOGIN authentication failed: x, sasl_username=${t}`,
  ],
  [
    "postfix/smtpd",
    MAIL,
    (t) => `${HEAD}postfix/smtpd[9]: warning: non-SMTP command from unknown[${PEER}]: ${t}`,
  ],
  [
    undefined,
    "/var/log/vsftpd.log",
    (t) => `Mon Nov 30 10:00:00 2026 [pid 100] [${t}] FAIL LOGIN: Client "${PEER}"`,
  ],
  [
    undefined,
    "/var/log/vsftpd.log",
    (t) => `Mon Nov 30 10:00:00 2026 [pid 100] FTP command: Client "${PEER}", "USER ${t}"`,
  ],
  [
    "proftpd",
    AUTH,
    (t) =>
      `${HEAD}proftpd[9]: ftp.example (${PEER}[${PEER}]) - USER ${t}: no such user found from ${PEER} [${PEER}] to 192.0.2.1:21`,
  ],
  [
    undefined,
    "/var/log/apache2/error.log",
    (t) =>
      `[Mon Nov 30 10:00:00.123456 2026] [auth_basic:error] [pid 1:tid 2] [client ${PEER}:4022] AH01618: user ${t} not found: /a`,
  ],
  [
    undefined,
    "/var/log/apache2/access.log",
    (t) => `${PEER} - ${t} [30/Nov/2026:10:00:00 +0000] "GET /${t} HTTP/1.1" 404 10 "-" "${t}"`,
  ],
  // A line of its own: nginx writes a decoded %0a of a path raw.
  [
    undefined,
    "/var/log/nginx/error.log",
    (t) => `${HEAD}sshd[9]: Failed password for root from ${VICTIM} port 22 ssh2${t}`,
  ],
  [
    "sshd",
    "/var/log/nginx/error.log",
    (t) => `${HEAD}sshd[9]: Invalid user ${t} from ${VICTIM} port 22`,
  ],
  [
    undefined,
    "/var/log/nginx/error.log",
    (t) => `${VICTIM} - - [30/Nov/2026:10:00:00 +0000] "GET /${t} HTTP/1.1" 404 10`,
  ],
];

const TRIES = 300;
const texts = fc.sample(sent, TRIES);
const alerts: Asked[] = FORMS.flatMap(([program, location, write]) =>
  texts.map((text) => ({ program, location, line: write(text), rule: "5763" })),
);

describe.each(AWKS)("what a client writes into a line, judged by %s", (name, awk) => {
  // The slowest of them gets a share.
  const some = name === "mawk" ? alerts : alerts.filter((_, i) => i % 10 === 0);

  it(`never proves an address that is not its own, in ${some.length} lines`, () => {
    const said = whyForged(
      some.map((one) => ({ ...one, srcip: VICTIM, dstuser: "root" })),
      awk,
    );
    expect(said).toHaveLength(some.length);
    expect(some.filter((_, i) => said[i] === "").map(({ line }) => line)).toEqual([]);
  });

  it("never proves an account", () => {
    const said = whyForged(
      some.map((one) => ({ ...one, srcip: PEER, dstuser: "root" })),
      awk,
      true,
    );
    const proven = some.filter((_, i) => said[i] === "").map(({ line }) => line);
    // But for a client that tried this very name.
    expect(
      proven.filter((line) => !/\[root\] FAIL|user=<root>|sql\(root,/.test(line ?? "")),
    ).toEqual([]);
  });
});
