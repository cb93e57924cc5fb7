import { bastionConfig } from "../../../ssh/connectionTo";
import { sshAccess } from "../../../program/connections";
import { bare, record, settled, valueOf } from "../components/recorded";
import * as pulumi from "@pulumi/pulumi";

const proxy = { host: "198.51.100.7", hostKey: "ssh-ed25519 AAAA" };

describe("a bastion is entered with", () => {
  it.each([
    [
      "the agent of ssh",
      { agentSocketPath: "/run/agent" },
      proxy,
      ["/run/agent", undefined, undefined],
    ],
    [
      "the key of ssh and its passphrase",
      { privateKey: "a key", privateKeyPassword: "word" },
      proxy,
      [undefined, "a key", "word"],
    ],
    [
      "its own key, to which the passphrase of ssh does not belong",
      { privateKey: "a key", privateKeyPassword: "word" },
      { ...proxy, privateKey: "its own" },
      [undefined, "its own", undefined],
    ],
  ])("%s, by the verbs and by the program", async (_, ssh, to, wanted) => {
    const verbs = bastionConfig(ssh, to);
    expect([verbs.agent, verbs.privateKey, verbs.passphrase]).toEqual(wanted);
    await record();
    const access = (await valueOf(pulumi.output(sshAccess({ ...ssh, proxy: to })))) as {
      proxy: Record<string, unknown>;
    };
    await settled();
    const { agentSocketPath, privateKey, privateKeyPassword } = bare(
      access.proxy,
    ) as typeof access.proxy;
    expect([agentSocketPath, privateKey, privateKeyPassword]).toEqual(wanted);
  });
});
