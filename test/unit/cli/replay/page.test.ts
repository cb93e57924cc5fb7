import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { run, runProgram } from "../run";
import { attack, failure, login, project } from "./project";

const dir = project();
const page = join(dir, "report.html");
const alerts = join(dir, "alerts.json");
const HOSTILE = `</td><script>alert(1)</script><img src=x onerror=alert(1)>"'\u202e`;
let html = "";

beforeAll(async () => {
  const lines = [
    ...attack(0, "203.0.113.66"),
    ...attack(90_000, "198.51.100.7"),
    login(90_100, "198.51.100.7"),
    failure(90_200, "198.51.100.7", {
      rule: { level: 3, description: "in", id: "5715", groups: [] },
      data: { srcip: "198.51.100.7", dstuser: HOSTILE },
      agent: { id: "001", name: HOSTILE },
      full_log: HOSTILE,
    }),
  ];
  writeFileSync(alerts, lines.map((line) => `${line}\n`).join(""));
  await run(["replay", alerts, "--dir", dir, "--html", page]);
  html = readFileSync(page, "utf8");
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

it("is written by the program as a user runs it, too", async () => {
  const other = join(dir, "other.html");
  const { code, stderr } = await runProgram(["replay", alerts, "--dir", dir, "--html", other]);
  expect([code, stderr]).toEqual([1, `${other} is written\n`]);
  expect(readFileSync(other, "utf8")).toBe(html);
});

const all = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([found]) => found);

describe("the page", () => {
  it("needs nothing else, and lets nothing else in", () => {
    expect(all(/<(?:script|link|img|iframe|object|embed|form)\b/gi)).toEqual([]);
    expect(all(/\b(?:src|href)="(?!#)[^"]*"/gi)).toEqual([]);
    expect(all(/url\(|@import|https?:/gi)).toEqual([]);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it("shows what a client wrote as text, and what turns its direction written out", () => {
    expect(html).toContain(
      "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;",
    );
    expect(html).toContain(
      "<code>Nov  1 00:00:00 web-1 sshd[9]: Accepted password for root from 198.51.100.7 port 4022 ssh2</code>",
    );
    expect(html).not.toContain("\u202e");
    expect(html).toContain("\\u202e");
  });

  it("has a language, a title, one heading above all, and sections with names", () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain("<title>Replay of prod</title>");
    expect(all(/<h1/g)).toHaveLength(1);
    const labels = [...html.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap(([, ids = ""]) =>
      ids.split(" "),
    );
    expect(labels.length).toBeGreaterThan(5);
    expect(labels.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
    expect(html).toContain('<a class="skip" href="#harm">');
  });

  it("names each table, column and picture for those who do not see it", () => {
    expect(all(/<table>/g).length).toBeGreaterThan(3);
    expect(all(/<table>(?!\n<caption>)/g)).toEqual([]);
    expect(all(/<th(?! scope=)[ >]/g)).toEqual([]);
    expect(all(/<svg(?![^>]*(?:role="img"|aria-hidden="true"))[^>]*>/g)).toEqual([]);
    expect(html).toContain(
      '<desc id="chart-text">2 actions; most in the step that begins 2026/11/01 00:00: 1.</desc>',
    );
  });

  it("is dark where the reader wants it so", () => {
    expect(html).toContain("@media (prefers-color-scheme: dark)");
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  it("opens and closes by elements of HTML, the gravest harm open", () => {
    expect(html).toMatch(/<details class="harm w3" open>\n<summary><code>198\.51\.100\.7<\/code>/);
    expect(all(/<details/g).length).toBe(all(/<summary>/g).length);
  });
});

const hasChromium = spawnSync("chromium", ["--version"]).status === 0;

(hasChromium ? describe : describe.skip)("in Chromium", () => {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  afterAll(() => {
    rmSync(profile, { recursive: true, force: true });
  });
  const chromium = async (...options: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(
      "chromium",
      [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        `--user-data-dir=${profile}`,
        ...options,
        `file://${page}`,
      ],
      { maxBuffer: 2 ** 26, timeout: 90_000 },
    );
    return stdout;
  };

  it("is read as it was written: nothing of a client's becomes an element", async () => {
    const dom = await chromium("--dump-dom");
    expect(dom.match(/<(?:script|img)\b/g)).toBeNull();
    const count = (text: string, what: string): number => text.split(what).length - 1;
    for (const element of ["<details", "<table>", "<tr>", "<rect", "<section"])
      expect([element, count(dom, element)]).toEqual([element, count(html, element)]);
  });

  it("is drawn, light and dark otherwise", async () => {
    const shot = async (name: string, ...options: string[]): Promise<Buffer> => {
      const file = join(dir, name);
      await chromium("--window-size=1000,1400", `--screenshot=${file}`, ...options);
      return readFileSync(file);
    };
    const light = await shot("light.png");
    const dark = await shot("dark.png", "--blink-settings=preferredColorScheme=0");
    expect(statSync(join(dir, "light.png")).size).toBeGreaterThan(20_000);
    expect(light.equals(dark)).toBe(false);
  });
});
