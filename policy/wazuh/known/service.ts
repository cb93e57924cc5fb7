import { taskSeconds } from "./schedule";
import { number, type Accepts } from "./values";
import { names, unchecked, yesNos, type Holder } from "./section";

const taskTime: Accepts = (value) =>
  taskSeconds(value) === undefined ? "write a number with s, m, h or d" : undefined;

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
  anti_tampering: unchecked("refused"),
  client_buffer: unchecked(),
  wodle: unchecked(),
};
