#!/usr/bin/env node
"use strict";

// The verbs are TypeScript; tsx compiles them as they are loaded and keeps the result in its cache.
require("tsx/cjs");
const { main } = require("../cli/main.ts");

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
