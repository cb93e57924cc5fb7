import { lastTurns, rolloutOrder } from "../../../components/rolloutOrder";

describe("the order of a rollout", () => {
  it("is the canary alone, then as many lanes as may run side by side", () => {
    expect(rolloutOrder(["a", "b", "canary", "c", "d", "e"], "canary", 2)).toEqual([
      { name: "canary", after: [] },
      { name: "a", after: ["canary"] },
      { name: "b", after: ["canary"] },
      { name: "c", after: ["a"] },
      { name: "d", after: ["b"] },
      { name: "e", after: ["c"] },
    ]);
  });

  it("is one after the other where one may run at a time", () => {
    expect(rolloutOrder(["a", "b", "c"], undefined, 1).map(({ after }) => after)).toEqual([
      [],
      ["a"],
      ["b"],
    ]);
  });

  it("lets eight run side by side where nothing is said", () => {
    const names = Array.from({ length: 20 }, (_, i) => `agent-${i}`);
    const free = rolloutOrder(names, undefined).filter(({ after }) => after.length === 0);
    expect(free.map(({ name }) => name)).toEqual(names.slice(0, 8));
  });

  it("is done when the last of each lane is: nobody has to wait for every single agent", () => {
    const last = (...of: Parameters<typeof rolloutOrder>): string[] =>
      lastTurns(rolloutOrder(...of)).map(({ name }) => name);
    expect(last(["a", "b", "canary", "c", "d", "e"], "canary", 2)).toEqual(["d", "e"]);
    expect(last(["canary"], "canary", 2)).toEqual(["canary"]);
    expect(last(["a"], undefined, 2)).toEqual(["a"]);
    expect(last([], undefined, 2)).toEqual([]);
  });
});
