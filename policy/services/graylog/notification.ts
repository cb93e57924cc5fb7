import { GRAYLOG } from "../../model/keys/services";
import {
  fieldsOf,
  markOf,
  templateName,
  type GraylogNotification,
  type GraylogSettings,
} from "./settings";
import { STREAM } from "./eventDefinition";

/** A notification; its parts are those that Graylog 5, 6 and 7 all know. */
export interface Notification {
  readonly title: string;
  readonly description: string;
  readonly config:
    | { readonly type: "http-notification-v1"; readonly url: string }
    | {
        readonly type: "email-notification-v1";
        readonly sender: string;
        readonly subject: string;
        readonly body_template: string;
        readonly email_recipients: readonly string[];
        readonly user_recipients: readonly string[];
        readonly time_zone: "UTC";
      };
}

/** What an event can say of itself, in the order of the mail. */
const SAID = [
  "agent",
  "address",
  "addresses",
  "blocks",
  "window",
  "cause",
  "decision",
  "subject",
  "origin",
];

/**
 * Messages that an event about many carries along. A mail has a line for each; a hook would get all of each alert, a
 * kilobyte twenty times, and has the event's own fields and its link instead.
 */
export function backlogOf({ notification }: GraylogSettings): number {
  return notification?.kind === "email" ? 20 : 0;
}

/** The notification that every event definition of ours calls. */
export function notificationOf(
  settings: GraylogSettings,
  notification: GraylogNotification,
): Notification {
  return {
    title: settings.title ?? GRAYLOG.title,
    description: `Tells about unusual active responses. ${markOf(settings)}`,
    config: configOf(settings, notification),
  };
}

function configOf(
  settings: GraylogSettings,
  notification: GraylogNotification,
): Notification["config"] {
  switch (notification.kind) {
    case "http":
      return { type: "http-notification-v1", url: notification.url };
    case "email":
      return {
        type: "email-notification-v1",
        sender: notification.sender ?? "",
        subject:
          "Wazuh: ${event_definition_title}${if event.fields.address}: ${event.fields.address}${end}${if event.fields.agent} (${event.fields.agent})${end}",
        body_template: bodyOf(settings),
        email_recipients: notification.to,
        user_recipients: [],
        time_zone: "UTC",
      };
    default:
      return notification satisfies never;
  }
}

/** What the mail says: what happened, where to look, then a short line for each message that led to it. */
function bodyOf(settings: GraylogSettings): string {
  const { agent, ruleId, address, cause } = fieldsOf(settings);
  const columns = [agent, ruleId, address, cause].flatMap((field) =>
    templateName(field) === undefined ? [] : [`\${message.fields.${field}}`],
  );
  return [
    "${event_definition_title}",
    "${event_definition_description}",
    "",
    "time: ${event.timestamp}",
    // One without a value leaves no empty line.
    `${SAID.map((name) => `\${if event.fields.${name}}${name}: \${event.fields.${name}}\n\${end}`).join("")}search, the last day: \${event.fields.link}`,
    "${if event.timerange_start}" +
      `search, these minutes: ${settings.url}/streams/${STREAM}/search?rangetype=absolute&from=\${event.timerange_start}&to=\${event.timerange_end}\n` +
      "${end}",
    "${if backlog}agent, rule, address, caused by:",
    `\${foreach backlog message}\${message.timestamp} ${columns.join(" ")}`,
    "${end}${end}",
    "",
  ].join("\n");
}
