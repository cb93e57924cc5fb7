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
    const others = { ...made?.inputs, stdin: undefined };
    expect(JSON.stringify(others)).not.toContain("sesame");
    expect(made?.inputs["logging"]).toBe("none");
  });
});
