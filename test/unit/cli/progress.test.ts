import { during } from "../../../cli/lib/progress";

describe("progress on a terminal", () => {
  const isTTY = process.stderr.isTTY;
  let write: jest.SpyInstance;
  beforeEach(() => {
    process.stderr.isTTY = true;
    write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterEach(() => {
    process.stderr.isTTY = isTTY;
    write.mockRestore();
  });

  test("a verb that cleans up at Ctrl-C is the only one that hears it", async () => {
    const cleansUp = (): void => undefined;
    process.on("SIGINT", cleansUp);
    const heard = await during("x", () => Promise.resolve(process.listeners("SIGINT")));
    process.off("SIGINT", cleansUp);
    expect(heard).toEqual([cleansUp]);
  });

  test("without one the spinner gives the cursor back and ends the program; afterwards nobody listens", async () => {
    const before = process.listenerCount("SIGINT");
    const heard = await during("x", () => Promise.resolve(process.listenerCount("SIGINT")));
    expect([heard - before, process.listenerCount("SIGINT") - before]).toEqual([1, 0]);
  });
});
