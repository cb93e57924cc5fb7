import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeRendered } from "../../../cli/renderedFolder";
import type { Bundle } from "../../../policy/bundle/bundle";

const file = { owner: "root", group: "wazuh", mode: "0750", content: "#!/bin/sh\n" };
const master: Bundle = {
  host: "wazuh",
  role: "master",
  tools: ["nft"],
  files: { "/var/ossec/active-response/bin/x": file },
  part: "<ossec_config>\n</ossec_config>\n",
};
const agent: Bundle = { host: "gitlab", role: "agent", tools: [], files: { "/etc/x": file } };

describe("a folder that render writes", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rendered-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("holds each file with its mode, our part on its own, and the manifest", () => {
    expect(writeRendered(folder, [master, agent])).toBe(3);
    const script = join(folder, "wazuh/var/ossec/active-response/bin/x");
    expect(readFileSync(script, "utf8")).toBe("#!/bin/sh\n");
    expect(statSync(script).mode & 0o777).toBe(0o750);
    expect(readFileSync(join(folder, "wazuh/var/ossec/etc/ossec.conf.part"), "utf8")).toBe(
      master.part,
    );
    const { hosts } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      hosts: Record<string, unknown>;
    };
    expect(hosts["gitlab"]).toEqual({
      role: "agent",
      tools: [],
      files: {
        "/etc/x": {
          owner: "root",
          group: "wazuh",
          mode: "0750",
          sha256: "a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf",
          bytes: 10,
        },
      },
    });
  });

  it("does not keep what an earlier run wrote", () => {
    writeRendered(folder, [master, agent]);
    writeRendered(folder, [master]);
    expect(readdirSync(folder).sort()).toEqual(["manifest.json", "wazuh"]);
  });
});
