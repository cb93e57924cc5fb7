import fc from "fast-check";

// Properties try the same cases in every run, so that a red one is of the change; FC_SEED=$RANDOM tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });

// Jest makes traces a hundred calls long, and maps each call to its source: a quarter of the time of tests that run the program, for
// the SDK asks for a trace with each promise.
Error.stackTraceLimit = 10;
