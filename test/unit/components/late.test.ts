import { inspect } from "node:util";

import * as state from "@pulumi/pulumi/runtime/state";
import * as pulumi from "@pulumi/pulumi";

import { inOneSentence, late, untilLate } from "../../../components/late";

describe("an error that is found once a value is known", () => {
  it("is its sentence, without the promise that the SDK hangs on it and prints whole", () => {
    const error = late(new Error('server "web" has no public IPv4 address; write reach: private'));
    // As the SDK's debuggablePromise does.
    Object.assign(error, { promise: Promise.resolve({ graph: new Array(1000).fill("resource") }) });
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error.message).toBe('server "web" has no public IPv4 address; write reach: private');
    expect(Object.keys(error)).not.toContain("promise");
    expect(inspect(error)).not.toContain("graph");
  });

  it("ends what an apply was to become, with those words", () => {
    const read = inOneSentence((text: string) => JSON.parse(text) as object);
    expect(read('{"a":1}')).toEqual({ a: 1 });
    expect(() => read("no JSON")).toThrow(pulumi.RunError);
  });

  it("keeps its words, whatever the SDK writes before them at each input", () => {
    const error = late(new Error("no such server"));
    error.message = `error serializing property "stdin": ${error.message}`;
    expect(error.message).toBe("no such server");
    expect(late("thrown text").message).toBe("thrown text");
  });

  it("ends the program at once, and nothing that waits for the value fails in turn", async () => {
    const after = jest.fn();
    const run = untilLate(() => {
      const value = pulumi.output(1).apply<number>(
        inOneSentence(() => {
          throw new Error("found late");
        }),
      );
      return { value: value.apply(after), never: pulumi.output(new Promise(() => undefined)) };
    });
    await expect(run).rejects.toThrow(new pulumi.RunError("found late"));
    expect(after).not.toHaveBeenCalled();
  });

  it("gives up what the SDK still waits for, by the count that it keeps to itself", async () => {
    const { getStore } = state as unknown as {
      getStore: () => { settings: { rpcDone: Promise<unknown> } };
    };
    const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
    const { settings } = getStore();
    settings.rpcDone = new Promise(() => undefined);
    const failing = inOneSentence(() => {
      throw new Error("found late");
    });
    const run = untilLate(() => ({ value: pulumi.output(1).apply(failing) }));
    await expect(run).rejects.toThrow("found late");
    await expect(waitForRPCs()).resolves.toBeUndefined();
  });

  it("returns what was declared once all of it is settled, and hears nothing afterwards", async () => {
    let later: (value: number) => number = () => 0;
    const declared = await untilLate(() => {
      later = inOneSentence(() => {
        throw new Error("too late");
      });
      return { value: pulumi.output(7) };
    });
    expect(Object.keys(declared)).toEqual(["value"]);
    expect(() => later(1)).toThrow("too late");
  });

  it("leaves an error of another kind as it is", async () => {
    const error = new Error("no connection");
    const run = untilLate(() => {
      throw error;
    });
    await expect(run).rejects.toBe(error);
  });
});
