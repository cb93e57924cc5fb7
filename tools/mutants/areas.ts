/** Where faults are planted, and which tests are to notice them. */
export interface Area {
  /** Folders, and files, below the project. */
  readonly of: readonly string[];
  /** What a file's name ends with. */
  readonly endings: readonly string[];
  /** Folders of tests, those most to the point first. Of TypeScript only those are run that reach the fault. */
  readonly tests: readonly string[];
}

const RESPONSES = [
  "test/unit/responses",
  "test/unit/provenance",
  "test/unit/replay/judge",
  "test/unit/render",
];

/** Each by its name on the command line. */
export const AREAS: Readonly<Record<string, Area>> = {
  lint: { of: ["policy/lint"], endings: [".ts"], tests: ["test/unit/lint"] },
  render: {
    of: ["policy/render"],
    endings: [".ts"],
    tests: ["test/unit/render", "test/unit/everyKey"],
  },
  model: {
    of: ["policy/model"],
    endings: [".ts"],
    tests: ["test/unit/model", "test/unit/config", "test/unit/kinds"],
  },
  wazuh: {
    of: ["policy/wazuh"],
    endings: [".ts"],
    tests: ["test/unit/wazuh", "test/unit/ossecConf"],
  },
  awk: { of: ["scripts/responses"], endings: [".awk"], tests: RESPONSES },
  perl: {
    of: ["scripts/host", "scripts/responses"],
    endings: [".pl"],
    tests: ["test/unit/bundle", "test/unit/wazuh/read", "test/unit/real", "test/unit/rollout"],
  },
  shell: {
    of: ["scripts/host", "scripts/responses", "scripts/services", "scripts/server"],
    endings: [".sh", ".sh.hbs"],
    tests: ["test/unit/responses", "test/unit/bundle", "test/unit/services", "test/unit/cloudInit"],
  },
};
