/** Folders and secrets of an engine that works for a lab only. */
export interface PrivateEngine {
  /** Folder that holds everything of this engine: plugins, state, credentials. */
  readonly folder: string;
  /** Protects secrets in the state. @default a word that only a throw-away lab may use */
  readonly passphrase?: string;
}

/**
 * The environment of an engine that asks nothing, calls nobody and keeps everything in one folder of its own.
 * The user's own Pulumi (login, stacks, plugins) is not touched.
 */
export function engineEnvironment({
  folder,
  passphrase = "lab",
}: PrivateEngine): Record<string, string> {
  return {
    PULUMI_HOME: `${folder}/home`,
    PULUMI_BACKEND_URL: `file://${folder}/state`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The plugin is on PATH; looking for another one would ask the network.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    DO_NOT_TRACK: "1",
  };
}
