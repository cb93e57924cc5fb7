import type { Message } from "../responses/execd";

/** What a task for wazuh-execd 5 says beside its event. */
export interface Task {
  /** Name of the channel. */
  readonly channel: string;
  readonly executable: string;
  /** Undefined is a stateless channel. */
  readonly timeout?: unknown;
  /** Of the event. @default now */
  readonly at?: Date | string;
  /** @default the user root, from the address of the line */
  readonly fields?: object;
  /** The line of the event; undefined where the finding comes without one. */
  readonly line?: string | undefined;
}

/** sshd's line of a wrong password from an address. */
export function failed(address: string, user = "root"): string {
  return `Jan  2 03:04:05 gitlab sshd[4711]: Failed password for ${user} from ${address} port 40228 ssh2`;
}

/**
 * A task as agentd hands it to wazuh-execd of Wazuh 5: the document of the response with the event merged over it
 * (framework/wazuh/core/indexer/active_response.py:489-494, branch 5.0.0).
 */
export function task({
  channel,
  executable,
  timeout,
  at = new Date(),
  fields,
  line,
}: Task): object {
  return {
    "@timestamp": typeof at === "string" ? at : at.toISOString(),
    event: {
      doc_id: "7sX2",
      index: ".ds-wazuh-events-v5-system-activity-000001",
      ...(line !== undefined && { original: line }),
    },
    ...fields,
    wazuh: {
      agent: { id: "001", name: "gitlab", version: "v5.0.0", groups: ["default"] },
      protocol: { location: "/var/log/auth.log" },
      rule: { id: "d5cc0e71-bcbb-4adc-98de-caed210cebf2", title: "a title", level: "low" },
      active_response: {
        name: channel,
        executable,
        extra_arguments: null,
        type: timeout === undefined ? "stateless" : "stateful",
        stateful_timeout: timeout ?? null,
        location: "local",
        agent_id: null,
      },
    },
  };
}

/** A task about a source address, with the line that proves it. */
export function taskFrom(address: string, rest: Omit<Task, "fields" | "line">): object {
  return task({
    ...rest,
    fields: { source: { ip: address }, user: { name: "root" } },
    line: failed(address),
  });
}

/** The first line of a script, as wazuh-execd 5 prints it (os_execd/src/execd.c:321). */
export function asked(command: string, of: object): Message {
  return { ...of, command };
}
