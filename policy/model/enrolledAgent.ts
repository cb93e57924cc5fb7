/** An agent as its manager knows it. */
export interface EnrolledAgent {
  /** Three digits or more. */
  readonly id: string;
  readonly name: string;
  /** `windows`, `debian`, ...; undefined where the manager was not asked or does not know. */
  readonly platform?: string;
  /** `4.14.7`; undefined where the manager was not asked, or where the agent never connected. */
  readonly version?: string;
  /** True where the agent's own ossec.conf disables active response; undefined where it was not asked or did not answer. */
  readonly disabled?: boolean;
}

/**
 * True where the agent runs Wazuh 5 or later (beta): its wazuh-execd drops every message of 4.14 with "(1316): Invalid AR command"
 * (os_execd/src/execd.c:255, branch 5.0.0), so that nothing runs there.
 */
export function isOfFive({ version }: Pick<EnrolledAgent, "version">): boolean {
  return version !== undefined && Number(version.replace(/^v/, "").split(".")[0]) >= 5;
}

/** The version in a text of Wazuh's, `Wazuh v4.14.7`; undefined where none is in it. */
export function versionIn(text: string | undefined): string | undefined {
  return /\bv?(\d+\.\d+\.\d+)\b/.exec(text ?? "")?.[1];
}

/** Names it with its id, as `by-hand (007)`. */
export function nameEnrolled({ name, id }: Pick<EnrolledAgent, "name" | "id">): string {
  return `${name} (${id})`;
}
