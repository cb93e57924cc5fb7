import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeRendered } from "../../../cli/verbs/render/renderedFolder";
import { installerFor, packedInstaller } from "../../../policy/bundle/installer";
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
    expect(writeRendered(folder, [master, agent])).toBe(5);
    const script = join(folder, "wazuh/var/ossec/active-response/bin/x");
    expect(readFileSync(script, "utf8")).toBe("#!/bin/sh\n");
    expect(statSync(script).mode & 0o777).toBe(0o750);
    expect(readFileSync(join(folder, "wazuh/var/ossec/etc/ossec.conf.part"), "utf8")).toBe(
      master.part,
    );
    const { hosts } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      hosts: Record<string, unknown>;
    };
    const installer = "/var/lib/wazuh-active-response/installer";
    const text = readFileSync(join(folder, "gitlab", installer), "utf8");
    expect(text).toBe(installerFor("agent"));
    expect(hosts["gitlab"]).toEqual({
      role: "agent",
      tools: [],
      files: {
        [installer]: {
          owner: "root",
          group: "root",
          mode: "0600",
          // The same sum that stands in the bundle, and so in a preview.
          sha256: packedInstaller("agent").sha256,
          bytes: text.length,
          note: "what runs as root at each apply; a preview shows this sha256, and the bundle has it packed",
        },
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
