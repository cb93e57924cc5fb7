import { slowParts } from "../../../lab/slowParts";

describe("the parts of a lab that LAB_SLOW slows down", () => {
  it.each([
    ["", []],
    ["agentd", ["agentd"]],
    ["reload,ssh", ["reload", "ssh"]],
  ])("%j are %j", (asked, parts) => {
    expect(slowParts(asked)).toEqual(parts);
  });

  it("are known by name", () => {
    expect(() => slowParts("agentd,sshd")).toThrow(
      'LAB_SLOW: "sshd" is not a part that can be slow; write agentd, reload, control, logcollector, remoted, analysisd, execd, ssh',
    );
  });
});
