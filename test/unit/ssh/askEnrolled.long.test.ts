import * as pulumi from "@pulumi/pulumi";

import { enrolledOnManager } from "../../../program/enrolledOnManager";
import type { StackInput } from "../../../policy/model/stack";
import { newKeyPair } from "../../../lab/keys";
import { fleetOf } from "../../../policy/model/parseFleet";
import { askEnrolled } from "../../../ssh/askEnrolled";
import { slowness } from "../../slowness";
import { finish, sshServer, type TestServer } from "../provider/sshServer";

const PAGE =
  'agents [{"id":0,"name":"wazuh"},{"id":1,"name":"gitlab","os_platform":"debian"},{"id":8,"name":"desk","os_platform":"windows"}]\n' +
  'config 001 {"active-response":{"disabled":"yes"}}\n';
const LIST =
  "   ID: 000, Name: wazuh (server), IP: 127.0.0.1, Active/Local\n   ID: 001, Name: gitlab, IP: any, Active\n";
const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "127.0.0.1" },
  workers: [],
  agents: [],
});

describe("the manager, asked for its agents", () => {
  const { privateKey } = newKeyPair();
  const ssh = { user: "root", privateKey };
  const servers: TestServer[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  /** A manager that answers each command so, by how it begins. */
  const manager = async (
    answers: Record<string, { text: string; code: number; error?: string }>,
  ) => {
    const server = await sshServer({
      exec: async (command, { channel, input }) => {
        await input();
        const found = Object.entries(answers).find(([part]) => command.includes(part))?.[1];
        if (!found) return;
        channel.write(found.text);
        if (found.error !== undefined) channel.stderr.write(found.error);
        finish(channel, found.code);
      },
    });
    servers.push(server);
    const { port, hostKey } = server;
    return { server, host: { name: "wazuh", host: "127.0.0.1", port, hostKey } };
  };

  it("tells names, systems, and whose own file disables active response, over one connection", async () => {
    const { server, host } = await manager({ "perl -": { text: PAGE, code: 0 } });
    expect(await askEnrolled(ssh, host, () => undefined)).toEqual([
      { id: "001", name: "gitlab", platform: "debian", disabled: true },
      { id: "008", name: "desk", platform: "windows" },
    ]);
    expect([server.connections(), server.commands]).toEqual([1, ["sh -c 'perl -'"]]);
  });

  it("tells the names alone where wazuh-db is silent, and says so", async () => {
    const { host } = await manager({
      "perl -": { text: "", code: 2, error: "/var/ossec/queue/db/wdb: Connection refused\n" },
      "agent_control -l": { text: LIST, code: 0 },
    });
    const notes: string[] = [];
    expect(await askEnrolled(ssh, host, (line) => notes.push(line))).toEqual([
      { id: "001", name: "gitlab" },
    ]);
    expect(notes).toEqual([
      "wazuh lists only its agents, not their operating systems (/var/ossec/queue/db/wdb: Connection refused)",
    ]);
  });

  it("is no reason for more than a warning to a program, which asks only where the stack wants it", async () => {
    const warned: string[] = [];
    jest.spyOn(pulumi.log, "warn").mockImplementation((text) => {
      warned.push(text);
      return Promise.resolve();
    });
    const nothing = { text: "", code: 127, error: "sh: 1: perl: not found\n" };
    const { server, host } = await manager({ "perl -": nothing, "agent_control -l": nothing });
    const input = (coverage: "ask" | "none", part: object = {}): StackInput => ({
      ssh,
      manager: { ...host, ...part },
      agents: [],
      responses: [],
      rollout: { coverage },
    });
    expect(await enrolledOnManager(input("none"), FLEET)).toBeUndefined();
    expect(await enrolledOnManager(input("ask"), { ...FLEET, partial: true })).toBeUndefined();
    expect(await enrolledOnManager(input("ask", { hostKey: "FILL-IN" }), FLEET)).toBeUndefined();
    expect(server.connections()).toBe(0);
    expect(await enrolledOnManager(input("ask"), FLEET)).toBeUndefined();
    expect(await enrolledOnManager(input("ask", { port: 1 }), FLEET)).toBeUndefined();
    expect(warned).toEqual([
      "coverage: not asked: a location of this fleet was never rolled out, so its agents are not known",
      "coverage: which agents are enrolled is not known: wazuh: sh: 1: perl: not found",
      "coverage: which agents are enrolled is not known: wazuh (127.0.0.1:1): no SSH listens there (ECONNREFUSED); start sshd, or fix host and port in the stack",
    ]);
  });

  it("holds nobody up where it hangs", async () => {
    const { host } = await manager({});
    const before = Date.now();
    await expect(askEnrolled(ssh, host, () => undefined)).rejects.toThrow(
      /: the command did not end within 6 s; the host hangs, or is very busy$/,
    );
    expect(Date.now() - before).toBeLessThan(20_000 * slowness());
  });
});
