import { policyOf } from "../../../policy/model/parsePolicy";
import { channelsOf } from "../../../policy/render/five/channels";
import { scriptsForFive } from "../../../policy/render/five/scriptsForFive";
import { custom } from "../responses/customScript";
import type { Daemon } from "../responses/daemon";
import { upHost, type TestHost } from "../responses/host";
import { FLEET } from "../responses/policy";
import { execdOfFiveOn } from "./daemon";
import { task, type Task } from "./message";

// WAZUH_EXECD_5 names the file of a real wazuh-execd (5.0.0-beta5): then the same is played by that, too.
const REAL = process.env.WAZUH_EXECD_5;
const DAEMONS = [
  ["the lab's stand-in", undefined],
  ...(REAL === undefined ? [] : [["the real wazuh-execd", REAL]]),
] as readonly (readonly [string, string | undefined])[];

const POLICY = policyOf({
  whitelist: [{ address: "198.51.100.7", name: "monitor" }],
  rules: [],
  responses: [
    custom("ban", "cat >/dev/null; echo $AR_COMMAND $AR_ADDRESS", { timeout: 5, field: ["srcip"] }),
    custom("by-path", "cat >/dev/null; echo $AR_ADDRESS", { field: ["client.ip", "source.ip"] }),
    // By itself each of these would hang execd: os_execd/src/execd.c:321, branch 5.0.0.
    custom("cats", "INPUT=$(cat); sleep 30 & echo ${INPUT#*AR_}", { field: ["srcip"] }),
    custom("hangs", "sleep 60", { timeLimit: 1 }),
    // The script gets the message of 5 as it came, without a key of its own.
    custom(
      "reads",
      `read -r line; case $line in '{"@timestamp":'*'"command":"enable"}') echo as it came ;; esac`,
    ),
  ],
});
const CHANNELS = channelsOf(POLICY).map((one) =>
  one.name === "cats" ? { ...one, count: 3 } : { ...one, count: 1 },
);

describe.each(DAEMONS)(
  "%s of Wazuh 5 runs scripts of the stack under the runner",
  (_name, program) => {
    let host: TestHost;
    let execd: Daemon;
    beforeAll(async () => {
      host = await upHost(scriptsForFive(POLICY, FLEET, CHANNELS));
      execd = await execdOfFiveOn(host, program);
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
            /"action":"([^"]*)","decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(
              line,
            );
          if (got) seen.push(`${got[1]} ${got[2]} ${got[3]}: ${got[4]}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return seen.splice(0, count);
    };
    const text = (executable: string, address: string, rest: Partial<Task> = {}): string => {
      const fields = { source: { ip: address } };
      return JSON.stringify(task({ channel: executable, executable, fields, ...rest }));
    };
    const send = (...of: Parameters<typeof text>): void => {
      execd.send(text(...of));
    };

    it("and goes on behind one that never ends, and says add and the address as in 4.14", async () => {
      send("hangs", "203.0.113.4");
      send("ban", "203.0.113.5", { timeout: 5 });
      expect(await decisions(2)).toEqual([
        "add failed 203.0.113.4: ended after its time limit of 1s",
        "add done 203.0.113.5: exit 0: add 203.0.113.5",
      ]);
    });

    it("disables when the time is over, keeps what is active, and spares the white list", async () => {
      expect(await decisions(1)).toEqual(["delete done 203.0.113.5: exit 0: delete 203.0.113.5"]);
      send("ban", "198.51.100.7", { timeout: 5 });
      execd.send(...[1, 2].map(() => text("ban", "203.0.113.6", { timeout: 5 })));
      expect(await decisions(4)).toEqual([
        "add white-listed 198.51.100.7: monitor",
        "add done 203.0.113.6: exit 0: add 203.0.113.6",
        "add already active 203.0.113.6: wazuh-execd restarted its clock",
        "delete done 203.0.113.6: exit 0: delete 203.0.113.6",
      ]);
    });

    it("finds a field by the name that 5 has for it, the first that says anything", async () => {
      send("by-path", "203.0.113.7");
      send("by-path", "203.0.113.7", {
        fields: { source: { ip: "203.0.113.7" }, client: { ip: "203.0.113.8" } },
      });
      send("by-path", "nobody");
      expect(await decisions(3)).toEqual([
        "add done 203.0.113.7: exit 0: 203.0.113.7",
        "add done 203.0.113.8: exit 0: 203.0.113.8",
        "add refused nobody: source.ip is not an address",
      ]);
    });

    it("counts, and logs what is too late", async () => {
      send("cats", "203.0.113.9");
      send("cats", "203.0.113.9");
      send("ban", "203.0.113.10", { timeout: 5, at: new Date(Date.now() - 3600_000) });
      expect(await decisions(1)).toEqual([
        expect.stringMatching(
          /^add late 203\.0\.113\.10: the alert is 360\d s old, more than 600$/,
        ),
      ]);
      send("cats", "203.0.113.9");
      expect(await decisions(1)).toEqual([
        expect.stringMatching(/^add done 203\.0\.113\.9: exit 0/),
      ]);
    });

    it("hands the message of 5 on as it came", async () => {
      send("reads", "203.0.113.11");
      expect(await decisions(1)).toEqual(["add done 203.0.113.11: exit 0: as it came"]);
    });
  },
);
