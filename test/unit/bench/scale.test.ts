import { fleetOf } from "../../../bench/scale/fleet";
import { perHost, printScale, type ScaleRow } from "../../../bench/scale/result";
import { parseStack } from "../../../config/parseStack";
import { newKeyPair } from "../../../lab/keys";

const none: ScaleRow = { agents: 0, checkpoints: "last", load: 0, up: 5 };
const fifty: ScaleRow = { ...none, agents: 50, up: 10, state: 5_000_000, sent: 70_000 };
const over: ScaleRow = { agents: 50, checkpoints: "every", load: 0 };

describe("perHost", () => {
  it("is what an agent adds to a stack that has none, of the same way", () => {
    expect(perHost([none, fifty, over], fifty)).toBe(100);
    expect(perHost([none, fifty, over], over)).toBeUndefined();
    expect(perHost([fifty], fifty)).toBeUndefined();
  });
});

describe("printScale", () => {
  it("says where an up was ended", () => {
    const rows = [none, fifty, over];
    const text = printScale({ when: "", processors: 2, load: 1, limit: 900, rows });
    const cells = text.split("\n").map((line) => line.split(/ {2,}/));
    expect(cells).toContainEqual([
      ...["50", "at the end", "10 s", "100"],
      ...["5.00 MB", "100.0 KB", "70.0 KB"],
    ]);
    expect(cells).toContainEqual(["50", "every step", "over 900 s"]);
  });
});

describe("fleetOf", () => {
  it("is a stack that the program takes, every agent at an address of its own", () => {
    const key = newKeyPair();
    const stack = fleetOf(1000, { port: 2222, hostKey: key.publicKey }, key.privateKey);
    expect(parseStack(stack as unknown as Record<string, unknown>)).toMatchObject({ ok: true });
    expect(new Set(stack.agents.map(({ host }) => host)).size).toBe(1000);
  });
});
