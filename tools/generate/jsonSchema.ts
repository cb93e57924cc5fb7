import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { stackJsonSchema } from "../../config/jsonSchema";

// Writes stack.schema.json, by which an editor completes Pulumi.<stack>.yaml. A test compares it with its source.
writeFileSync(join(__dirname, "../../stack.schema.json"), stackJsonSchema());
