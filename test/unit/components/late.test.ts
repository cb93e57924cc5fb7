import { inspect } from "node:util";

import * as pulumi from "@pulumi/pulumi";

import { inOneSentence, late } from "../../../components/late";

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
});
