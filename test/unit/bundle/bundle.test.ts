import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";

import { bootstrap } from "../../../policy/bundle/bootstrap";
import {
  AR_CONF_KEY,
  bundleOf,
  FORMAT,
  printBundle,
  printPaths,
} from "../../../policy/bundle/bundle";
import { installerFor, packedInstaller } from "../../../policy/bundle/installer";
import { sent } from "../../../policy/bundle/packed";
import { hostOf } from "../../../policy/model/parseFleet";

const host = hostOf({ name: "hel-1", role: "agent", address: "192.0.2.1" });
const file = { owner: "root", group: "wazuh", mode: "0750", content: '#!/bin/sh\necho "ü\\n"\n' };

describe("a bundle", () => {
  const bundle = bundleOf(host, {
    files: [
      { path: "/b", ...file },
      { path: "/a", ...file },
    ],
    tools: ["nft", "conntrack"],
  });

  it("is sorted, whatever order the renderers gave", () => {
    expect(Object.keys(bundle.files)).toEqual(["/a", "/b"]);
    expect(bundle.tools).toEqual(["conntrack", "nft"]);
  });

  it("is printed as one JSON document with the installer on a line of its own", () => {
    const text = printBundle(bundle);
    expect(JSON.parse(text)).toEqual({
      installer: sent(packedInstaller("agent")),
      format: FORMAT,
      ...bundle,
    });
    expect(text.split("\n")).toHaveLength(4);
    expect(text.split("\n")[1]).toBe(
      `"installer":${JSON.stringify(sent(packedInstaller("agent")))},`,
    );
  });

  it("shows the rows of ar.conf under a key that says what a change does", () => {
    const master = bundleOf(
      { ...host, role: "master" },
      {
        files: [],
        tools: [],
        part: "<ossec_config>\n",
        arConf: ["firewall-drop3600 - guarded-block-ip - 3600"],
      },
    );
    expect(master[AR_CONF_KEY]).toBe("firewall-drop3600 - guarded-block-ip - 3600\n");
  });

  it("gives the prune step the paths only, so that it runs only when the set of files changes", () => {
    expect(JSON.parse(printPaths(bundle))).toEqual({
      host: "hel-1",
      role: "agent",
      format: FORMAT,
      files: { "/a": {}, "/b": {} },
    });
  });
});

describe("the installer", () => {
  it("is packed so that a host's gzip unpacks it, with the sum of its text", () => {
    const { gzip, sha256 } = packedInstaller("master");
    const unpack = "base64 -d | gzip -dc";
    const text = execFileSync("sh", ["-c", unpack], { input: gzip, encoding: "utf8" });
    expect(text).toBe(installerFor("master"));
    expect(createHash("sha256").update(text).digest("hex")).toBe(sha256);
    expect(gzip.length).toBeLessThan(text.length / 2);
  });

  it("brings the manager's parts to managers only", () => {
    expect(installerFor("agent")).not.toContain("place_part()");
    expect(installerFor("worker")).toContain("place_part()");
  });
});

describe("the bootstrap", () => {
  it.each(["dash", "bash", "busybox sh"])("is accepted by %s", (shell) => {
    const [program = "", ...words] = shell.split(" ");
    expect(
      spawnSync(program, [...words, "-n", "-c", bootstrap("apply", false)], { encoding: "utf8" }),
    ).toMatchObject({ status: 0, stderr: "" });
    const text = bootstrap("apply", false).split("'")[1] ?? "";
    expect(spawnSync(program, [...words, "-n"], { input: text, encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  it("is short, constant but for its last word, and runs by sudo without a prompt where it is asked to", () => {
    expect(bootstrap("apply", true)).toBe(`sudo -n ${bootstrap("apply", false)}`);
    expect(bootstrap("remove", false)).toBe(bootstrap("apply", false).replace(/apply$/, "remove"));
    expect(bootstrap("apply", false).length).toBeLessThan(1400);
  });

  it("refuses a document that was cut short, and says so", () => {
    const run = (): void => {
      execFileSync("sh", ["-c", `${bootstrap("apply", false)} 2>&1`], {
        input: '{\n"installer":"x',
      });
    };
    expect(run).toThrow(/no bundle on standard input/);
  });
});
