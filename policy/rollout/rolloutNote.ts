/** Who rolls out what: it goes to a host with its bundle, and stays there. */
export interface RolloutNote {
  /** Digest of the policy; see `policyDigest`. */
  readonly policy: string;
  /** Commit of the project, with `-dirty` where files differ from it; `none` outside of git. */
  readonly commit: string;
  /** `name@machine`, or the user of the CI. */
  readonly operator: string;
}

/** What travels to a host with its bundle, and comes back in its report: so each host says which bundle it applied. */
export interface BundleNote extends Partial<RolloutNote> {
  /** Digest of what the host gets; see `bundleDigest`. */
  readonly bundle: string;
}

/** The last rollout that changed a host, as it stands in the stack's outputs: what the host itself reported. */
export interface HostRollout extends BundleNote {
  /** When, by the host's clock, as `2026-11-25T13:00:00Z`. */
  readonly when?: string;
}
