import { readFileSync } from "node:fs";
import { join } from "node:path";

import { stackJsonSchema } from "../../../config/jsonSchema";

describe("stack.schema.json", () => {
  it("is what its source says; write it anew by npx tsx tools/generate/jsonSchema.ts", () => {
    const file = readFileSync(join(__dirname, "../../../stack.schema.json"), "utf8");
    expect(JSON.parse(file)).toEqual(JSON.parse(stackJsonSchema()));
  });
});
