import fc from "fast-check";

// Properties try the same cases in every run, so that a red one is of the change; FC_SEED=$RANDOM tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
