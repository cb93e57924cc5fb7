import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import fc from "fast-check";

import { MARK_OF_FIVE } from "../../../../cli/lib/host/handScript";
import { parseDuration } from "../../../../policy/model/duration";
import type { HostFile } from "../../../../policy/model/hostFile";
import { fleetOf, hostOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import { channelsOf } from "../../../../policy/render/five/channels";
import { formOfFive, takenBy } from "../../../../policy/render/five/form";
import { scriptsForFive } from "../../../../policy/render/five/scriptsForFive";
import { formed, inForm } from "../../../../policy/render/form";
import { renderHost } from "../../../../policy/render/renderHost";
import { awkProgram } from "../../../../policy/render/template";
import { AWKS, runAwk } from "../../../interpreters";

const RESPONSES = join(__dirname, "../../../../scripts/responses");
const agent = hostOf({ name: "gitlab", role: "agent", address: "10.0.0.2" });
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.1" },
  workers: [],
  agents: [agent],
});
const policy = policyOf({
  whitelist: [{ address: "100.64.0.0/10", name: "tailnet" }],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763, 5712], timeout: 3600, on: { agents: ["gitlab"] } },
    { kind: "block-ip", rules: [5763, 5710], escalate: [600, "1d", 0] },
    { kind: "kill-process", rules: [100_050], processes: ["xmrig"] },
    { kind: "disable-account", rules: [5763], timeout: 60, protect: ["deploy"] },
    { kind: "isolate-host", allow: [] },
    {
      kind: "custom",
      rules: [31_151],
      command: "note",
      executable: "note",
      script: "#!/bin/sh\nexit 0\n",
      field: ["srcip"],
    },
  ],
});

describe("the scripts of a policy for Wazuh 5", () => {
  const files = scriptsForFive(policy, fleet);

  it("are those of 4.14, whatever their placement, in the order of their paths", () => {
    const four = renderHost(policy, fleet, agent).files;
    expect(files.map(({ path, owner, group, mode }) => [path, owner, group, mode])).toEqual(
      four
        .map(({ path, owner, group, mode }) => [path, owner, group, mode])
        .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
    );
  });

  it("are there of a response that is placed on other agents alone", () => {
    const placed = policyOf({
      ...{ whitelist: [], rules: [] },
      responses: [{ kind: "block-ip", rules: [5763], timeout: 60, on: { agents: ["elsewhere"] } }],
    });
    expect(scriptsForFive(placed, fleet).map(({ path }) => basename(path))).toContain(
      "guarded-block-ip",
    );
  });

  it("leave nothing behind in what an agent of 4.14 gets", () => {
    const four = renderHost(policy, fleet, agent).files.map(({ content }) => content);
    scriptsForFive(policy, fleet);
    expect(renderHost(policy, fleet, agent).files.map(({ content }) => content)).toEqual(four);
    for (const content of four)
      expect(content).not.toMatch(/four_|known_channels|wazuh[.]active_response|five_path/);
  });

  it("pass shellcheck", () => {
    const folder = mkdtempSync(join(tmpdir(), "five-"));
    const scripts = files.filter(({ content }) => content.startsWith("#!/bin/sh"));
    for (const { path, content } of scripts) writeFileSync(join(folder, basename(path)), content);
    // As the scripts of 4.14 are checked; 2317 is of functions that are called by another name.
    const said = spawnSync(
      "shellcheck",
      ["-e", "SC2317", ...readdirSync(folder).map((name) => join(folder, name))],
      { encoding: "utf8" },
    );
    rmSync(folder, { recursive: true });
    expect(said.stdout).toBe("");
  });

  it("show messages of 5 where a comment shows one", () => {
    const of = (name: string): string =>
      files.find(({ path }) => basename(path) === name)?.content ?? "";
    expect(of("custom-unblock")).toContain(
      '#   {"wazuh":{"active_response":{}},"source":{"ip":"192.0.2.7"},"command":"enable"}\n',
    );
    expect(of("custom-release")).toContain(
      '#   {"wazuh":{"active_response":{}},"command":"enable"}\n',
    );
    // By this the verbs know which message a script reads.
    const marked = (all: readonly HostFile[]): string[] =>
      all.filter(({ content }) => content.includes(MARK_OF_FIVE)).map(({ path }) => basename(path));
    expect(marked(files)).toEqual(["custom-release", "custom-unblock"]);
    expect(marked(renderHost(policy, fleet, agent).files)).toEqual([]);
  });

  it("know each channel by its name, with its time and what it counts", () => {
    const judge = files.find(({ path }) => path.endsWith("guarded-block-ip.awk"))?.content ?? "";
    expect(/^function known_channels[^]*?^}/m.exec(judge)?.[0]).toBe(
      [
        "function known_channels() {",
        'MAX_AGE = 600; COUNTS = "/run/wazuh-active-response.counts"',
        'channel("firewall-drop", "guarded-block-ip", "3600", 8, 120, "srcip", "firewall-drop")',
        'channel("firewall-drop-2", "guarded-block-ip", "600,86400,0", 1, 0, "srcip", "firewall-drop")',
        'channel("kill-malicious-process", "kill-malicious-process.sh", "0", 1, 0, "", "kill-malicious-process")',
        'channel("disable-account", "guarded-disable-account", "60", 8, 120, "", "disable-account")',
        'channel("note", "note", "0", 14, 90, "srcip", "note")',
        "}",
      ].join("\n"),
    );
  });

  it("refuse a channel whose name would have to be quoted", () => {
    const [first] = channelsOf(policy);
    expect(() =>
      scriptsForFive(policy, fleet, first && [{ ...first, name: 'a"; system("x")' }]),
    ).toThrow(
      'channel "a"; system("x")" is not a valid name; write up to 128 letters, digits, dots, underscores and dashes',
    );
    for (const name of ["", " a", "a ", "ä", "a\nb", "a".repeat(129)])
      expect(() => scriptsForFive(policy, fleet, first && [{ ...first, name }])).toThrow(
        `channel "${name}" is not a valid name`,
      );
    for (const name of ["a", "A.b_c-9", "a".repeat(128)])
      expect(() => scriptsForFive(policy, fleet, first && [{ ...first, name }])).not.toThrow();
    // What failed has left no form behind.
    expect(formed("responses/json.awk", "function text_at(path) {")).toBe(
      "function text_at(path) {",
    );
  });
});

describe("the form of Wazuh 5", () => {
  it("takes the place of these functions, and of no others", () => {
    const texts = readdirSync(RESPONSES, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(RESPONSES, name), "utf8"));
    expect([...takenBy(texts)].sort()).toEqual([
      "count_additions",
      "hold",
      "is_listed",
      "is_message",
      "path_of",
      "raw_at",
      "read_line",
      "read_verdict",
      "text_at",
      "why_forged",
      "why_no",
    ]);
  });

  it("is one at a time", () => {
    const form = formOfFive([], 600);
    expect(() => inForm(form, () => inForm(form, () => ""))).toThrow(
      "a form within a form: scripts are rendered for one version at a time",
    );
  });
});

describe.each(AWKS)("%s", (_name, awk) => {
  const program = inForm(formOfFive([], 600), () => awkProgram(["json.awk"]));

  it("gives a channel that it does not know each step the longest of its executable's", () => {
    const ladders = [
      ["600", "3600"],
      ["600,3600,86400", "900"],
      ["600,0", "1200,7200,9000"],
      ["0", "60,120"],
      ["10,99", "100"],
    ];
    const said = runAwk(
      awk,
      `${program}\nBEGIN { ${ladders.map(([a, b]) => `print longest("${a}", "${b}")`).join("; ")} }`,
    );
    expect(said.trimEnd().split("\n")).toEqual([
      "3600",
      "900,3600,86400",
      "1200,0,0",
      "0,0",
      "100,100",
    ]);
  });

  it("reads times as this program does", () => {
    const times = fc
      .sample(
        fc.tuple(
          fc.date({
            min: new Date("1970-01-02"),
            max: new Date("2037-12-31"),
            noInvalidDate: true,
          }),
          fc.constantFrom("Z", "+02:00", "-0930", "+0000"),
          fc.constantFrom("", ".1", ".123456"),
        ),
        { numRuns: 300, seed: 1 },
      )
      .map(([date, zone, part]) => `${date.toISOString().slice(0, 19)}${part}${zone}`);
    const leap = ["2024-02-29T23:59:59Z", "2000-02-29T00:00:00Z", "2026-03-01T00:00:00.5+01:00"];
    const bad = ["", "2026-01-01", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00", "1700000000"];
    const all = [...times, ...leap, ...bad];
    const said = runAwk(awk, `${program}\n{ print epoch_of($0) }`, `${all.join("\n")}\n`);
    expect(said.trimEnd().split("\n").map(Number)).toEqual(
      all.map((text, i) =>
        i < times.length + leap.length
          ? Math.floor(Date.parse(text.replace(/([-+]\d\d)(\d\d)$/, "$1:$2")) / 1000)
          : 0,
      ),
    );
  });

  it("knows what time it is", () => {
    const before = Math.floor(Date.now() / 1000);
    const said = Number(runAwk(awk, `${program}\nBEGIN { print seconds_now() }`));
    expect(said).toBeGreaterThanOrEqual(before);
    expect(said).toBeLessThanOrEqual(Date.now() / 1000);
  });
});

describe("channelsOf", () => {
  it("counts by the most patient stock rule, and at the first alert where one does not count", () => {
    const found = channelsOf(policy).map(({ name, executable, timeout, count, within }) => [
      name,
      executable,
      timeout,
      count,
      within,
    ]);
    expect(found).toEqual([
      ["firewall-drop", "guarded-block-ip", parseDuration("1h"), 8, 120],
      ["firewall-drop-2", "guarded-block-ip", 600, 1, 0],
      ["kill-malicious-process", "kill-malicious-process.sh", 0, 1, 0],
      ["disable-account", "guarded-disable-account", 60, 8, 120],
      ["note", "note", 0, 14, 90],
    ]);
  });
});
