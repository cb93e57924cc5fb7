import { policyOf } from "../../../policy/model/parsePolicy";
import { message, play } from "./execd";
import { upHost } from "./host";
import { agentFiles, POLICY } from "./policy";

it("stops blocking above the breaker's rate, says so, and asks execd nothing then", async () => {
  const responses = [
    { kind: "block-ip", rules: [5763], timeout: 3600, storm: 1, breaker: 2 },
  ] as const;
  const host = await upHost(agentFiles(policyOf({ ...POLICY, responses })));
  try {
    const said: boolean[] = [];
    for (let i = 1; i <= 4; i++) {
      const played = await play(
        host,
        ["sh"],
        "guarded-block-ip",
        message("add", { srcip: `203.0.113.${i}` }),
        "continue",
      );
      said.push(played.said !== "");
    }
    expect(said).toEqual([true, true, false, false]);
    expect(host.log().filter((line) => line.includes('"decision":"stopped"'))).toHaveLength(2);
    // A minute later, as the kernel counts it.
    const noted = host
      .sh("cat active-response/guarded-block-ip.additions")
      .trim()
      .split(" ")
      .map(Number);
    expect(noted).toHaveLength(2);
    const earlier = noted.map((second) => second - 61).join(" ");
    host.put("/var/ossec/active-response/guarded-block-ip.additions", `${earlier}\n`, "0640");
    const add = message("add", { srcip: "203.0.113.5" });
    expect((await play(host, ["sh"], "guarded-block-ip", add, "continue")).said).not.toBe("");
  } finally {
    host.down();
  }
});
