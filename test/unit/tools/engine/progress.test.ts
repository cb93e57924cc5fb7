import { Progress } from "../../../../tools/engine/progress";

it("writes a line every 30 seconds where there is no terminal, with what was done last", () => {
  jest.useFakeTimers();
  const said: string[] = [];
  const progress = new Progress("Building", (line) => said.push(line), false);
  progress.now("7 packages compiled");
  jest.advanceTimersByTime(29_000);
  expect(said).toEqual(["Building ..."]);
  jest.advanceTimersByTime(1_000);
  progress.now("9 packages compiled");
  jest.advanceTimersByTime(60_000);
  progress.done();
  jest.advanceTimersByTime(60_000);
  expect(said).toEqual([
    "Building ...",
    "Building, 30 s, 7 packages compiled",
    "Building, 1 min 0 s, 9 packages compiled",
    "Building, 1 min 30 s, 9 packages compiled",
    "Building: done in 1 min 30 s",
  ]);
});
