import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync, gzipSync } from "node:zlib";

import type { Report } from "../../../../policy/replay/report/report";
import { run, runProgram } from "../run";
import { attack, failure, other, project } from "./project";

const dir = project();
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function put(name: string, content: string | Buffer): string {
  const file = join(dir, name);
  writeFileSync(file, content);
  return file;
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

async function report(files: readonly string[]): Promise<{ code: number; report: Report }> {
  const { code, stdout, stderr } = await run(["replay", ...files, "--dir", dir, "--json"]);
  if (stdout === "") throw new Error(stderr);
  return { code, report: JSON.parse(stdout) as Report };
}

/** Subject and times of every row that is a block. */
const blocks = ({ rows }: Report): string[] =>
  rows
    .filter(({ what }) => what.startsWith("blocked"))
    .map(({ subject, times }) => `${subject} ${times}`);

const NONE = { count: 0, at: [] };
const ONE = "203.0.113.66 1";

describe("replay reads", () => {
  it("plain files and gzip, whatever their names", async () => {
    const lines = text([...attack(0), other(9)]);
    for (const file of [put("plain.gz", lines), put("packed.json", gzipSync(lines))]) {
      const { code, report: made } = await report([file]);
      expect(blocks(made)).toEqual([ONE]);
      expect(made.input).toEqual({
        files: [file],
        lines: 9,
        alerts: 8,
        first: "2026/11/01 00:00:00",
        last: "2026/11/01 00:00:07",
        duplicates: NONE,
        findings: NONE,
        late: NONE,
        lostBytes: 0,
        faults: [],
      });
      expect(code).toBe(0);
    }
  });

  it("several files by the times of their alerts, and an alert that stands in two of them once", async () => {
    const all = attack(0);
    const even = put("node-1.json", text(all.filter((_, i) => i % 2 === 0 || i === 3)));
    const odd = put("node-2.json.gz", gzipSync(text(all.filter((_, i) => i % 2 === 1))));
    const { report: made } = await report([odd, even]);
    expect(blocks(made)).toEqual([ONE]);
    expect(made.input).toMatchObject({
      alerts: 8,
      duplicates: { count: 1, at: [`${odd}:2`] },
    });
  });

  it("later alerts of a blocked address too, whatever their rule", async () => {
    const scan = (seconds: number, from: string, more: object = {}): string =>
      failure(seconds, from, {
        ...{ rule: { level: 5, description: "404", id: "31101", groups: ["web"] } },
        ...more,
      });
    const web2 = { agent: { id: "002", name: "web-2", ip: "10.2.0.2" } };
    const file = put(
      "saved.json",
      text([
        scan(-1, "203.0.113.66"),
        ...attack(0),
        ...[scan(8, "203.0.113.66"), scan(9, "203.0.113.9"), scan(10, "203.0.113.66", web2)],
        ...[scan(3600, "203.0.113.66"), scan(3608, "203.0.113.66")],
      ]),
    );
    const { report: made } = await report([file]);
    // Not from another address or host, nor behind its hour.
    expect(made.gain.saved).toBe(2);
    expect(made.input).toMatchObject({ lines: 14, alerts: 8 });
    expect(made.decisions).toEqual({ blocked: 1 });
  });

  it("alerts that are out of order, a little and a lot", async () => {
    const [first = "", second = "", ...rest] = attack(0);
    const little = put("little.json", text([second, first, ...rest]));
    const lot = put("lot.json", text([...attack(90_000, "203.0.113.7"), ...attack(0)]));
    expect(blocks((await report([little])).report)).toEqual([ONE]);
    const { report: made } = await report([lot]);
    expect(blocks(made).sort()).toEqual([ONE, "203.0.113.7 1"]);
    expect(made.input).toMatchObject({
      lines: 16,
      alerts: 16,
      first: "2026/11/01 00:00:00",
      late: { count: 8, at: [9, 10, 11, 12, 13].map((line) => `${lot}:${line}`) },
      faults: [],
    });
    const { stdout } = await run(["replay", lot, "--dir", dir]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      `8 alerts stood behind later ones, played at their time: ${lot}:9, `,
    );
  });

  it("standard input", async () => {
    const ended = await runProgram(["replay", "-", "--dir", dir, "--json"], text(attack(0)));
    expect(ended.stderr).toBe("");
    expect(blocks(JSON.parse(ended.stdout) as Report)).toEqual([ONE]);
    expect(ended.code).toBe(0);
  });

  it("past a gzip member that is damaged, and names its file", async () => {
    const broken = gzipSync(text([other(-9, 5000), other(-8, 3000)]));
    broken.fill(0x55, 40, 60);
    const members = [
      gzipSync(text(attack(0).slice(0, 4))),
      broken,
      gzipSync(text(attack(0).slice(4))),
    ];
    const file = put("damaged.gz", Buffer.concat(members));
    const { code, report: made } = await report([file]);
    expect(blocks(made)).toEqual([ONE]);
    expect(made.input.faults).toEqual([
      {
        what: expect.stringMatching(/^a gzip member is damaged \(/) as string,
        count: 1,
        at: [`${file}:5`],
      },
    ]);
    expect(made.input.lostBytes).toBe(broken.length);
    expect(code).toBe(1);
  });

  it("a line anew behind a gzip member that breaks within one", async () => {
    const noise = text(Array.from({ length: 4000 }, (_, i) => other(-9, 50 + ((i * 7919) % 300))));
    const member = gzipSync(noise.slice(0, -50));
    // Of its sum.
    member.subarray(-8, -4).fill(0x55);
    const file = put("within.gz", Buffer.concat([member, gzipSync(text(attack(0)))]));
    const { report: made } = await report([file]);
    expect(blocks(made)).toEqual([ONE]);
    expect(made.input.alerts).toBe(8);
    expect(made.input.faults).toEqual([
      {
        what: "a gzip member is damaged (incorrect data check)",
        count: 1,
        at: [`${file}:${made.input.lines - 8}`],
      },
    ]);
  });

  it("the member behind one that was cut", async () => {
    const cut = gzipSync(text([other(-9, 5000), other(-8, 3000)])).subarray(0, 150);
    const file = put("cut.gz", Buffer.concat([cut, gzipSync(text(attack(0)))]));
    const { report: made } = await report([file]);
    expect(blocks(made)).toEqual([ONE]);
    expect(made.input.faults).toMatchObject([{ count: 1, at: [`${file}:1`] }]);
  });

  it("every member behind one that was cut anywhere, and nothing that was made of its rest", async () => {
    const noise = text(Array.from({ length: 300 }, (_, i) => other(-9, 50 + ((i * 7919) % 300))));
    const member = gzipSync(noise);
    for (const at of [12, 100, member.length >> 1, member.length - 9, member.length - 3]) {
      const packed = [member.subarray(0, at), ...attack(0).map((line) => gzipSync(`${line}\n`))];
      const file = put("cuts.gz", Buffer.concat(packed));
      const { report: made } = await report([file]);
      expect([at, ...blocks(made)]).toEqual([at, ONE]);
      const whole = gunzipSync(member.subarray(0, at), { finishFlush: constants.Z_SYNC_FLUSH });
      const lines = whole.toString().split("\n").length;
      expect(made.input.faults).toEqual([
        { what: "a gzip member is cut", count: 1, at: [`${file}:${lines}`] },
      ]);
      const ended = await runProgram(
        ["replay", "-", "--dir", dir, "--json"],
        Buffer.concat(packed),
      );
      expect(blocks(JSON.parse(ended.stdout) as Report)).toEqual([ONE]);
    }
  });

  it("a gzip file that ends in the middle, up to there", async () => {
    const noise = Array.from({ length: 200 }, (_, i) => other(i, 50 + ((i * 7919) % 300)));
    const packed = gzipSync(text([...attack(0), ...noise]));
    const file = put("short.gz", packed.subarray(0, packed.length - 20));
    const { report: made } = await report([file]);
    expect(blocks(made)).toEqual([ONE]);
    expect(made.input.faults).toContainEqual({
      what: "a gzip file ends in the middle",
      count: 1,
      at: [`${file}:${made.input.lines}`],
    });
  });

  it("past lines that are cut, strange or long, and names each", async () => {
    const lines = attack(0);
    const strange = Buffer.concat([
      Buffer.from(`${failure(3.5, "192.0.2.9").slice(0, 200)}\n`),
      Buffer.from(failure(3.6, "192.0.2.9").replace("for root", "for \u0000")),
      Buffer.from("\nnot JSON\n"),
    ]);
    // One byte of a letter that has two.
    const utf8 = Buffer.from(failure(3.7, "192.0.2.9").replace("for root", "for \u00e9"));
    const cut = utf8.indexOf(0xc3);
    const file = put(
      "strange.json",
      Buffer.concat([
        Buffer.from(text(lines.slice(0, 4))),
        strange,
        Buffer.concat([utf8.subarray(0, cut + 1), utf8.subarray(cut + 2), Buffer.from("\n")]),
        Buffer.from(text([other(4, 1 << 20), ...lines.slice(4)])),
        Buffer.from(failure(9).slice(0, 300)),
      ]),
    );
    const { code, report: made } = await report([file]);
    expect(blocks(made)).toEqual([ONE]);
    expect(made.input.lines).toBe(14);
    expect(made.input.faults).toEqual([
      { what: "a line is not JSON", count: 3, at: [5, 6, 7].map((line) => `${file}:${line}`) },
      {
        what: "a line holds invalid UTF-8, read as the sign for that",
        count: 1,
        at: [`${file}:8`],
      },
      { what: "the last line is cut", count: 1, at: [`${file}:14`] },
    ]);
    expect(code).toBe(1);
  });

  it("past findings of Wazuh 5, and counts them", async () => {
    const finding = JSON.stringify({
      "@timestamp": "2026-11-01T00:00:00Z",
      wazuh: { rule: { id: "d5cc" } },
    });
    const { report: made } = await report([
      put("five.json", text([finding, ...attack(0), finding])),
    ]);
    expect(blocks(made)).toEqual([ONE]);
    expect(made.input.findings).toEqual({
      count: 2,
      at: [1, 10].map((line) => `${made.input.files[0] ?? ""}:${line}`),
    });
  });

  it("nothing where there is nothing, and says so by its exit code", async () => {
    const { code, report: made } = await report([put("empty.json", "")]);
    expect(made.input).toMatchObject({ lines: 0, alerts: 0, first: "-", last: "-" });
    expect(code).toBe(1);
  });

  it("no file that is not there, and no wrong options", async () => {
    const wrong = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await run(["replay", ...args, "--dir", dir]);
      expect(code).toBe(64);
      return stderr;
    };
    expect(await wrong(join(dir, "none.json"))).toBe(
      `active-response: "${join(dir, "none.json")}" cannot be read (ENOENT); give alerts.json files, plain or gzip, or - for standard input\n`,
    );
    expect(await wrong()).toBe(
      "active-response: name alerts.json files, - for standard input, or --from-manager\n",
    );
    expect(await wrong("a.json", "--from-manager")).toBe(
      "active-response: give files or --from-manager, not both\n",
    );
    expect(await wrong("a.json", "--since", "yesterday")).toBe(
      'active-response: --since: "yesterday" is not a length of time; write 30d, 12h or 90m\n',
    );
    expect(await wrong("a.json", "--login-days", "x")).toBe(
      'active-response: --login-days: "x" is not a whole number; write one of up to six digits\n',
    );
    expect(await wrong("a.json", "--html", dir)).toBe(
      `active-response: --html: "${dir}" is not a file that can be written; name one, as report.html\n`,
    );
  });
});
