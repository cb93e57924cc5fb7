/** An agent as its manager knows it. */
export interface EnrolledAgent {
  /** Three digits or more. */
  readonly id: string;
  readonly name: string;
  /** `windows`, `debian`, ...; undefined where the manager was not asked or does not know. */
  readonly platform?: string;
  /** True where the agent's own ossec.conf disables active response; undefined where it was not asked or did not answer. */
  readonly disabled?: boolean;
}

/** Names it with its id, as `by-hand (007)`. */
export function nameEnrolled({ name, id }: Pick<EnrolledAgent, "name" | "id">): string {
  return `${name} (${id})`;
}
