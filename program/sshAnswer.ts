import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** How often one is asked that hangs up, as sshd does with some of many that knock at once (MaxStartups), and how soon again. */
const TRIES = 5;
const PAUSE = 400;

/** Why an SSH server cannot be talked to now. */
export interface NoSsh {
  /** `hangs`: it accepts and then falls silent, so that whoever waits for it may wait for ever. */
  readonly kind: "off" | "hangs" | "hangs up";
  /** As the end of a sentence: `cannot be reached (ECONNREFUSED)`. */
  readonly reason: string;
}

/**
 * Whether an SSH server goes on after its greeting. A host that is short of memory or whose disk hangs still accepts and
 * greets, and Pulumi's provider then waits for ever: its limit ends with the TCP connection. No session is opened.
 * @param seconds longest wait for it: `ssh.perDialTimeout`, as everything else on the way to a host; one that is busy or far away takes several.
 * @returns undefined when it goes on, else why not.
 */
export async function whyNoSsh(
  host: string,
  port: number,
  seconds: number,
): Promise<NoSsh | undefined> {
  for (let tries = 1; ; tries++) {
    const why = await ask(host, port, seconds);
    if (why?.kind !== "hangs up" || tries === TRIES) return why;
    await wait(PAUSE);
  }
}

function ask(host: string, port: number, seconds: number): Promise<NoSsh | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let heard = Buffer.alloc(0);
    let accepted = false;
    const end = (why: NoSsh | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(why);
    };
    const timer = setTimeout(() => {
      const what = heard.length > 0 ? "greets, then says nothing more" : "does not answer";
      end({
        kind: accepted ? "hangs" : "off",
        reason: `${what} within ${seconds} s (ssh.perDialTimeout)`,
      });
    }, seconds * 1000);
    socket.once("connect", () => {
      accepted = true;
      socket.write("SSH-2.0-wazuh-active-response\r\n");
    });
    socket.on("data", (piece: Buffer) => {
      heard = Buffer.concat([heard, piece]);
      // After its line it offers its key exchange, unasked.
      const line = heard.indexOf("\n");
      if (line >= 0 && heard.length > line + 1) end(undefined);
    });
    socket.once("end", () => {
      end({ kind: "hangs up", reason: "hangs up before it has greeted" });
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      const reason = `cannot be reached (${error.code ?? error.message})`;
      end({ kind: accepted ? "hangs up" : "off", reason });
    });
  });
}
