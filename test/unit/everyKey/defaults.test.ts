import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROLLOUT } from "../../../policy/model/keys/rollout";

describe("a default that a host's script has too", () => {
  it("is the same there: how long a manager may take", () => {
    const script = (name: string): string =>
      readFileSync(join(__dirname, "../../../scripts/host", name), "utf8");
    expect(/^wait=(\d+)$/m.exec(script("common/10-core.sh"))?.[1]).toBe(String(ROLLOUT.wait));
    expect(/\{wait\} \/\/ (\d+)/.exec(script("common/bundle.pl"))?.[1]).toBe(String(ROLLOUT.wait));
  });
});
