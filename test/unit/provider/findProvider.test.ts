import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Engine } from "../../../tools/engine/findEngine";
import { findProvider, type FoundProvider } from "../../../lab/provider/findProvider";
import { PROVIDER } from "../../../lab/provider/standIn";
import { environment, folder, program } from "../tools/engine/program";

const PLUGIN = join("plugins", "resource-command-v1.2.1");

/** Finds a provider with an engine whose `plugin install` is a script; the script's calls are recorded. */
async function find(
  installs: string,
  changes: (root: string) => NodeJS.ProcessEnv = () => ({}),
): Promise<{ root: string; found: FoundProvider; calls: string }> {
  const root = folder();
  const pulumi = program(join(root, "engine"), `echo "$@" >>${root}/calls\n${installs}`);
  const engine: Engine = { pulumi, how: "cache", version: "3.274.1" };
  const around = { ...environment(root), PULUMI_HOME: join(root, "users"), ...changes(root) };
  const found = await findProvider(engine, { environment: around });
  const calls = existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8") : "";
  return { root, found, calls };
}

const INSTALLS = `mkdir -p "$PULUMI_HOME/${PLUGIN}"; : >"$PULUMI_HOME/${PLUGIN}/${PROVIDER}"`;
const REQUEST = "plugin install resource command 1.2.1 --non-interactive\n";

it("installs the official one into the user's cache where it can be had", async () => {
  const { root, found, calls } = await find(INSTALLS);
  expect(found).toEqual({
    folder: join(root, "cache/wazuh-active-response/provider/official-1.2.1", PLUGIN),
    how: "official",
    sentence: "Provider: the official @pulumi/command 1.2.1.",
  });
  expect(calls).toBe(REQUEST);
});

it("takes the one that the user has, without asking the network", async () => {
  const { root, found, calls } = await find("exit 1", (at) => {
    program(join(at, "users", PLUGIN, PROVIDER), "");
    return {};
  });
  expect([found.folder, found.how, calls]).toEqual([join(root, "users", PLUGIN), "official", ""]);
});

it("makes the stand-in where it cannot be had, one executable file, and says so", async () => {
  const { found, calls } = await find("exit 1");
  expect([found.how, calls]).toEqual(["stand-in", REQUEST]);
  expect(found.sentence).toBe(
    "Provider: a stand-in for command:remote:Command (the official 1.2.1 cannot be downloaded here).",
  );
  expect(readFileSync(join(found.folder, PROVIDER), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

it("does not ask the network inside the lab, where there is none", async () => {
  const { found, calls } = await find(INSTALLS, (root) => {
    mkdirSync(join(root, "users"));
    return { WAZUH_LAB_NET: "net:[1]" };
  });
  expect([found.how, calls]).toEqual(["stand-in", ""]);
});
