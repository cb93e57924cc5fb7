import { GRAYLOG } from "../../model/keys/services";
import { BLOCKED } from "../logCollection/rules";
import type { Unbound } from "./eventDefinition";
import { fieldsOf, type GraylogSettings } from "./settings";
import { singleAlertDefinition } from "./singleAlert";

/**
 * Any block of a production service's address. By default an address is told once in the grace period, on however many agents:
 * a response at `location: all` blocks it on each of them.
 */
export function productionBlocksDefinition(
  settings: GraylogSettings,
  addresses: readonly string[],
): Unbound {
  const { address, ruleId } = fieldsOf(settings);
  const listed = addresses.map((one) => `"${one}"`).join(" OR ");
  const once = settings.oncePer ?? GRAYLOG.oncePer;
  return singleAlertDefinition(settings, {
    title: "a production address was blocked",
    description: "An address of a production service was blocked on an agent.",
    query: `${ruleId}:(${BLOCKED.join(" OR ")}) AND ${address}:(${listed})`,
    priority: 3,
    says: ["agent", "address", "cause"],
    key: once === "address" ? ["address"] : ["address", "agent"],
  });
}
