import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { renderCloudInit } from "../../policy/cloudInit/cloudInit";
import { SERVERS } from "../../test/unit/cloudInit/servers";

// Writes the golden files of cloud-init anew: npx tsx tools/generate/goldenCloudInit.ts, then read the diff.
for (const [name, server] of Object.entries(SERVERS)) {
  const file = join(__dirname, "../../test/unit/cloudInit/golden", `${name}.yaml`);
  writeFileSync(file, renderCloudInit(server));
}
