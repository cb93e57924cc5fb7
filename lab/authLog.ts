import type { FailedLogins } from "./labTypes";

/** One message of sshd, as it hands it to /dev/log. */
export interface SshdMessage {
  /** Process that says it: sshd has one for every connection. */
  readonly pid: number;
  readonly text: string;
}

/** Facility auth, priority info: what sshd logs with. */
const AUTH_INFO = 4 * 8 + 6;

/**
 * What OpenSSH's sshd says about failed passwords, one connection each.
 * For a user that does not exist it names the user twice: once when the client asks, once when the password is wrong.
 * @param first number of the first connection's process; ports follow it too, so that lines differ.
 */
export function failedLoginMessages(logins: FailedLogins, first: number): readonly SshdMessage[] {
  const { from, user = "admin", count, existing = true } = logins;
  return Array.from({ length: count }, (_, index): SshdMessage[] => {
    const pid = first + 2 * index;
    const port = 32_768 + (pid % 28_000);
    const peer = `${from} port ${port}`;
    const say = (text: string): SshdMessage => ({ pid, text });
    if (existing)
      return [
        say(`Failed password for ${user} from ${peer} ssh2`),
        say(`Connection closed by authenticating user ${user} ${peer} [preauth]`),
      ];
    return [
      say(`Invalid user ${user} from ${peer}`),
      say(`Failed password for invalid user ${user} from ${peer} ssh2`),
      say(`Connection closed by invalid user ${user} ${peer} [preauth]`),
    ];
  }).flat();
}

/** The datagram that a message of sshd is on /dev/log; the syslog daemon adds time and host. */
export function datagramOf({ pid, text }: SshdMessage): string {
  return `<${AUTH_INFO}>sshd[${pid}]: ${text}`;
}

const ACCEPTED = /^\w{3} [ \d]\d [\d:]{8} \S+ sshd(?:-session)?\[\d+\]: Accepted \w+ for /;

/** SSH sessions that were let in, counted in what sshd said. */
export function acceptedSessions(log: string): number {
  return log.split("\n").filter((line) => ACCEPTED.test(line)).length;
}
