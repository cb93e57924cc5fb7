import { whyUnreachable } from "../../../ssh/whyUnreachable";

const KEY = {
  host: "h",
  port: 22,
  username: "root",
  privateKey: "k",
  readyTimeout: 15_000,
} as Parameters<typeof whyUnreachable>[1];

test.each([
  [
    "connect ECONNREFUSED 10.0.0.3:22",
    "no SSH listens there (ECONNREFUSED); start sshd, or fix host and port in the stack",
  ],
  [
    "connect EHOSTUNREACH 10.0.0.3:22",
    "no answer (EHOSTUNREACH); is the host on, and is its address in the stack right?",
  ],
  [
    "connect ETIMEDOUT 10.0.0.3:22",
    "no answer (ETIMEDOUT); is the host on, and is its address in the stack right?",
  ],
  [
    "getaddrinfo ENOTFOUND gitlab.example",
    "this name does not resolve (ENOTFOUND); fix host in the stack, or write the address",
  ],
  [
    "Timed out while waiting for handshake",
    "accepts the connection, and then nobody is logged in within 15 s (ssh.perDialTimeout); the host hangs, is very busy or far away, or something other than SSH listens there",
  ],
  ["Packet length 9 exceeds max length", "Packet length 9 exceeds max length"],
])("%s", (words, why) => {
  expect(whyUnreachable(new Error(words), KEY, true)).toBe(why);
});

test("a packet filter takes no connection: an isolated host does so", () => {
  expect(whyUnreachable(new Error("Timed out while waiting for handshake"), KEY, false)).toBe(
    "no answer within 15 s (ssh.perDialTimeout); is the host on, isolated, or behind a firewall, and is its address in the stack right?",
  );
});
