import { Budget } from "../../../../policy/replay/budget";
import { Expiring } from "../../../../policy/replay/play/expiring";

const MINUTE = 60_000;

it("holds keys until their ends, in whatever order they come", () => {
  const held = new Expiring(new Budget(100));
  for (const [i, until] of [50, 10, 30, 20, Infinity, 40].entries()) held.set(`k${i}`, until, 0);
  held.set("k1", 60, 0);
  const counts = [0, 10, 20, 30, 45, 50, 60, 1e9].map((time) => {
    held.sweep(time);
    return held.count;
  });
  expect(counts).toEqual([6, 6, 5, 4, 3, 2, 1, 1]);
  expect(["k4", "k1"].map((key) => held.holds(key, 1e9))).toEqual([true, false]);
});

it("lets the oldest go where it may not hold more, and counts it until its minute is over", () => {
  const budget = new Budget(3);
  const [one, other] = [new Expiring(budget), new Expiring(budget)];
  one.set("a", 10 * MINUTE, 0);
  one.set("b", 5 * MINUTE, 0);
  one.set("a", 12 * MINUTE, 0);
  other.set("c", Infinity, 0);
  one.set("d", 20 * MINUTE, 0);
  // What was set longest ago, of the one that has grown.
  expect(["a", "b", "d"].map((key) => one.holds(key, 0))).toEqual([true, false, true]);
  expect([budget.held, budget.letGo, one.count, other.count]).toEqual([3, 1, 3, 1]);
  one.sweep(5 * MINUTE);
  expect(one.count).toBe(2);
  one.sweep(12 * MINUTE);
  expect([one.count, budget.held]).toEqual([1, 2]);
});

it("forgets what renewed keys leave behind", () => {
  const held = new Expiring(new Budget(10));
  for (let i = 1; i <= 10_000; i++) held.set("a", i * MINUTE, 0);
  const { ends } = held as unknown as { readonly ends: readonly unknown[] };
  expect(ends.length).toBeLessThan(1010);
  held.sweep(9999 * MINUTE);
  expect(held.count).toBe(1);
  held.sweep(10_000 * MINUTE);
  expect(held.count).toBe(0);
});
