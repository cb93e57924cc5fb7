import { policyOf } from "../../../policy/model/parsePolicy";
import { custom } from "./customScript";
import { execdOn, type Daemon } from "./daemon";
import { message } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

// WAZUH_EXECD names the file of a real wazuh-execd (4.14): then the same is played by that, too.
const REAL = process.env.WAZUH_EXECD;
const DAEMONS = [
  ["the lab's stand-in", undefined],
  ...(REAL === undefined ? [] : [["the real wazuh-execd", REAL]]),
] as readonly (readonly [string, string | undefined])[];

const POLICY = policyOf({
  whitelist: [{ address: "198.51.100.7", name: "monitor" }],
  rules: [],
  responses: [
    custom("ban", "cat >/dev/null; echo $AR_COMMAND", { timeout: 5, field: ["srcip"] }),
    // By itself each of these would hang execd: os_execd/execd.c:286-297, v4.14.7.
    custom("cats", "INPUT=$(cat); sleep 30 & echo ${#INPUT}"),
    custom("hangs", "sleep 60", { timeLimit: 1 }),
  ],
});
const ROWS = ["ban5 - ban - 5", "cats0 - cats - 0", "hangs0 - hangs - 0"];

describe.each(DAEMONS)("%s runs scripts under the runner", (_name, program) => {
  let host: TestHost;
  let execd: Daemon;
  beforeAll(async () => {
    host = await upHost(agentFiles(POLICY));
    execd = await execdOn(host, ROWS, program);
  });
  afterAll(() => {
    host.down();
  });
  const seen: string[] = [];
  /** The decisions that come next, as "action decision subject: why"; what comes with them is for the next call. */
  const decisions = async (count: number): Promise<readonly string[]> => {
    const end = performance.now() + 60_000;
    while (seen.length < count && performance.now() < end) {
      for (const line of host.log()) {
        const got =
          /"action":"([^"]*)","decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
        if (got) seen.push(`${got[1]} ${got[2]} ${got[3]}: ${got[4]}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return seen.splice(0, count);
  };
  const send = (name: string, ...from: readonly string[]): void => {
    execd.send(...from.map((srcip) => JSON.stringify(message(name, { srcip }, "31151"))));
  };

  it("and goes on behind one that reads to the end, one that leaves a child, and one that never ends", async () => {
    send("cats0", "203.0.113.4");
    send("hangs0", "203.0.113.4");
    send("ban5", "203.0.113.5");
    expect(await decisions(3)).toEqual([
      expect.stringMatching(/^add done 203\.0\.113\.4: exit 0: \d{3}$/),
      "add failed 203.0.113.4: ended after its time limit of 1s",
      "add done 203.0.113.5: exit 0: add",
    ]);
  });

  it("sends delete when the time is over, keeps what is active, and blocks nobody on the white list", async () => {
    expect(await decisions(1)).toEqual(["delete done 203.0.113.5: exit 0: delete"]);
    send("ban5", "198.51.100.7");
    send("ban5", "203.0.113.6", "203.0.113.6");
    expect(await decisions(4)).toEqual([
      "add white-listed 198.51.100.7: monitor",
      "add done 203.0.113.6: exit 0: add",
      "add already active 203.0.113.6: wazuh-execd restarted its clock",
      "delete done 203.0.113.6: exit 0: delete",
    ]);
  });
});
