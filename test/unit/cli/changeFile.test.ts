import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { changeFile, writeFile } from "../../../cli/lib/files/changeFile";
import { appendLine } from "../../../cli/lib/journal/journal";

describe("a file of the user's", () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "change-"));
    file = join(dir, "Pulumi.prod.yaml");
    writeFileSync(file, "old\n");
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const said = (work: () => void): string => {
    try {
      work();
      return "written";
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  };

  it("is replaced whole, keeps its mode, and leaves nothing beside it", () => {
    chmodSync(file, 0o640);
    const { ino } = statSync(file);
    changeFile(file, (text) => `${text}new\n`);
    expect(readFileSync(file, "utf8")).toBe("old\nnew\n");
    expect(statSync(file).mode & 0o7777).toBe(0o640);
    expect(statSync(file).ino).not.toBe(ino);
    expect(readdirSync(dir)).toEqual(["Pulumi.prod.yaml"]);
  });

  it("that is somebody else's stays his", () => {
    if (process.getuid?.() !== 0) return;
    chownSync(file, 1234, 2345);
    changeFile(file, () => "new\n");
    const { uid, gid } = statSync(file);
    expect([uid, gid, readFileSync(file, "utf8")]).toEqual([1234, 2345, "new\n"]);
  });

  it("is not touched where nothing changes, or where the change cannot be made", () => {
    const { ino } = statSync(file);
    changeFile(file, (text) => text);
    expect(
      said(() => {
        changeFile(file, () => {
          throw new Error("no config");
        });
      }),
    ).toBe("Error: no config");
    expect([statSync(file).ino, readFileSync(file, "utf8")]).toEqual([ino, "old\n"]);
  });

  it("behind a symbolic link is written there, and the link stays", () => {
    const link = join(dir, "link.yaml");
    mkdirSync(join(dir, "elsewhere"));
    const real = join(dir, "elsewhere", "real.yaml");
    writeFileSync(real, "old\n");
    symlinkSync("elsewhere/real.yaml", link);
    changeFile(link, () => "new\n");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect([readFileSync(real, "utf8"), readdirSync(join(dir, "elsewhere"))]).toEqual([
      "new\n",
      ["real.yaml"],
    ]);
  });

  it("behind a link that leads nowhere is refused", () => {
    const link = join(dir, "report.xml");
    symlinkSync("gone/report.xml", link);
    expect(
      said(() => {
        writeFile(link, "x");
      }),
    ).toBe(
      `UsageError: ${link} is a symbolic link to a file that does not exist; create that file, or remove the link; nothing was written`,
    );
  });

  it("that is new gets the mode that the umask leaves", () => {
    const report = join(dir, "report.xml");
    const before = process.umask(0o027);
    writeFile(report, "<x/>\n");
    process.umask(before);
    expect([readFileSync(report, "utf8"), statSync(report).mode & 0o777]).toEqual([
      "<x/>\n",
      0o640,
    ]);
  });

  it("that is not a plain file takes the text as it is", () => {
    writeFile("/dev/null", "x");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(
      said(() => {
        writeFile("/dev/full", "x");
      }),
    ).toBe("UsageError: /dev/full was not written: ENOSPC: no space left on device, write");
  });

  it("in a folder that is gone is said by its name", () => {
    const gone = join(dir, "gone", "report.xml");
    expect(
      said(() => {
        writeFile(gone, "x");
      }),
    ).toMatch(`UsageError: ${gone} was not written: ENOENT: no such file or directory`);
  });
});

describe("the journal", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "journal-"));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it("gets line after line, readable by its owner alone", () => {
    const file = join(dir, "journal.jsonl");
    appendLine(file, '{"a":1}');
    appendLine(file, '{"a":2}');
    expect(readFileSync(file, "utf8")).toBe('{"a":1}\n{"a":2}\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("with a line that was cut loses that one alone", () => {
    const file = join(dir, "journal.jsonl");
    writeFileSync(file, '{"a":1}\n{"a":');
    appendLine(file, '{"a":3}');
    expect(readFileSync(file, "utf8")).toBe('{"a":1}\n{"a":\n{"a":3}\n');
  });

  it("on a full disk is an error, not a wait", () => {
    expect(() => {
      appendLine("/dev/full", "{}");
    }).toThrow("ENOSPC: no space left on device, write");
  });
});
