import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { between, exitCodesTable } from "../../cli/lib/exit";

// Writes the table of exit codes in docs/runbook.md. A test compares it with the program.
const file = join(__dirname, "../../docs/runbook.md");
writeFileSync(file, between(readFileSync(file, "utf8"), "exit codes", exitCodesTable()));
