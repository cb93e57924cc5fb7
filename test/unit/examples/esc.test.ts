import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import * as z from "zod";

const FILE = join(__dirname, "../../../examples/esc/prod.yaml");

// What of an ESC environment the example uses, no key more (pulumi/esc, ast/environment.go, EnvironmentDecl).
const secret = z.strictObject({ "fn::secret": z.string().regex(/^FILL-IN: /) });
const reference = z.string().regex(/^\$\{[a-z]+\}$/);
const environment = z.strictObject({
  values: z.strictObject({
    hcloud: secret,
    pulumiConfig: z.strictObject({ "hcloud:token": reference }),
    environmentVariables: z.record(z.string().regex(/^[A-Z_]+$/), z.union([reference, secret])),
  }),
});

describe("the example of an ESC environment", () => {
  const { values } = environment.parse(parse(readFileSync(FILE, "utf8")));

  it("holds no secret in plain, and refers to what it has", () => {
    const text = JSON.stringify([values.pulumiConfig, values.environmentVariables]);
    const named = [...text.matchAll(/\$\{([a-z]+)\}/g)].map(([, name]) => name);
    expect(named).toEqual(["hcloud", "hcloud"]);
    expect(Object.keys(values.environmentVariables)).toEqual([
      "HCLOUD_TOKEN",
      "PULUMI_CONFIG_PASSPHRASE",
    ]);
  });

  it("is the one that docs/ci.md shows", () => {
    const page = readFileSync(join(__dirname, "../../../docs/ci.md"), "utf8");
    const [, shown = ""] = /```yaml\n(values:[\s\S]*?)```/.exec(page) ?? [];
    const bare = (text: string): unknown =>
      JSON.parse(JSON.stringify(parse(text)).replace(/"FILL-IN: [^"]*"/g, '"..."'));
    expect(parse(shown)).toEqual(bare(readFileSync(FILE, "utf8")));
  });
});
