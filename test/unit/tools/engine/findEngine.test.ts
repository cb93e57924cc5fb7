import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { findEngine, type FindOptions } from "../../../../tools/engine/findEngine";
import { ENGINE_VERSION } from "../../../../cli/lib/pulumi/version";
import { engine, environment, folder, program } from "./program";

interface Setting {
  readonly root: string;
  readonly made: string[];
  readonly said: string[];
  readonly options: FindOptions;
}

/** A machine without an engine, where both ways to make one are recorded. */
function machine({ online = false } = {}): Setting {
  const root = folder();
  const made: string[] = [];
  const said: string[] = [];
  const make = (how: string, into: string): void => {
    made.push(how);
    engine(join(into, "bin", "pulumi"), ENGINE_VERSION);
  };
  return {
    root,
    made,
    said,
    options: {
      environment: environment(root),
      say: (line) => void said.push(line),
      install: (into) => {
        if (online) make("installed", into);
        return Promise.resolve(online);
      },
      build: (into) => {
        make("built", into);
        return Promise.resolve();
      },
    },
  };
}

const inCache = (root: string): string =>
  join(root, "cache", "wazuh-active-response", "engine", ENGINE_VERSION, "bin", "pulumi");

it("takes the engine on PATH, and makes none", async () => {
  const { root, made, options } = machine();
  engine(join(root, "bin", "pulumi"), "3.200.0");
  expect(await findEngine(options)).toEqual({ pulumi: "pulumi", how: "path", version: "3.200.0" });
  expect(made).toEqual([]);
});

it.each(["3.199.9", "4.0.0"])("passes %s on PATH over, and says so", async (version) => {
  const { root, said, options } = machine();
  engine(join(root, "bin", "pulumi"), version);
  expect((await findEngine(options)).how).toBe("built");
  expect(said).toEqual([
    `pulumi ${version} on PATH is not one of >=3.200.0 <4; another one is used instead.`,
  ]);
});

it("passes over what is called pulumi and is none", async () => {
  const { root, options } = machine();
  program(join(root, "bin", "pulumi"), "echo hello");
  expect((await findEngine(options)).how).toBe("built");
});

it("takes the official install where it can be had, and does not build", async () => {
  const { root, made, options } = machine({ online: true });
  expect(await findEngine(options)).toEqual({
    pulumi: inCache(root),
    how: "installed",
    version: ENGINE_VERSION,
  });
  expect(made).toEqual(["installed"]);
});

it("builds one where there is no network, and finds it in the cache from then on", async () => {
  const { root, made, options } = machine();
  expect((await findEngine(options)).how).toBe("built");
  expect(await findEngine(options)).toEqual({
    pulumi: inCache(root),
    how: "cache",
    version: ENGINE_VERSION,
  });
  expect(made).toEqual(["built"]);
});

it("makes one engine for two that ask at the same time; one of them is told to wait", async () => {
  const { made, said, options } = machine();
  const found = await Promise.all([findEngine(options), findEngine(options)]);
  expect(found.map(({ how }) => how).sort()).toEqual(["built", "cache"]);
  expect(made).toEqual(["built"]);
  expect(said.filter((line) => line.startsWith("Another process is making"))).toHaveLength(1);
});

it("replaces a broken engine in the cache", async () => {
  const { root, made, options } = machine();
  program(inCache(root), "exit 1");
  expect((await findEngine(options)).how).toBe("built");
  expect(made).toEqual(["built"]);
  expect(readFileSync(inCache(root), "utf8")).toContain(ENGINE_VERSION);
});

it("leaves nothing behind where it cannot be built, and removes what a killed build left", async () => {
  const { root, options } = machine();
  const around = join(root, "cache", "wazuh-active-response", "engine");
  engine(join(around, `${ENGINE_VERSION}.making-killed`, "bin", "pulumi"), ENGINE_VERSION);
  const fails = { ...options, build: () => Promise.reject(new Error("no compiler")) };
  await expect(findEngine(fails)).rejects.toThrow("no compiler");
  expect(readdirSync(around)).toEqual([]);
  expect(existsSync(inCache(root))).toBe(false);
});
