"use strict";

// Modules that Pulumi's SDK requires at its start for one purpose, the serializing of functions (dynamic providers, callbacks), which
// no part of this program does. Together they are two fifths of the SDK's start (docs/performance.md). The SDK gets them as they
// are, but loaded by the first use.

const Module = require("node:module");
const { sep } = require("node:path");

/** The modules by the file of the SDK that asks for them. */
const LATE = new Map([
  ["runtime/closure/codePaths.js", "@npmcli/arborist"],
  ["typescript-shim.js", "typescript"],
]);

const SDK = ["", "node_modules", "@pulumi", "pulumi", ""].join(sep);

/** From now on {@link LATE} are loaded by their first use. Other requests, also for the same modules, are answered as before. */
exports.loadLate = () => {
  const { _load } = Module;
  Module._load = function (request, parent, ...rest) {
    const load = () => _load.call(this, request, parent, ...rest);
    const from = parent?.filename ?? "";
    const at = from.lastIndexOf(SDK);
    if (at < 0 || LATE.get(from.slice(at + SDK.length).replaceAll(sep, "/")) !== request)
      return load();
    // What is missing is to fail where it did before: the SDK has its own TypeScript then.
    Module._resolveFilename(request, parent);
    return late(load);
  };
};

/** An object that stands for a module that `load` gives, and becomes it with the first look at anything but its kind. */
function late(load) {
  const real = () => (module_ ??= load());
  let module_;
  const traps = {};
  for (const trap of [
    "has",
    "set",
    "deleteProperty",
    "defineProperty",
    "ownKeys",
    "getPrototypeOf",
  ])
    traps[trap] = (_, ...args) => Reflect[trap](real(), ...args);
  // What can't be changed in the module could not be told of this object, which has no such name.
  traps.getOwnPropertyDescriptor = (_, name) => {
    const found = Reflect.getOwnPropertyDescriptor(real(), name);
    return found && { ...found, configurable: true };
  };
  // By this compiled code decides whether to copy the module's names, which would load it.
  traps.get = (_, name) => (name === "__esModule" && !module_ ? true : Reflect.get(real(), name));
  return new Proxy({}, traps);
}
