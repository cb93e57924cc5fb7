#!/usr/bin/env node
"use strict";

const { dirname } = require("node:path");

const { loadFresh } = require("./fresh.js");

const { main } = loadFresh(dirname(__dirname), "cli/main.ts");

// `active-response ... | head` is no fault: the reader has seen enough.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

// A fault in an event: Node would print its words, which may be from elsewhere, around the guard of standard error.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(70);
});

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
