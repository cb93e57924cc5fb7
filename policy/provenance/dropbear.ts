import type { Daemon } from "./daemon";
import { ADDRESS, line, maybe, NUMBER, oneOf, USER } from "./pattern";

const PEER = [" from ", ADDRESS, ":", NUMBER] as const;

/** Dropbear names only users that exist, and ends its lines with the peer, where its decoders are anchored. */
export const DROPBEAR: Daemon = {
  name: "dropbear",
  program: "^dropbear$",
  log: "auth",
  root: 51_000,
  ownSlot: 70,
  placeSlot: 33,
  rows: [
    {
      slot: 34,
      rules: [51_003],
      lines: [
        line(oneOf("Bad ", "bad "), maybe("PAM "), "password attempt for '", USER, "'", ...PEER),
      ],
    },
    {
      slot: 35,
      rules: [51_093],
      lines: [line(oneOf("Login", "login"), " attempt for nonexistent user", ...PEER)],
    },
  ],
};
