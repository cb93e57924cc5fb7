import { markOf, type GraylogNotification, type GraylogSettings } from "./settings";
import { GRAYLOG } from "../../model/keys/services";

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

/** What the mail says: the event, then the messages that led to it. */
const BODY = [
  "${event_definition_title}",
  "${event.message}",
  "At ${event.timestamp}.",
  "${if backlog}${foreach backlog message}",
  "${message.timestamp} ${message.source}: ${message.message}",
  "${end}${end}",
  "",
].join("\n");

/** The notification that every event definition of ours calls. */
export function notificationOf(
  settings: GraylogSettings,
  notification: GraylogNotification,
): Notification {
  return {
    title: settings.title ?? GRAYLOG.title,
    description: `Tells about unusual active responses. ${markOf(settings)}`,
    config: configOf(notification),
  };
}

function configOf(notification: GraylogNotification): Notification["config"] {
  switch (notification.kind) {
    case "http":
      return { type: "http-notification-v1", url: notification.url };
    case "email":
      return {
        type: "email-notification-v1",
        sender: notification.sender ?? "",
        subject: "Wazuh: ${event_definition_title}",
        body_template: BODY,
        email_recipients: notification.to,
        user_recipients: [],
        time_zone: "UTC",
      };
    default:
      return notification satisfies never;
  }
}
