import { ManagerOverSsh } from "../../../cli/lib/manager/overSsh";
import { newKeyPair } from "../../../lab/keys";
import { finish, sshServer, type TestServer } from "../provider/sshServer";

const LISTED = `   ID: 000, Name: wazuh (server), IP: 127.0.0.1, Active/Local
   ID: 001, Name: hel-1, IP: any, Active
   ID: 002, Name: hel-2, IP: any, Disconnected
`;
const COMMAND = { command: "!custom-isolate", alert: { rule: { id: "100099" } } } as const;

describe("a command to agents by the manager over SSH", () => {
  let manager: TestServer;
  let sent: string[];
  let way: ManagerOverSsh;
  beforeAll(async () => {
    manager = await sshServer({
      exec: async (command, { channel, input }) => {
        const text = await input();
        if (command.includes("agent_control -l")) channel.write(LISTED);
        else sent.push(text);
        finish(channel, 0);
      },
    });
    const { port, hostKey } = manager;
    const host = { name: "wazuh", host: "127.0.0.1", port, hostKey };
    way = new ManagerOverSsh({ privateKey: newKeyPair().privateKey }, host);
  });
  afterAll(() => manager.close());
  beforeEach(() => {
    sent = [];
  });

  it("names each agent and the command, and nothing else", async () => {
    await way.send(["001"], COMMAND);
    expect(sent).toEqual([
      '001 {"version":1,"origin":{"name":"","module":"active-response"},"command":"!custom-isolate",' +
        '"parameters":{"extra_args":[],"alert":{"rule":{"id":"100099"}}}}\n',
    ]);
  });

  it.each([
    ["is not connected", ["001", "002"], /agent 002/],
    ["is unknown", ["001", "009"], /agent 009/],
  ] as const)("goes to none where one of them %s", async (_, agents, words) => {
    await expect(way.send([...agents], COMMAND)).rejects.toThrow(words);
    expect(sent).toEqual([]);
  });
});
