import { scriptText } from "../render/template";

/** What a service gets on the manager's host, beside the script that brings it there. */
export interface ServiceDocument {
  readonly service: "dashboard" | "graylog";
  /** Where the service answers, as the manager's host reaches it. */
  readonly url: string;
  /** File on the manager's host with the certificates to trust. @default the system's */
  readonly caFile?: string;
  /** When objects were seen to be missing or changed; a new value brings all of them again. */
  readonly repair?: string;
  /** By a name that stays the same for ever; ids that the service itself gives are kept on the host. */
  readonly objects: Readonly<Record<string, unknown>>;
}

/** What the host's script can be asked to do. */
export type ServiceMode = "apply" | "remove";

/** Folder on the manager's host for credentials and for what is known of a service's objects; made by the installer. */
export const SERVICE_STATE = "/var/lib/wazuh-active-response";

/** File of a service's credentials on the manager's host: root's alone. */
export function credentialsFile(service: ServiceDocument["service"]): string {
  return `${SERVICE_STATE}/${service}.curl`;
}

// It reads the document, takes the script out of it and runs that. jq is looked for first, since it does the taking out.
const BOOTSTRAP = [
  "umask 077",
  "export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  "for tool in jq curl flock; do",
  'command -v "$tool" >/dev/null || { echo "the tool $tool is missing on the manager; install it and run again; nothing was changed" >&2; exit 69; }',
  "done",
  'd=$(mktemp -d /run/wazuh-active-response.XXXXXX 2>/dev/null) || { echo "no folder can be made in /run; connect as root, or set ssh.sudo: true; nothing was changed" >&2; exit 65; }',
  'trap "rm -rf $d" EXIT',
  'cat >"$d/document"',
  'jq -er .script "$d/document" >"$d/script" || { echo "no document on standard input; nothing was changed" >&2; exit 64; }',
  'sh "$d/script" MODE "$d"',
].join("\n");

/** The command that the manager's host runs: constant for a mode, without any data. @param sudo runs it by `sudo -n`. */
export function serviceCommand(mode: ServiceMode, sudo: boolean): string {
  return `${sudo ? "sudo -n " : ""}sh -c '${BOOTSTRAP.replace("MODE", mode)}'`;
}

/** The parts of a service's script, between what asks and what orders. */
const PARTS: Readonly<Record<ServiceDocument["service"], readonly string[]>> = {
  dashboard: ["20-dashboard.sh"],
  graylog: ["20-graylog.sh", "30-graylog-find.sh", "40-graylog-bring.sh", "50-graylog-warn.sh"],
};

/** Prints what the command reads on standard input; nothing in it is a secret. */
export function printService(document: ServiceDocument): string {
  const script = ["10-ask.sh", ...PARTS[document.service], "90-main.sh"]
    .map((name) => scriptText(`services/${name}`))
    .join("")
    .split("\n")
    .filter((line) => !/^\s*(?:#|$)/.test(line))
    .map((line) => line.trimStart())
    .join("\n");
  return `${JSON.stringify({ ...document, script: `${script}\n` })}\n`;
}
