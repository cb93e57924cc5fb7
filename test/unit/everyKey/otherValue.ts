import type { Key } from "../../../config/configurationPage";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4g";

/** Values for keys that only some texts or numbers can be at, or of which only some change anything. */
const OTHERS: Readonly<Record<string, unknown>> = {
  "manager.version": "5.0.0",
  "workers[].version": "5.0.0",
  "agents[].version": "5.0.0",
  "whitelist.<name>[].reason": "two\nlines",
  "whitelist.<name>[].owner": "two\nlines",
  "whitelist.<name>[].expires": "2020-01-01",
  "rollout.canary": "web-2",
  "hetzner.servers[kind: create].privateIp": "10.9.0.9",
  "hetzner.wazuhVersion": "4.14.6",
  "dashboard.url": "https://other.example",
  "graylog.url": "https://other.example",
  "graylog.indexSet": "0123456789abcdef01234568",
  "graylog.notification[kind: http].url": "https://other.example/hook",
  "graylog.notification[kind: email].sender": "other@wazuh.example",
  "api.url": "https://other.example:55000",
  "api.certificate": "CD".repeat(32),
};

/** Another value that may stand at a key. */
export function otherValue({ path, form }: Key, value: unknown): unknown {
  if (Object.hasOwn(OTHERS, path)) return OTHERS[path];
  const choices = [...form.matchAll(/`([^`]*)`/g)].map(([, choice]) => choice);
  if (typeof value === "string" && choices.includes(value))
    return choices.find((choice) => choice !== value);
  if (path.endsWith("hostKey")) return KEY;
  return other(value);
}

function other(value: unknown): unknown {
  switch (typeof value) {
    case "boolean":
      return !value;
    case "number":
      return value + 1;
    case "string":
      return otherText(value);
    default:
      if (Array.isArray(value))
        return value.length > 1 ? value.slice(1) : value.map((one) => other(one));
      return Object.fromEntries(
        Object.entries(value as object).map(([key, part]) => [key, other(part)]),
      );
  }
}

function otherText(text: string): string {
  // A time, an address, an agent's id: another number at the end.
  if (/^\d+[smhd]$/.test(text)) return `1${text}`;
  if (/\d$/.test(text)) return text.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  return `${text}x`;
}
