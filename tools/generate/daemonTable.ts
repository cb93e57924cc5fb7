import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { awkTable } from "../../policy/provenance/awkTable";

// Writes scripts/responses/daemons.awk, by which hosts judge log lines. A test compares it with its source.
writeFileSync(join(__dirname, "../../scripts/responses/daemons.awk"), awkTable());
