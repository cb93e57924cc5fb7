const { TestEnvironment } = require("jest-environment-node");

/** Milliseconds that a test or a hook of the lab may take: twenty times what the longest take on a quiet machine. */
const LONGEST = 900_000;

/**
 * The environment of the lab's tests. A bound that is written in a test holds on a quiet machine; on one with much else to do it
 * would fail what only takes its time. What hangs still ends.
 */
module.exports = class extends TestEnvironment {
  handleTestEvent({ name, hook, test }) {
    const bounded = name === "hook_start" ? hook : name === "test_fn_start" ? test : undefined;
    if (bounded) bounded.timeout = Math.max(bounded.timeout ?? 0, LONGEST);
  }
};
