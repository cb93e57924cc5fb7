import type { Alert } from "../alerts/alert";
import { addressOf } from "./address";
import { whySpared } from "./blockIp";
import { addressText, foundField, pathOf } from "./field";
import type { OwnList } from "./hostList";
import type { HostLists } from "./listed";
import type { LogSettings } from "./provenance";
import { whyUnproven } from "./unproven";

/** What our runner decides of one alert for a script of the user's own. */
export interface RunnerVerdict {
  readonly verdict: "run" | "strange" | "forged" | "refused" | "white-listed";
  /** Address, key, or what is strange; "" where the alert names nothing. */
  readonly subject: string;
  /** What wazuh-execd knows the run by. */
  readonly key: string;
  /** "" where it runs. */
  readonly why: string;
}

/** The settings at the top of a runner, and the lists beside it. */
export interface RunnerSettings {
  /** Fields that may hold the address; without them no list is asked. */
  readonly fields: readonly string[];
  readonly keys: readonly string[];
  readonly stateful: boolean;
  readonly logs: LogSettings;
  readonly lists: HostLists;
  readonly hostList: (rule: number) => OwnList;
}

/** Bytes of a key, as JSON spells it, beyond which two could be one to wazuh-execd. */
const LONGEST_KEY = 2048;
const UTF8 = new TextEncoder();

/** Decides as scripts/responses/custom-runner.awk does, in its order. */
export function judgeRun(alert: Alert, settings: RunnerSettings): RunnerVerdict {
  const { fields, keys, stateful, logs } = settings;
  const field = fields.length > 0 ? foundField(alert, fields) : undefined;
  const address = field ? addressOf(addressText(field)) : "";
  const keyField = foundField(alert, keys, "a key");
  const isSame =
    field?.name !== undefined &&
    keyField.name !== undefined &&
    pathOf(keyField.name) === pathOf(field.name);
  const key = isSame ? address : keyField.text;
  const of = (verdict: RunnerVerdict["verdict"], why = ""): RunnerVerdict => ({
    verdict,
    subject: address === "" ? key : address,
    key,
    why,
  });
  if (field && address === "") return { ...of("strange", field.why), subject: field.text };
  if (stateful && key === "") return of("strange", keyField.why);
  if (stateful && lengthOf(key) > LONGEST_KEY)
    return of(
      "strange",
      `${pathOf(keyField.name ?? "")} is longer than ${LONGEST_KEY} characters, too long for a key`,
    );
  if (!field) return of("run");
  const forged = whyUnproven(alert, field, logs);
  if (forged !== "") return of("forged", forged);
  const own = settings.hostList(alert.rule);
  const spared = whySpared(address, (one) => settings.lists(one) || own.lists(one));
  if (spared.startsWith("white list: ")) return of("white-listed", spared.slice(12));
  return spared === "" ? of("run") : of("refused", spared);
}

/** Bytes that a text has in the message of wazuh-execd. */
function lengthOf(text: string): number {
  // Six for each letter at most: nearly every key is short.
  if (text.length * 6 <= LONGEST_KEY) return text.length;
  return UTF8.encode(JSON.stringify(text)).length - 2;
}
