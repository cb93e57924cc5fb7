import type { Policy } from "../../model/policy";
import { logPlaces } from "../../provenance/guards";
import { placePattern, type LogKind } from "../../provenance/places";
import { ereOf } from "./ere";
import type { LogSettings } from "./provenance";

/** The places of a policy's logs, as the scripts ask for them. */
export function logSettingsOf(policy: Pick<Policy, "provenance">): LogSettings {
  return Object.fromEntries(
    Object.entries(logPlaces(policy)).map(([kind, places]) => [
      kind as LogKind,
      new RegExp(ereOf(placePattern(places, "ere"))),
    ]),
  ) as LogSettings;
}
