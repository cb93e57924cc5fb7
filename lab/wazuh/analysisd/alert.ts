import type { Firing } from "../rules/engine";
import { inAlertOrder } from "../rules/fields";

/** An alert as alerts.json and the message of an active response hold it. */
export type Alert = Readonly<Record<string, unknown>>;

/** What an alert says of the manager that made it. */
export interface Node {
  readonly name: string;
}

/** `<email_alert_level>` of the stock ossec.conf. */
const MAIL_LEVEL = 12;

let offset = 0;

/** Builds the alert of a firing; keys in Wazuh's order. */
export function alertOf({ rule, event, previous }: Firing, node: Node): Alert {
  const { sender } = event;
  return {
    timestamp: timestamp(new Date()),
    rule: {
      level: rule.level,
      description: rule.description.replace(
        /\$\(([^)]+)\)/g,
        (_, name: string) => event.fields[name] ?? "",
      ),
      id: String(rule.id),
      ...(rule.timeframe > 0 && rule.frequency > 0 ? { frequency: rule.frequency + 2 } : {}),
      firedtimes: rule.firedTimes,
      mail: rule.level >= MAIL_LEVEL,
      groups: rule.groups,
    },
    agent: {
      id: sender.id,
      name: sender.name,
      ...(sender.ip === undefined ? {} : { ip: sender.ip }),
    },
    manager: { name: node.name },
    id: `${event.time}.${(offset += event.fullLog.length)}`,
    ...(previous.length > 0 ? { previous_output: previous.join("\n") } : {}),
    full_log: event.fullLog,
    ...(event.programName === undefined && event.hostname === undefined
      ? {}
      : {
          predecoder: {
            ...(event.programName === undefined ? {} : { program_name: event.programName }),
            ...(event.timestamp === undefined ? {} : { timestamp: event.timestamp }),
            ...(event.hostname === undefined ? {} : { hostname: event.hostname }),
          },
        }),
    decoder: {
      ...(event.decoderParent === undefined ? {} : { parent: event.decoderParent }),
      ...(event.decoder === undefined ? {} : { name: event.decoder }),
    },
    ...(Object.keys(event.data).length > 0 ? { data: inAlertOrder(event.data) } : {}),
    location: event.location,
  };
}

function timestamp(date: Date): string {
  const pad = (value: number, width = 2): string => String(value).padStart(width, "0");
  const minutes = -date.getTimezoneOffset();
  const zone = `${minutes < 0 ? "-" : "+"}${pad(Math.trunc(Math.abs(minutes) / 60))}${pad(Math.abs(minutes) % 60)}`;
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}${zone}`;
}
