import * as pulumi from "@pulumi/pulumi";

import { HostSecret } from "../../../components/hostSecret";
import { bare, isSecret, record, settled } from "./recorded";
import { COMMAND } from "./runProgram";

describe("HostSecret", () => {
  it("sends one file of mode 0600 on a standard input of its own, secret as a whole", async () => {
    const recording = await record();
    new HostSecret(
      "wazuh-api",
      {
        host: { name: "wazuh", role: "master" },
        path: "/etc/wazuh-api-password",
        content: pulumi.secret("open sesame"),
        connection: { host: "10.0.0.2", hostKey: "ssh-ed25519 AAAA" },
      },
      { transformations: recording.transformations },
    );
    await settled();
    const made = recording.resources.find(({ type }) => type === COMMAND);
    const stdin = made?.inputs["stdin"];
    expect(isSecret(stdin)).toBe(true);
    expect(JSON.parse(bare(stdin) as string)).toMatchObject({
      host: "wazuh",
      role: "master",
      files: {
        "/etc/wazuh-api-password": {
          content: "open sesame",
          owner: "root",
          group: "root",
          mode: "0600",
        },
      },
    });
    expect(bare(stdin)).not.toContain('"server"');
    const others = { ...made?.inputs, stdin: undefined };
    expect(JSON.stringify(others)).not.toContain("sesame");
    expect(made?.inputs["logging"]).toBe("none");
  });

  it("goes with a server of the program's own, and is placed on the one that takes its place", async () => {
    const recording = await record();
    const { transformations } = recording;
    const server = new pulumi.ComponentResource("test:index:Server", "server");
    const ready = new pulumi.ComponentResource("test:index:Ready", "ready");
    new HostSecret(
      "runner-1-token",
      {
        host: { name: "runner-1", role: "agent" },
        path: "/etc/token",
        content: "open sesame",
        connection: { host: "203.0.113.5", hostKey: "ssh-ed25519 AAAA" },
        made: { server, ready: [ready] },
        serverId: pulumi.output("7"),
      },
      { transformations },
    );
    await settled();
    const made = recording.resources.find(({ type }) => type === COMMAND);
    // The content was a plain text here.
    expect(isSecret(made?.inputs["stdin"])).toBe(true);
    expect(JSON.parse(bare(made?.inputs["stdin"]) as string)).toMatchObject({ server: "7" });
    const opts = recording.placed.find(({ type }) => type === COMMAND)?.opts;
    expect(opts?.deletedWith).toBe(server);
    expect(opts?.dependsOn).toEqual([ready]);
  });
});
