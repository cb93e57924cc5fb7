import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ignoring } from "../../policy/wazuh/stock/facts";
import { WAZUH_LINE, WAZUH_VERSION } from "../../policy/wazuh/version";
import { factsOf, lineOf } from "../stock/factsOf";
import { printFacts } from "../stock/printFacts";
import { namesOf, otherwiseIn, sinceFacts } from "../stock/since";
import { versionOf } from "../stock/source";

/**
 * Writes the facts of a stock Wazuh, policy/wazuh/stock/LINE/*.json, from a checkout of its public source:
 *
 *     npx tsx tools/generate/stockFacts.ts FOLDER [OLDER...]
 *
 * With checkouts of older versions that are supported it also writes since.json: what of FOLDER's they lack. It prints which files
 * changed. The facts that the program uses are named in policy/wazuh/stock/facts.ts and version.ts.
 */
const [folder, ...older] = process.argv.slice(2);
if (folder === undefined) {
  throw new Error("name a checkout of Wazuh's source: npx tsx tools/generate/stockFacts.ts FOLDER");
}

const version = versionOf(folder);
const target = join(__dirname, "../../policy/wazuh/stock", lineOf(version));
mkdirSync(target, { recursive: true });

// What was described stays described, in the version of today and in this one.
const written = join(target, "ignoring.json");
const described = [
  ignoring,
  ...(existsSync(written) ? [JSON.parse(readFileSync(written, "utf8")) as typeof ignoring] : []),
].flatMap(({ rules }) => rules.filter(({ description }) => description !== ""));

const { files, undescribed } = factsOf(
  folder,
  new Map(described.map(({ id, description }) => [id, description])),
);
const newest = older.length === 0 ? undefined : namesOf(folder);
const others = older.map(namesOf);
const all = { ...files, ...(newest && { "since.json": sinceFacts([...others, newest]) }) };
for (const [name, facts] of Object.entries(all)) {
  const file = join(target, name);
  const text = printFacts(facts);
  const same = existsSync(file) && readFileSync(file, "utf8") === text;
  writeFileSync(file, text);
  console.log(`${same ? "same   " : "changed"} ${file}`);
}
for (const one of others) {
  const ids = newest ? otherwiseIn(newest, one) : [];
  if (ids.length > 0) console.log(`${one.version} has rules otherwise, or alone: ${ids.join(" ")}`);
}
if (version !== WAZUH_VERSION) {
  console.log(
    `these are the facts of ${version}; policy/wazuh/version.ts and policy/wazuh/stock/facts.ts name ${WAZUH_VERSION} (${WAZUH_LINE})`,
  );
}
if (undescribed.length > 0) {
  console.log(`ignoring.json: write descriptions in words of your own: ${undescribed.join(", ")}`);
  process.exitCode = 1;
}
