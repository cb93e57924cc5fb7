import { loginDigests, otherLogin } from "../../../program/loginDigests";
import type { StackInput } from "../../../policy/model/stack";

const of = (ssh: object): ReturnType<typeof loginDigests> =>
  loginDigests({ ssh } as unknown as StackInput);

describe("what SSH logs in with", () => {
  it("is one digest for each key of the configuration, and no text of a key", () => {
    const known = of({ privateKey: "ann's key", proxy: { privateKey: "a bastion's" } });
    expect(known).toEqual({
      "ssh.privateKey": "f97efc823ba1",
      "ssh.proxy.privateKey": expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    });
    expect(of({})).toEqual({});
  });

  it("is said where another operator's is not that of the last rollout, and never before the first", () => {
    const [ann, bob] = [of({ privateKey: "ann's" }), of({ privateKey: "bob's" })];
    expect(otherLogin(undefined, ann)).toBeUndefined();
    expect(otherLogin(ann, of({ privateKey: "ann's" }))).toBeUndefined();
    expect(otherLogin(ann, bob)).toMatch(
      /^ssh\.privateKey: not what the last rollout logged in with, so Pulumi sees another connection and runs the command of every host again, though none of its files changes; .* let an ssh-agent serve \(SSH_AUTH_SOCK\); or give the stack one key of its own as a secret \(docs\/access\.md\)$/,
    );
    expect(otherLogin(ann, of({ agentSocketPath: "/run/agent" }))).toMatch(
      /^ssh\.agentSocketPath, ssh\.privateKey: /,
    );
  });
});
