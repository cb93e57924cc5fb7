import * as command from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";

import { readWazuhVersion } from "../policy/cloudInit/wazuhVersion";
import type { Connection } from "./connection";
import { inOneSentence } from "./late";

/**
 * Asks the manager for its version, so that new agents get the same. The names of the servers are handed in on standard
 * input only so that a new name asks again: a version that was read once may be old by then.
 * @returns the version (`4.14.7`); unknown in the preview that asks first.
 */
export function managerVersion(
  name: string,
  connection: Connection,
  servers: readonly string[],
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const asked = new command.Command(
    name,
    {
      connection,
      create: "cat >/dev/null; /var/ossec/bin/wazuh-control info -v",
      stdin: `${[...servers].sort().join("\n")}\n`,
      addPreviousOutputInEnv: false,
    },
    opts,
  );
  return asked.stdout.apply(inOneSentence(readWazuhVersion));
}
