"use strict";

// What Pulumi runs (`main` in Pulumi.yaml): the program of index.ts, as one file that is never stale.
module.exports = require("./bin/fresh.js").loadFresh(__dirname, "index.ts");
