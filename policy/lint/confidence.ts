/** What must be known of a rule to say how sure it is. */
export interface Sureness {
  readonly id: number;
  readonly level: number;
  /** It fires only after several events. */
  readonly counts: boolean;
  /** One text with a comma behind each group. */
  readonly groups: string;
}

/** What is done to the address or the user of the alert. */
export type Harm = "blocks" | "locks";

/** From this level on one event is taken to be enough. */
const ENOUGH = 8;

/** A rule that is no proof of an attack, in words; undefined for one that may be. */
export interface Doubt {
  readonly code: "low-confidence" | "login-answered";
  readonly ids: readonly number[];
  readonly reason: string;
  readonly instead: string;
}

/**
 * Says which of the rules that a response is bound to are no proof of an attack: a login that succeeded, and a single event of a low
 * level. Rules of level 0 never fire, and are left out.
 */
export function doubtsOf(rules: readonly Sureness[], harm: Harm): readonly Doubt[] {
  const single = rules.filter(({ level, counts }) => level > 0 && level < ENOUGH && !counts);
  const logins = single.filter(({ groups }) =>
    groups.split(",").some((one) => one.trim() === "authentication_success"),
  );
  const weak = single.filter((rule) => !logins.includes(rule));
  return [
    ...(logins.length === 0
      ? []
      : [
          {
            code: "login-answered" as const,
            ids: logins.map(({ id }) => id),
            reason:
              harm === "locks"
                ? "fires at a login that succeeded: every user who logs in is locked out"
                : "fires at a login that succeeded: every address from which somebody logs in is blocked",
            instead:
              "bind a rule that counts failed logins (5763, 5551), or one that says what is wrong with the login",
          },
        ]),
    ...(weak.length === 0
      ? []
      : [
          {
            code: "low-confidence" as const,
            ids: weak.map(({ id }) => id),
            reason:
              harm === "locks"
                ? `fires at a single event of level ${levels(weak)}: one wrong password can be enough, so that anybody locks anybody out`
                : `fires at a single event of level ${levels(weak)}: one mistyped password or one odd request can be enough to be blocked`,
            instead:
              harm === "locks"
                ? "bind a rule that counts events (5763, 5551), or one of a higher level"
                : "bind a rule that counts events (5763, 5712), or one of a higher level",
          },
        ]),
  ];
}

function levels(rules: readonly Sureness[]): string {
  const all = rules.map(({ level }) => level);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return least === most ? `${least}` : `${least} to ${most}`;
}

/** The first of some ids, and how many more there are: `5503, 5710 and 8 more`. */
export function someOf(ids: readonly number[], most = 5): string {
  const shown = ids.slice(0, most).join(", ");
  return ids.length > most ? `${shown} and ${ids.length - most} more` : shown;
}
