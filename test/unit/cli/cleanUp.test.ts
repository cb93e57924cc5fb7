import { cleanUp } from "../../../cli/verbs/drill/cleanUp";
import { newKeyPair } from "../../../lab/keys";
import { finish, sshServer } from "../provider/sshServer";

/** An agent whose script lifts these addresses, refuses those, and has no block of any other. */
async function cleanedUp(lifts: readonly string[], refuses: readonly string[] = []) {
  const asked: string[] = [];
  const agent = await sshServer({
    exec: async (_, { channel, input }) => {
      // Of the two messages that of 4.14; a script takes the one that it reads.
      const [four = ""] = (await input()).split("\n");
      const { parameters } = JSON.parse(four) as {
        parameters: { alert: { data: { srcip: string } } };
      };
      const { srcip } = parameters.alert.data;
      asked.push(srcip);
      finish(channel, refuses.includes(srcip) ? 1 : lifts.includes(srcip) ? 0 : 3);
    },
  });
  try {
    const verdict = await cleanUp(
      { privateKey: newKeyPair().privateKey },
      { name: "hel-1", host: "127.0.0.1", port: agent.port, hostKey: agent.hostKey },
      {
        addresses: new Set(["203.0.113.241", "100.127.255.254"]),
        expected: new Set(["203.0.113.241"]),
        processes: [],
      },
    );
    return { verdict, asked };
  } finally {
    await agent.close();
  }
}

describe("the clean-up of a drill", () => {
  it("lifts what was blocked on purpose, and a white-listed address that was blocked by a fault", async () => {
    const { verdict, asked } = await cleanedUp(["203.0.113.241", "100.127.255.254"]);
    expect(asked).toEqual(["203.0.113.241", "100.127.255.254"]);
    expect(verdict).toEqual({
      outcome: "passed",
      detail: "2 blocks lifted, 0 process(es) and their folders removed",
    });
  });

  it("names what the agent refuses to lift", async () => {
    const { verdict } = await cleanedUp(["203.0.113.241"], ["100.127.255.254"]);
    expect(verdict).toEqual({
      outcome: "failed",
      detail: "left behind: 100.127.255.254 (exit 1; see active-responses.log there)",
    });
  });
});
