import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { javaOf } from "./java";
import { jarsOf } from "./maven";
import { freePort, until, type Running } from "./running";
import { OPENSEARCH } from "./versions";

const SOURCE = join(__dirname, "java", "OpenSearchNode.java");

/** Starts one real OpenSearch node on loopback; its data lie below the folder. @returns its URL. */
export async function startOpenSearch(running: Running, folder: string): Promise<string> {
  const jars = await jarsOf("opensearch", OPENSEARCH);
  const port = await freePort();
  const home = join(folder, "opensearch");
  mkdirSync(join(home, "config"), { recursive: true });
  const log = join(folder, "opensearch.log");
  const options = ["-Xmx768m", "-cp", jars.join(":"), SOURCE, home, String(port)];
  const child = running.start(join(javaOf(17), "java"), options, log);
  const url = `http://127.0.0.1:${port}`;
  await until("OpenSearch", async () => ((await fetch(url)).ok ? true : undefined), 180, {
    child,
    log,
  });
  return url;
}
