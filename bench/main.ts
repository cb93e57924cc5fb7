import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

// `npm run bench -- NAME`: runs bench/NAME.ts, then puts the figures into docs/performance.md. Those that touch a network
// run in the lab's own namespaces.
const [name = "", ...rest] = process.argv.slice(2);
const IN_LAB = new Set(["apply", "failures", "flood", "responses", "rollout", "scale", "startup"]);

const file = join(__dirname, `${name}.ts`);
if (!/^[a-z]+$/i.test(name) || !existsSync(file)) {
  const names = readdirSync(__dirname)
    .filter((one) => one.endsWith(".ts") && one !== "main.ts")
    .map((one) => one.slice(0, -3));
  console.error(`There is no bench "${name}"; write one of: ${names.join(", ")}`);
  process.exit(64);
}
// Inside its namespaces the lab has no network: what has to be fetched or built is fetched or built before.
const prepare = join(__dirname, name, "prepare.ts");
if (existsSync(prepare)) run(["npx", "tsx", prepare]);
const command = ["npx", "tsx", file, ...rest];
if (IN_LAB.has(name)) command.unshift("bash", join(__dirname, "../lab/enter.sh"));
run(command);
if (name !== "page") run(["npx", "tsx", join(__dirname, "page.ts")]);

function run([program = "", ...options]: string[]): void {
  const status = spawnSync(program, options, { stdio: "inherit" }).status ?? 70;
  if (status !== 0) process.exit(status);
}
