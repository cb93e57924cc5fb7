import type { DrilledScript } from "../../../policy/model/kinds/traits";
import { DRILL_USER } from "./logins";
import type { Site } from "./site";
import { failed, passed, skipped, type Verdict, type Work } from "./step";
import type { DrillPlan } from "./drillPlan";

// The runner as wazuh-execd starts it; its message comes behind its name.
const ASK = `read -r name
cd /var/ossec && exec "active-response/bin/$name"`;

/** What the runner of a script said it would do. */
interface Decision {
  readonly word: string;
  readonly subject: string;
  readonly why: string;
}

/** What a drill plays of scripts of the user's own: each up to the decision of its runner. */
export function scriptSteps(
  site: Site,
  { scripts, leftAlone, foreign, listed }: DrillPlan,
): (readonly [string, Work])[] {
  const [entry] = listed;
  return [
    ...scripts.flatMap((script): (readonly [string, Work])[] => [
      [`script ${script.executable}`, () => runnerDecides(site, script, foreign.first)],
      ...(script.field.length > 0 && entry
        ? [
            [
              `script ${script.executable}: white list`,
              () => listedIsSpared(site, script, entry),
            ] as const,
          ]
        : []),
    ]),
    ...leftAlone.map((name): readonly [string, Work] => [
      `script ${name}`,
      () =>
        Promise.resolve(
          skipped(
            `${name} speaks with wazuh-execd itself: a drill would do what it does, so it was not run`,
          ),
        ),
    ]),
  ];
}

/**
 * The runner would run the script for a foreign address. It is asked on the agent itself with a message that wazuh-execd never
 * sends (scripts/responses/rehearse.sh), and ends before the script is run.
 */
export async function runnerDecides(
  site: Site,
  script: DrilledScript,
  address: string,
): Promise<Verdict> {
  const decision = await ask(site, script, address);
  if (decision === undefined) return failed(silent(script));
  const { word, subject, why } = decision;
  return word === "run"
    ? passed(
        `its runner would run it for ${subject}; the drill ended there, the script was not run`,
      )
    : failed(`its runner would not run it for ${subject}: ${word}, ${why}`);
}

/** The runner would not run the script for an address of the white list. */
export async function listedIsSpared(
  site: Site,
  script: DrilledScript,
  { name, address }: { readonly name: string; readonly address: string },
): Promise<Verdict> {
  const decision = await ask(site, script, address);
  if (decision === undefined) return failed(silent(script));
  const { word, why } = decision;
  return word === "white-listed" || word === "refused"
    ? passed(`its runner would not run it for ${address} (${name}): ${word}, ${why}`)
    : failed(`its runner would run it for ${address}, which is on the white list (${name})`);
}

async function ask(
  site: Site,
  script: DrilledScript,
  address: string,
): Promise<Decision | undefined> {
  const message = JSON.stringify(messageFor(script, address));
  const said = await site.onAgent(ASK, `${script.executable}\n${message}\n`);
  const [, word, subject, why] = /^([a-z -]+)\|(.*)\|(.*)\n$/.exec(said) ?? [];
  return word === undefined || subject === undefined || why === undefined
    ? undefined
    : { word, subject, why };
}

/**
 * The message of a drill: without a rule and a log line, as by the API, so that no line has to prove the address.
 * @returns with each first field of those that the runner looks for.
 */
export function messageFor(script: DrilledScript, address: string): object {
  const parameters = { extra_args: [], alert: { data: {} } };
  const [field] = script.field;
  const [key] = script.key;
  if (key !== undefined) put(parameters, key, isAddress(key) ? address : DRILL_USER);
  if (field !== undefined) put(parameters, field, address);
  return { version: 1, origin: { name: "drill", module: "drill" }, command: "drill", parameters };
}

const isAddress = (name: string): boolean => /ip(?:address)?$/i.test(name);

/** Puts a value at the path of a field, below the alert's data or, with `alert.` before it, below the alert. */
function put(parameters: object, name: string, value: string): void {
  const path = (name.startsWith("alert.") ? name : `alert.data.${name}`).split(".");
  let at = parameters as Record<string, unknown>;
  for (const part of path.slice(0, -1)) {
    at[part] ??= {};
    at = at[part] as Record<string, unknown>;
  }
  at[path.at(-1) ?? ""] = value;
}

const silent = ({ executable }: DrilledScript): string =>
  `active-response/bin/${executable} did not say what it would do; is it there as the stack has it? active-response check tells`;
