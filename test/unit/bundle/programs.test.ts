import { execFileSync } from "node:child_process";

import { printBundle, type Bundle } from "../../../policy/bundle/bundle";
import { packedInstaller } from "../../../policy/bundle/installer";
import { packPrograms, programs, unpackPrograms } from "../../../policy/bundle/programs";
import { named, sumOf } from "../../../policy/bundle/packed";
import { sentFiles, wholeFiles, type SentFiles } from "../../../policy/bundle/sentFiles";
import { hostsOf } from "../../../policy/model/fleet";
import type { Policy } from "../../../policy/model/policy";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { FLEET, policyOf } from "../lint/subject";

const all = (seconds: number, mode?: Policy["mode"]): Policy =>
  policyOf({
    ...(mode && { mode }),
    whitelist: [{ address: "100.64.0.0/10", name: "tailnet" }],
    hostWhitelist: [{ address: "monitor.example.org", name: "monitor" }],
    responses: [
      { kind: "block-ip", rules: [5763], timeout: seconds },
      { kind: "kill-process", rules: [100_050], processes: ["xmrig", `minerd-${seconds}`] },
      { kind: "disable-account", rules: [5710], timeout: seconds, protect: ["root"] },
      { kind: "isolate-host", allow: [], releaseAfter: seconds },
      { kind: "custom", rules: [1002], command: "page", executable: "page", script: "#!/bin/sh\n" },
      {
        kind: "custom",
        rules: [1002],
        command: "own",
        executable: "own",
        script: "#!/bin/sh\n",
        protocol: "own",
      },
    ],
  });
const bundles = [all(60), all(3600), all(60, "observe")].map((policy) =>
  bundlesOf(policy, FLEET, hostsOf(FLEET)),
);
const every = bundles.flat();

describe("a program", () => {
  it("has a name that can be a file's, a text, and no NUL, which stands between two", () => {
    for (const { name, text } of programs()) {
      expect(name).toMatch(/^[a-z-]+\.(?:sh|awk|pl)$/);
      expect(text).toMatch(/^[^\0]+\n$/);
    }
  });

  it("is not the end of another: a file has one at most", () => {
    const ends = programs().flatMap(({ text }) =>
      programs().filter((one) => text.endsWith(one.text)),
    );
    expect(ends).toEqual(programs());
  });

  it("is named by some file of ours, each of them", () => {
    const named = every.flatMap(({ files }) =>
      Object.values(sentFiles(files).files).flatMap(({ rest }) => rest?.program ?? []),
    );
    expect([...new Set(named)].sort()).toEqual(
      programs()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it("is packed with others once, in whatever order, so that a host's gzip unpacks it", () => {
    const pack = packPrograms(programs());
    expect(packPrograms([...programs()].reverse())).toBe(pack);
    const text = execFileSync("sh", ["-c", "base64 -d | gzip -dc"], {
      input: Object.values(pack)[0],
      encoding: "utf8",
    });
    expect(
      new Map(text.split("\0").map((one) => one.split(/\n(.*)/s, 2) as [string, string])),
    ).toEqual(unpackPrograms(pack));
    expect([...unpackPrograms(pack)].sort()).toEqual(
      programs()
        .map(({ name, text: of }) => [name, of])
        .sort(),
    );
  });
});

describe("files that travel", () => {
  it("are the same again, and so a plan's", () => {
    for (const { files } of every) expect(wholeFiles(sentFiles(files))).toEqual(files);
  });

  it("are the same again where the programs went by their sum, and without those of another version", () => {
    for (const { files } of every) {
      const { files: inPlain, programs: packs } = sentFiles(files);
      const byName = packs && { programs: named(sumOf(packs)) };
      expect(wholeFiles({ files: inPlain, ...byName })).toEqual(files);
      const others = Object.fromEntries(
        Object.entries(inPlain).map(([path, { rest, ...file }]) => [
          path,
          { ...file, ...(rest && { rest: { ...rest, sha256: "0".repeat(64) } }) },
        ]),
      );
      for (const [path, { content }] of Object.entries(wholeFiles({ files: others, ...byName })))
        expect(content).toBe(inPlain[path]?.content);
    }
  });

  it("have in plain what a policy decides, and nothing long that it does not", () => {
    for (const { files } of every) {
      for (const [path, { content, rest }] of Object.entries(sentFiles(files).files)) {
        if (path.endsWith(".nft") || path.endsWith(".xml")) continue;
        expect([path, rest === undefined, content.length < 1536]).toEqual([
          path,
          files[path]?.content === content,
          true,
        ]);
      }
    }
  });

  it("differ with the policy in their settings alone: neither sums nor pack", () => {
    const [short, long] = bundles.map((some) => some.map(({ files }) => sentFiles(files)));
    const rests = (some: SentFiles): unknown[] => Object.values(some.files).map(({ rest }) => rest);
    expect(long?.map(rests)).toEqual(short?.map(rests));
    expect(long?.map(({ programs: pack }) => pack)).toEqual(
      short?.map(({ programs: pack }) => pack),
    );
    const lines = (some: SentFiles | undefined, name: string): string[] | undefined =>
      Object.entries(some?.files ?? {})
        .find(([path]) => path.endsWith(name))?.[1]
        .content.split("\n");
    const agent = bundles[0]?.findIndex(({ role }) => role === "agent") ?? -1;
    const before = lines(short?.[agent], "/bin/guarded-block-ip");
    expect(
      lines(long?.[agent], "/bin/guarded-block-ip")?.filter((line) => !before?.includes(line)),
    ).toEqual(["SECONDS_ELSE='3600'"]);
  });

  it("bring only the programs of the host, and none where there is none", () => {
    const scripts: Bundle["files"] = {
      "/x": { owner: "root", group: "root", mode: "0750", content: "#!/bin/sh\n" },
    };
    expect(sentFiles(scripts)).toEqual({ files: scripts });
    const [bundle] = bundlesOf(
      policyOf({
        responses: [{ kind: "kill-process", rules: [100_050], processes: ["x"] }],
      }),
      FLEET,
      FLEET.agents,
    );
    const sent = JSON.parse(printBundle(bundle as Bundle)) as SentFiles;
    expect([...unpackPrograms(sent.programs ?? {}).keys()]).toEqual(["kill-malicious-process.sh"]);
  });

  it("make a bundle half as long, all responses together", () => {
    const agent = bundles[0]?.find(({ role }) => role === "agent") as Bundle;
    const plain = JSON.stringify(agent).length + packedInstaller("agent").gzip.length;
    expect(printBundle(agent).length).toBeLessThan(0.6 * plain);
  });
});
