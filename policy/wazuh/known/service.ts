import type { Node } from "../read/node";
import { lastOf, named, type Around, type Ask } from "./ask";
import { taskSeconds } from "./schedule";
import { number, type Accepts } from "./values";
import { WODLES } from "./wodles";
import { names, unchecked, yesNos, type Holder } from "./section";

const taskTime: Accepts = (value) =>
  taskSeconds(value) === undefined ? "write a number with s, m, h or d" : undefined;

/** Seconds, where nothing is written. */
const TASK_TIMES = { cleanup_time: 604_800, task_timeout: 900 };

/** Each `<task-manager>` adds to what those before it said. */
function taskTimes(manager: Node, { sections }: Around): typeof TASK_TIMES {
  const managers = named(sections, "task-manager");
  const times = { ...TASK_TIMES };
  for (const section of managers.slice(0, managers.indexOf(manager) + 1))
    for (const name of ["cleanup_time", "task_timeout"] as const)
      times[name] = taskSeconds(lastOf(section, name)?.content ?? "") ?? times[name];
  return times;
}

/** Are tasks kept for at least as long as one may take? */
const KEPT_TOO_SHORT: Ask = {
  wrong: (manager, around) => {
    const { cleanup_time, task_timeout } = taskTimes(manager, around);
    return cleanup_time < task_timeout;
  },
  reason: "makes cleanup_time shorter than task_timeout; wazuh-modulesd does not start",
  instead: "write a cleanup_time that is at least as long",
};

/** Elements that hold nothing but text; what stands in them is passed over. */
const leaf: Holder = { elements: {}, unknown: "ignored" };

/** What the manager keeps in order by itself. */
export const SERVICE: Readonly<Record<string, Holder>> = {
  "agent-upgrade": {
    empty: "refused",
    unknown: "ignored",
    elements: {
      ...names("wpk_repository"),
      chunk_size: number(64, 32_768),
      max_threads: number(0, 256),
    },
  },
  "task-manager": {
    empty: "refused",
    unknown: "ignored",
    elements: { cleanup_time: taskTime, task_timeout: taskTime },
    asks: [KEPT_TOO_SHORT],
  },
  wdb: {
    empty: "refused",
    unknown: "refused",
    elements: names("backup"),
    attributes: {
      backup: {
        takes: { database: (value) => (value === "global" ? undefined : "write global") },
        unknown: "refused",
        wrongValue: "refused",
        firstOnly: true,
        needed: ["database"],
      },
    },
    inner: {
      backup: {
        empty: "refused",
        unknown: "refused",
        elements: {
          ...yesNos("enabled"),
          interval: (value) =>
            /^\s*\+?0*[1-9]\d*(?:[wdhms].*)?$/s.test(value)
              ? undefined
              : "write a number with s, m, h, d or w",
          max_files: number(1),
        },
      },
    },
  },
  "vulnerability-detection": {
    unknown: "ignored",
    elements: names("enabled index-status feed-update-interval offline-url cti-url"),
    inner: Object.fromEntries(
      ["enabled", "index-status", "feed-update-interval", "offline-url", "cti-url"].map((name) => [
        name,
        leaf,
      ]),
    ),
  },
  "vulnerability-detector": unchecked(),
  indexer: {
    unknown: "ignored",
    elements: names("enabled hosts ssl"),
    inner: {
      enabled: leaf,
      hosts: { elements: {}, unknown: "unchecked", empty: "refused" },
      ssl: {
        unknown: "ignored",
        elements: names("certificate_authorities certificate key"),
        inner: {
          certificate: leaf,
          key: leaf,
          certificate_authorities: { elements: {}, unknown: "unchecked", empty: "section off" },
        },
      },
    },
  },
  database_output: unchecked("refused"),
  client: unchecked("refused"),
  // config.c:153, v4.10.0; refused as unknown before.
  anti_tampering: { ...unchecked("refused"), knownSince: "4.10.0" },
  client_buffer: unchecked(),
  wodle: { ...unchecked(), modules: WODLES },
};
