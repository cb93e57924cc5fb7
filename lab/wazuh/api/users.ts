/** A user of the stand-in. Names and passwords are the lab's own and open nothing else. */
export interface ApiUser {
  readonly name: string;
  readonly password: string;
  /** Has the right active-response:command. */
  readonly mayCommand: boolean;
}

/** Who may do everything, and who may only look. */
export const API_USERS = [
  { name: "wazuh", password: "lab password of wazuh", mayCommand: true },
  { name: "reader", password: "lab password of reader", mayCommand: false },
] as const satisfies readonly ApiUser[];
