/** Who rolls out what: it goes to a host with its bundle, and stays there. */
export interface RolloutNote {
  /** Digest of the policy; see `policyDigest`. */
  readonly policy: string;
  /** Commit of the project, with `-dirty` where files differ from it; `none` outside of git. */
  readonly commit: string;
  /** `name@machine`, or the user of the CI. */
  readonly operator: string;
}

/** The last rollout that changed a host, as it is in the stack's outputs. */
export interface HostRollout extends RolloutNote {
  /** Digest of what the host got. */
  readonly bundle: string;
  /** When, by the host's clock, as `2026-11-25T13:00:00Z`. */
  readonly when?: string;
}
