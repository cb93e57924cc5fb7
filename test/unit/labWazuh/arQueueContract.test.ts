import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { readArRequest } from "../../../lab/wazuh/agent/arRequest";
import { AR_QUEUE_CONTRACT } from "../../real/arQueueContract";

/** What execd of agent 001 was handed, and what remoted said, in order. */
interface Seen {
  readonly execd: readonly string[];
  readonly says: readonly string[];
}

const MESSAGES = AR_QUEUE_CONTRACT.map(({ message }) => message);
const EXPECTED: Seen = {
  execd: AR_QUEUE_CONTRACT.flatMap(({ execd }) => (execd === "" ? [] : [execd])),
  says: AR_QUEUE_CONTRACT.flatMap(({ says }) => says ?? []),
};

/** `WAZUH_MANAGER` and `WAZUH_AGENT`: the homes of a manager that runs, and of its agent 001, both on this machine. */
const { WAZUH_MANAGER: manager = "", WAZUH_AGENT: agent = "" } = process.env;

const SEND = `use Socket; socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
connect($s, sockaddr_un($ARGV[0])) or die "$ARGV[0]: $!"; while (<STDIN>) { chomp; send($s, $_, 0) or die $! }`;

/** What agent 001's execd is handed, and what is said, of one message. */
function standIn(message: string): { execd: string; says: string | undefined } {
  const request = readArRequest(message);
  if (typeof request !== "object") return { execd: "", says: request };
  const { to, text, forExecd } = request;
  const reached = forExecd && (to === "all" || to.id === "001");
  return { execd: reached ? text : "", says: undefined };
}

describe("the stand-in of remoted", () => {
  it.each(AR_QUEUE_CONTRACT)("$what (ar-forward.c:$line)", ({ message, execd, says }) => {
    expect(standIn(message)).toEqual({ execd, says });
  });
});

(manager === "" || agent === "" ? describe.skip : describe)("the real remoted", () => {
  it("does the same", async () => {
    const logs = [manager, agent].map((home) => join(home, "logs/ossec.log"));
    const lengths = logs.map((file) => readFileSync(file, "utf8").length);
    const since = (index: number): string =>
      readFileSync(logs[index] ?? "", "utf8").slice(lengths[index]);
    const last = "(m) [] NNS 001 clause last";
    execFileSync("perl", ["-e", SEND, join(manager, "queue/alerts/ar")], {
      input: [...MESSAGES, last].map((line) => `${line}\n`).join(""),
    });
    // One queue and one connection: when the last is there, so is the rest.
    const until = Date.now() + 20_000;
    while (!since(1).includes("'clause last'") && Date.now() < until) await pause(100);
    // Execd names what it is handed and cannot read.
    const handed = [...since(1).matchAll(/\(1315\): Invalid JSON message: '(.*)'/g)];
    expect({
      execd: handed.map(([, text]) => text),
      says: [...since(0).matchAll(/\(1310\): .*/g)].map(([text]) => text),
    }).toEqual({ execd: [...EXPECTED.execd, "clause last"], says: EXPECTED.says });
  }, 30_000);
});
