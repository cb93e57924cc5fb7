import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { checksPage } from "../../policy/lint/explain/checksPage";

// Writes docs/checks.md. A test compares it with its source.
writeFileSync(join(__dirname, "../../docs/checks.md"), checksPage());
