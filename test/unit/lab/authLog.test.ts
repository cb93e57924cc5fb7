import { acceptedSessions, datagramOf, failedLoginMessages } from "../../../lab/authLog";

describe("failedLoginMessages", () => {
  it("says of an existing user what sshd says, one process and port for each connection", () => {
    const messages = failedLoginMessages({ from: "203.0.113.66", count: 2 }, 2000);
    expect(messages.map(datagramOf)).toEqual([
      "<38>sshd[2000]: Failed password for admin from 203.0.113.66 port 34768 ssh2",
      "<38>sshd[2000]: Connection closed by authenticating user admin 203.0.113.66 port 34768 [preauth]",
      "<38>sshd[2002]: Failed password for admin from 203.0.113.66 port 34770 ssh2",
      "<38>sshd[2002]: Connection closed by authenticating user admin 203.0.113.66 port 34770 [preauth]",
    ]);
  });

  it("says of an unknown user that it is invalid", () => {
    const logins = { from: "2001:db8::66", user: "oracle", count: 1, existing: false };
    expect(failedLoginMessages(logins, 5).map(({ text }) => text)).toEqual([
      "Invalid user oracle from 2001:db8::66 port 32773",
      "Failed password for invalid user oracle from 2001:db8::66 port 32773 ssh2",
      "Connection closed by invalid user oracle 2001:db8::66 port 32773 [preauth]",
    ]);
  });
});

describe("acceptedSessions", () => {
  it("counts what sshd let in, by the names of old and new sshd, and nothing else", () => {
    const log = [
      "Nov 25 09:20:53 hel-1 sshd[58]: Server listening on 0.0.0.0 port 22.",
      "Nov 25 09:20:54 hel-1 sshd[61]: Accepted publickey for deploy from 10.77.0.250 port 33110 ssh2: ED25519 SHA256:x",
      "Nov 25 09:20:55 hel-1 sshd-session[62]: Accepted publickey for root from 10.77.0.1 port 33111 ssh2: ED25519 SHA256:x",
      "Nov 25 09:20:56 hel-1 logger: sshd[63]: Accepted publickey for root from 10.77.0.1",
      "Nov 25 09:20:57 hel-1 sshd[64]: Failed password for admin from 203.0.113.66 port 34768 ssh2",
      "",
    ].join("\n");
    expect(acceptedSessions(log)).toBe(2);
  });
});
