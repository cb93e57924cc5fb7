import type { Kind, WrittenOf } from "../../../policy/model/kinds/registry";

/** One response of each kind that acts by what is ours, as people write it. */
export const EXAMPLES: { readonly [Name in Kind]: WrittenOf<Name> } = {
  "block-ip": { kind: "block-ip", rules: [5763, 5712], timeout: "1h" },
  "kill-process": { kind: "kill-process", rules: [100_050], processes: ["xmrig"] },
  "disable-account": { kind: "disable-account", rules: [5763], timeout: "1h", protect: ["ops"] },
  "isolate-host": {
    kind: "isolate-host",
    allow: [{ to: "10.0.0.9", direction: "in", ports: [22], reason: "way in" }],
  },
  custom: {
    kind: "custom",
    rules: [5763],
    command: "page",
    executable: "page-operator",
    script: "#!/bin/sh\n",
  },
};
