import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { configurationPage } from "../../config/configurationPage";

// Writes docs/configuration.md. A test compares it with its source.
writeFileSync(join(__dirname, "../../docs/configuration.md"), configurationPage());
