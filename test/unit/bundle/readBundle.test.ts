import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";

import {
  AGENT_CONF_KEY,
  FORMAT,
  printBundle,
  printPaths,
  type Bundle,
} from "../../../policy/bundle/bundle";
import { askProgram } from "../../../policy/bundle/installer";
import type { SentFile, SentFiles } from "../../../policy/bundle/sentFiles";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { BLOCK, FLEET, policyOf } from "../lint/subject";

const HOST = join(__dirname, "../../../scripts/host/common");
const READ = `set -- apply "$WORK"; for part in 10-core 15-bundle; do . "${HOST}/$part.sh"; done; read_bundle; printf "%s" "$host $role $wait"`;

const file = { owner: "root", group: "wazuh", mode: "0750", content: "#!/bin/sh\n" };
const least: Bundle = { host: "hel-1", role: "agent", tools: [], files: {} };
const text = fc.string({ unit: "binary", maxLength: 200 });

describe("a host that reads its bundle", () => {
  let work: string;
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), "bundle-"));
  });
  afterEach(() => {
    rmSync(work, { recursive: true });
  });

  const read = (document: string): { code: number | null; stdout: string; stderr: string } => {
    writeFileSync(join(work, "bundle"), document);
    writeFileSync(join(work, "run"), askProgram("agent"));
    const env = { ...process.env, WORK: work };
    const { status, stdout, stderr } = spawnSync("sh", ["-c", READ], { env, encoding: "utf8" });
    return { code: status, stdout, stderr: stderr.replace(/^\S+: /, "") };
  };
  const has = (name: string): string => readFileSync(join(work, name), "utf8");

  it.each(fc.sample(fc.tuple(text, text, text), { numRuns: 12, seed: 1 }))(
    "has every text as it was (%#)",
    (content, part, adopt) => {
      const by = { bundle: "0123", policy: "4567", commit: "89ab", operator: content };
      const document = printBundle({
        ...least,
        files: { "/b": file, "/a": { ...file, content } },
        part,
        adopt: [adopt, "second"],
        rollout: by,
        [AGENT_CONF_KEY]: { default: part },
      });
      expect(read(document)).toEqual({ code: 0, stdout: "hel-1 agent 120", stderr: "" });
      expect(has("c/1")).toBe(content);
      expect(has("c/2")).toBe(file.content);
      expect(has("part")).toBe(part);
      expect([has("adopt/0001"), has("adopt/0002")]).toEqual([adopt, "second"]);
      expect(has("groups/default")).toBe(part);
      expect(JSON.parse(has("by"))).toEqual(by);
    },
  );

  it.each([0, 1, 2, 3, 44, 45, 46, 256])("writes %i bytes of a binary as they are", (length) => {
    const bytes = Buffer.from(Array.from({ length }, (_, i) => 255 - (i % 256)));
    const content = bytes.toString("base64");
    const binary = { ...file, content, encoding: "base64" as const };
    read(printBundle({ ...least, files: { "/blob": binary } }));
    expect(readFileSync(join(work, "c/1")).equals(bytes)).toBe(true);
  });

  it("lists files, tools and rows a line each, with - for what is not there", () => {
    const document = printBundle({
      ...least,
      role: "worker",
      wait: 7,
      tools: ["awk", "nft"],
      rows: ["block-ip3600 - guarded-block-ip - 3600"],
      awaits: { "/rules.xml": "00ff" },
      warnWithout: { sh: "is here", "no-such-tool": "nothing is blocked here" },
      files: {
        "/unit": { ...file, reload: ["systemctl", "enable", "x"], unload: ["rm", "-f", "/y"] },
        "/only": { ...file, onlyWith: "no-such-tool", otherwise: "it is missing: left alone" },
        "/with": { ...file, onlyWith: "/bin/sh" },
        "/without": { ...file, onlyWith: "/no/such/file" },
      },
    });
    expect(read(document).stdout).toBe("hel-1 worker 7");
    expect(has("F")).toBe(
      "1\t/unit\troot\twazuh\t0750\tsystemctl enable x\trm -f /y\n2\t/with\troot\twazuh\t0750\t-\t-\n",
    );
    expect(has("skipped")).toBe(
      "no-such-tool\tnothing is blocked here\n/only\t/only is left out: it is missing: left alone\n/without\t/without is left out: this host has no /no/such/file\n",
    );
    expect([has("T"), has("R"), has("A")]).toEqual([
      "awk\nnft\n",
      "block-ip3600 - guarded-block-ip - 3600\n",
      "/rules.xml\t00ff\n",
    ]);
  });

  describe("with files that go on with programs", () => {
    const [whole] = bundlesOf(
      policyOf({
        responses: [BLOCK, { kind: "kill-process", rules: [100_050], processes: ["xmrig"] }],
      }),
      FLEET,
      FLEET.agents,
    ) as [Bundle];
    const spoilt = (change: (sent: SentFiles) => Partial<SentFiles>): string => {
      const sent = JSON.parse(printBundle(whole)) as SentFiles;
      return JSON.stringify({ ...sent, ...change(sent) });
    };
    const withRest = (rest: NonNullable<SentFile["rest"]>) => (sent: SentFiles) => ({
      files: { ...sent.files, "/x": { ...file, content: "", rest } },
    });

    const damaged = ({ programs = {} }: SentFiles, how: (gzip: string) => string) => ({
      programs: Object.fromEntries(Object.entries(programs).map(([sum, gzip]) => [sum, how(gzip)])),
    });

    it("puts them together as they were rendered", () => {
      expect(read(printBundle(whole)).code).toBe(0);
      const paths = has("F")
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t"));
      // The rules of auditd are for hosts that have it.
      const others = Object.keys(whole.files).filter((path) => !path.startsWith("/etc/audit/"));
      expect(paths.map(([, path]) => path)).toEqual(expect.arrayContaining(others));
      for (const [n = "", path = ""] of paths)
        expect([path, has(`c/${n}`)]).toEqual([path, whole.files[path]?.content]);
    });

    it.each<[string, (sent: SentFiles) => Partial<SentFiles>, RegExp]>([
      [
        "a sum that is another's",
        withRest({ program: "guarded-block-ip.sh", sha256: "0".repeat(64) }),
        /its program guarded-block-ip\.sh is not the one that its files name/,
      ],
      [
        "a program that was not sent",
        withRest({ program: "no-such.sh", sha256: "0".repeat(64) }),
        /it has no program no-such\.sh/,
      ],
      [
        "a name that is a path",
        withRest({ program: "../c/1", sha256: "0".repeat(64) }),
        /it has no program \.\.\/c\/1/,
      ],
      [
        "damaged programs",
        (sent) => damaged(sent, (gzip) => gzip.replace(/(.{2000}).{8}/, "$1AAAAAAAA")),
        /its programs are damaged/,
      ],
      [
        "programs that were cut",
        (sent) => damaged(sent, (gzip) => gzip.slice(0, 4000)),
        /its programs are damaged/,
      ],
      ["no programs", () => ({ programs: {} }), /it has no program custom-unblock\.sh/],
    ])("refuses %s", (_, change, words) => {
      const { code, stderr } = read(spoilt(change));
      expect(stderr).toMatch(words);
      expect(stderr).toMatch(/^the bundle cannot be unpacked in .*; nothing was changed$/m);
      expect(code).toBe(65);
    });
  });

  it("names the owners and groups that this host does not know, once", () => {
    const ours = { ...file, group: "root" };
    const strange = { ...file, owner: "no-such-user", group: "no-such-group" };
    read(printBundle({ ...least, files: { "/a": ours, "/b": strange, "/c": strange } }));
    expect(has("unknown")).toBe("user no-such-user\ngroup no-such-group\n");
  });

  it("reads what the prune step gets: paths alone", () => {
    expect(read(printPaths({ ...least, files: { "/a": file } })).code).toBe(0);
    expect(has("F")).toBe("1\t/a\t-\t-\t-\t-\t-\n");
    expect(has("unknown")).toBe("");
  });

  it("reads what the last release sent: a document without the number of its format", () => {
    const document = printPaths({ ...least, files: { "/a": file } });
    expect(document).toContain(`"format":${FORMAT},`);
    expect(read(document.replace(`"format":${FORMAT},`, "")).code).toBe(0);
    expect(has("F")).toBe("1\t/a\t-\t-\t-\t-\t-\n");
  });

  it.each<[string, unknown, string]>([
    ["a later one", FORMAT + 1, `${FORMAT + 1}`],
    ["an earlier one", 0, "0"],
    ["a text", "a\u001b[2Jb", "a?[2Jb"],
    ["a list", [1], "that is not a number"],
  ])("refuses a document of a format that it does not know: %s", (_, format, shown) => {
    const whole = JSON.parse(printBundle({ ...least, files: { "/a": file } })) as object;
    expect(read(JSON.stringify({ ...whole, format }))).toEqual({
      code: 65,
      stdout: "",
      stderr: `refused: what was sent is in format ${shown}, and the installer on this host reads format 1 only: it comes from another version of the program; run pulumi up with that version, which brings this host its installer, then run again; nothing was changed\n`,
    });
    expect(readdirSync(work).sort()).toEqual(["bundle", "out", "run"]);
  });

  it.each([
    ["is cut in the middle", (whole: string) => whole.slice(0, whole.length / 2)],
    ["lacks its last brace", (whole: string) => whole.trimEnd().slice(0, -1)],
    ["is empty", () => ""],
    ["is no object", () => "[]"],
    ["is followed by another", (whole: string) => whole + whole],
  ])("refuses a document that %s, and has unpacked nothing", (_, spoil) => {
    const whole = printBundle({ ...least, files: { "/a": file } });
    expect(read(spoil(whole))).toEqual({
      code: 64,
      stdout: "",
      stderr:
        "the bundle on standard input is no whole JSON document; the connection may have been cut; nothing was changed\n",
    });
    expect(readdirSync(work).sort()).toEqual(["bundle", "out", "run"]);
  });

  it("refuses a field that would be two in its lists", () => {
    const { code, stderr } = read(printBundle({ ...least, files: { "/a\tb": file } }));
    expect(code).toBe(65);
    expect(stderr).toMatch(
      /^the bundle cannot be unpacked in \S+ \(full\?\): .* has a tab or a line end; nothing was changed$/m,
    );
  });
});
