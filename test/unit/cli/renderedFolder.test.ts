import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeRendered } from "../../../cli/verbs/render/renderedFolder";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { printBundle, type Bundle } from "../../../policy/bundle/bundle";
import {
  commentedInstaller,
  installerFor,
  packedInstaller,
} from "../../../policy/bundle/installer";
import { programs } from "../../../policy/bundle/programs";
import type { SentFiles } from "../../../policy/bundle/sentFiles";

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
          note: "what runs as root at each apply; a preview shows this sha256, and the bundle contains it compressed; with its comments: _as-root/installer.agent.commented",
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

  it("shows what runs as root with its comments, and the command as a preview does", () => {
    writeRendered(folder, [master, agent]);
    const asRoot = (name: string): string => readFileSync(join(folder, "_as-root", name), "utf8");
    expect(asRoot("bootstrap")).toBe(`${bootstrap("apply", false)}\n`);
    expect(asRoot("bootstrap.commented")).toContain(
      "\n# Every planned end; after any other the old state is put back.\n",
    );
    for (const [name, role] of [
      ["installer.agent.commented", "agent"],
      ["installer.manager.commented", "master"],
    ] as const) {
      expect(asRoot(name)).toBe(commentedInstaller(role));
      expect(asRoot(name)).toContain("\n# A cut connection must not end a run half way");
      expect(asRoot(name).match(/^\s*#/gm)?.length).toBeGreaterThan(150);
    }
  });

  it("names a script's program, and the packed programs, by the sums that a preview shows", () => {
    const [program] = programs();
    if (!program) throw new Error("no program");
    const script = { ...file, content: `#!/bin/sh\n# x\n${program.text}` };
    const bundle = { ...agent, files: { "/etc/x": script } };
    writeRendered(folder, [bundle]);
    const { hosts } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      hosts: Record<string, { programs: string; files: Record<string, { rest?: unknown }> }>;
    };
    const sent = JSON.parse(printBundle(bundle)) as SentFiles;
    expect(hosts["gitlab"]?.programs).toBe(Object.keys(sent.programs ?? {})[0]);
    expect(hosts["gitlab"]?.files["/etc/x"]?.rest).toEqual(sent.files["/etc/x"]?.rest);
  });

  it("does not keep what an earlier run wrote", () => {
    writeRendered(folder, [master, agent]);
    writeRendered(folder, [master]);
    expect(readdirSync(folder).sort()).toEqual(["_as-root", "manifest.json", "wazuh"]);
    expect(readdirSync(join(folder, "_as-root")).sort()).toEqual([
      "bootstrap",
      "bootstrap.commented",
      "installer.manager.commented",
    ]);
  });
});
