import { whyUnreachable } from "../../../ssh/whyUnreachable";

const KEY = { host: "h", port: 22, username: "root", privateKey: "k" } as Parameters<
  typeof whyUnreachable
>[1];

test.each([
  [
    "connect ECONNREFUSED 10.0.0.3:22",
    "no SSH listens there (ECONNREFUSED); start sshd, or correct host and port in the stack",
  ],
  [
    "connect EHOSTUNREACH 10.0.0.3:22",
    "nobody answers there (EHOSTUNREACH); is the host on, and is its address in the stack right?",
  ],
  [
    "connect ETIMEDOUT 10.0.0.3:22",
    "nobody answers there (ETIMEDOUT); is the host on, and is its address in the stack right?",
  ],
  [
    "getaddrinfo ENOTFOUND gitlab.example",
    "no address is known for this name (ENOTFOUND); correct host in the stack, or write the address",
  ],
  [
    "Timed out while waiting for handshake",
    "takes the connection and then says nothing; the host hangs, is very busy, or it is no SSH that listens there",
  ],
  ["Packet length 9 exceeds max length", "Packet length 9 exceeds max length"],
])("%s", (words, why) => {
  expect(whyUnreachable(new Error(words), KEY, true)).toBe(why);
});

test("a packet filter takes no connection: an isolated host does so", () => {
  expect(whyUnreachable(new Error("Timed out while waiting for handshake"), KEY, false)).toBe(
    "nobody answers there in time; is the host on, isolated, or behind a firewall, and is its address in the stack right?",
  );
});
