import * as pulumi from "@pulumi/pulumi";

import { printFinding } from "../policy/lint/printFinding";
import type { Finding } from "../policy/model/finding";

/**
 * Stops at the errors of an input.
 * @throws InputPropertiesError with all of them at once, each with the path of the input.
 */
export function refuse(what: string, errors: readonly Finding[]): never {
  throw new pulumi.InputPropertiesError({
    message: `${what} has ${errors.length} error(s):\n${errors.map(printFinding).join("\n")}`,
    errors: errors.map((finding) => ({
      propertyPath: finding.path,
      reason: `${finding.reason}; ${finding.instead}`,
    })),
  });
}
