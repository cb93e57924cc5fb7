import { byAlertsOf } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
import { commandOf } from "../commands";
import type { Form } from "../form";
import { stepsOf } from "../responses/blockLimits";
import { scriptText } from "../template";
import type { FiveChannel } from "./channels";

/**
 * Files of scripts/responses, and what is added to each for a message of Wazuh 5. A function that an added file defines takes the
 * place of what is called so in the files of 4.14, and may call that by `four_NAME`.
 */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  "json.awk": ["json.awk", "late.awk", "counted.awk"],
  "refused.awk": ["refused.awk"],
  "provenance.awk": ["provenance.awk"],
  "guarded-block-ip.awk": ["guarded-block-ip.awk"],
  "fields.awk": ["fields.awk"],
  "hear.sh": ["hear.sh"],
  "may-act.sh": ["may-act.sh"],
  "read-line.sh": ["read-line.sh"],
};

/** Where the scripts of 5 count alerts: memory, since what was before a reboot is too old for every window. */
const COUNTS = "/run/wazuh-active-response.counts";

/** Messages to be written by hand that comments of the scripts show, and what they are for 5. */
const BY_HAND: readonly (readonly [four: RegExp, five: string])[] = [
  [/^#.*\{"version":1,.*"srcip":"192\.0\.2\.7".*$/m, handMessage('"source":{"ip":"192.0.2.7"},')],
  [/^#.*\{"version":1,.*"alert":\{\}.*$/m, handMessage("")],
];

function handMessage(fields: string): string {
  return `#   {"wazuh":{"active_response":{}},${fields}"command":"enable"}`;
}

/** The form of Wazuh 5 (beta), with what its scripts must know of the channels and of how old an alert may be. */
export function formOfFive(channels: readonly FiveChannel[], maxAge: number): Form {
  const taken = functionsOf(Object.values(ADDED).flat().map(addedText));
  return {
    change: (path, text) => {
      const name = path.replace(/^responses\//, "");
      const added = (ADDED[name] ?? []).map(addedText);
      const settings = name === "json.awk" ? [knownChannels(channels, maxAge)] : [];
      return [withHand(renamed(text, taken)), ...added, ...settings].join("\n");
    },
  };
}

/** What the form takes the place of: a function of 4.14's that is not there any more would be called by nobody. */
export function takenBy(texts: readonly string[]): readonly string[] {
  const taken = functionsOf(Object.values(ADDED).flat().map(addedText));
  return functionsOf(texts).filter((name) => taken.includes(name));
}

function addedText(name: string): string {
  return scriptText(`responses/five/${name}`);
}

const DEFINED = /^(?:function ([a-z0-9_]+)\(|([a-z_]+)\(\) \{)/gm;

function functionsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => [...text.matchAll(DEFINED)].map(([, awk, sh]) => awk ?? sh ?? ""));
}

function renamed(text: string, taken: readonly string[]): string {
  return text.replace(DEFINED, (start: string, awk?: string, sh?: string) => {
    const name = awk ?? sh ?? "";
    return taken.includes(name) ? start.replace(name, `four_${name}`) : start;
  });
}

function withHand(text: string): string {
  return BY_HAND.reduce((now, [four, five]) => now.replace(four, five), text);
}

/** The table of the channels, for awk. A name is letters, digits, dot, underscore and dash, so that nothing has to be quoted. */
function knownChannels(channels: readonly FiveChannel[], maxAge: number): string {
  return [
    "function known_channels() {",
    `  MAX_AGE = ${maxAge}; COUNTS = "${COUNTS}"`,
    ...channels.map(
      (each) =>
        `  channel("${plainName(each.name)}", "${plainName(each.executable)}", "${ladderOf(each)}", ${each.count}, ${each.within}, ` +
        `"${fieldsOf(each.response)}", "${plainName(commandOf(each.response).name)}")`,
    ),
    "}",
    "",
  ].join("\n");
}

/** Where block-ip looks for the address, by channel, since a message of 5 names no rule of 4.14; a runner has its fields written at its top. */
function fieldsOf(response: TriggeredResponse): string {
  const fields = byAlertsOf(response).sourceFields?.(response) ?? [];
  return fields.map(plainName).join(",");
}

/** How long a channel blocks, as 4.14's scripts have it of a rule: one time, or steps. */
function ladderOf({ response, timeout }: FiveChannel): string {
  return "escalate" in response ? stepsOf(response).join(",") : String(timeout);
}

function plainName(name: string): string {
  if (/^[A-Za-z0-9._-]{1,128}$/.test(name)) return name;
  throw new Error(
    `channel "${name}" is not a valid name; write up to 128 letters, digits, dots, underscores and dashes`,
  );
}
