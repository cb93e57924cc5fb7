import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runProgram, type Outcome } from "../../../lab/process";
import { certificateFor } from "../../../lab/services/certificate";
import { Indexer, type IndexerOptions } from "../../../lab/wazuh5/indexer";
import { writeMigration } from "../../../cli/verbs/migrate/migrationFolder";
import { migrationOf } from "../../../policy/migrate/migration";
import type { Policy } from "../../../policy/model/policy";
import { FAILED_LOGIN, FLEET, MINER } from "./policies";

/** A folder that migrate wrote, and a stand-in of the indexer that its script is run against. */
export interface Bench {
  readonly folder: string;
  readonly indexer: Indexer;
  readonly netrc: string;
  /** Runs indexer.sh. @param env in the place of what it is given. */
  readonly script: (verb: string, env?: Readonly<Record<string, string>>) => Promise<Outcome>;
}

/** Writes a policy's migration into a new folder, and starts a stand-in. */
export async function benchOf(
  policy: Policy,
  options: Partial<IndexerOptions> = {},
): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), "war-migrate-"));
  const folder = join(root, "out with blank");
  writeMigration(folder, migrationOf(policy, FLEET));
  const tls = await certificateFor(root, "127.0.0.1");
  const indexer = await Indexer.start({
    host: "127.0.0.1",
    credentials: "ops:s3cret",
    tls,
    streams: ["wazuh-findings-v5-system-activity", "wazuh-findings-v5-security"],
    rules: { [FAILED_LOGIN]: "Failed authentication attempt", [MINER]: 'a "miner"' },
    otherMonitors: 4,
    otherChannels: 0,
    ...options,
  });
  const netrc = join(root, "netrc");
  writeFileSync(netrc, "machine 127.0.0.1 login ops password s3cret\n", { mode: 0o600 });
  return {
    folder,
    indexer,
    netrc,
    script: (verb, env = {}) => {
      const given = {
        INDEXER: indexer.url,
        NETRC: netrc,
        CACERT: join(root, "service.crt"),
        ...env,
      };
      const words = Object.entries(given).map(([name, value]) => `${name}=${value}`);
      return runProgram("env", [...words, "sh", join(folder, "indexer.sh"), ...verb.split(" ")]);
    },
  };
}
