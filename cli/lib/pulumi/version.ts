/** Version of the Pulumi engine that is installed or built; the one that engine/go/go.mod pins. */
export const ENGINE_VERSION = "3.274.1";

/** Engines on PATH that are taken as they are. */
export const ACCEPTED_VERSIONS = ">=3.200.0 <4";
