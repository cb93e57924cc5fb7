import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LAB = join(__dirname, "../../../lab");

/** A machine on which only what lab/setup.sh asks first exists, with programs that answer as told. */
let programs: string;

beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), "lab-setup-"));
  for (const name of ["bash", "cat", "dirname", "mktemp", "rm"])
    symlinkSync(
      spawnSync("which", [name], { encoding: "utf8" }).stdout.trim(),
      join(programs, name),
    );
  says("uname", "Linux");
  says("id", "0");
  says("node", "v20.0.0");
});

afterEach(() => {
  rmSync(programs, { recursive: true });
});

function says(program: string, answer: string): void {
  rmSync(join(programs, program), { force: true });
  writeFileSync(join(programs, program), `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(join(programs, program), 0o755);
}

function run(script: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const bash = join(programs, "bash");
  const ended = spawnSync(bash, [join(LAB, script), ...args], {
    encoding: "utf8",
    env: { PATH: programs },
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

describe("lab/setup.sh", () => {
  it.each([
    [
      "a wrong word",
      [],
      "lab/setup.sh: write what is to be run: demo, test, quick, nightly or seeing\n",
      64,
      "uname",
      "Linux",
    ],
    [
      "another system",
      ["demo"],
      "The lab needs Linux (network namespaces), and this is Darwin: run npm run demo on a Debian or Ubuntu machine, a virtual one will do.\n",
      69,
      "uname",
      "Darwin",
    ],
    [
      "a user that is not root",
      ["test"],
      'The lab needs root for its network namespaces, and you are 1000: run sudo env PATH="$PATH" npm run test.\n',
      69,
      "id",
      "1000",
    ],
    [
      "an old Node",
      ["demo"],
      "Node v18.20.4 is too old: install Node 20 or later (https://nodejs.org), then run npm run demo again.\n",
      69,
      "node",
      "v18.20.4",
    ],
  ])("refuses %s in one sentence", (_, args, sentence, code, program, answer) => {
    says(program, answer);
    expect(run("setup.sh", ...args)).toEqual({ code, out: "", err: sentence });
  });

  it("names the packages that are missing where it cannot install them", () => {
    const { code, out, err } = run("setup.sh", "demo");
    expect({ code, out }).toEqual({ code: 69, out: "" });
    expect(err).toMatch(
      /^Missing here: .*openssh-client .*openssl .*\(Debian's names\), and there is no apt-get: install them with this system's own package manager, then run npm run demo again\.\n$/,
    );
    expect(err).not.toContain("shellcheck");
  });

  it("says what the quick tests will miss, on any system and as any user, and installs nothing", () => {
    says("uname", "Darwin");
    says("id", "1000");
    for (const program of ["perl", "ssh", "openssl", "git", "script", "pl2pm", "jq"])
      says(program, "");
    const { code, out, err } = run("setup.sh", "quick");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(
      "Missing on this machine, so tests that need them fail (install with apt-get install shellcheck dash busybox mawk gawk original-awk):\n" +
        "  shellcheck: checks the scripts\n" +
        "  dash: runs the scripts as Debian's sh does\n" +
        "  busybox: runs the scripts in a third shell, with an awk of its own\n" +
        "  mawk: runs the scripts' awk programs as Debian's awk does\n" +
        "  gawk: runs them as GNU's awk does; Debian then takes it for awk on this machine\n" +
        "  original-awk: runs them as BSD's awk does\n",
    );
  });
});

describe("lab/enter.sh", () => {
  it.each([
    ["no command", [], "uname", "Linux", "no command was given; write lab/enter.sh COMMAND"],
    [
      "another system",
      ["true"],
      "uname",
      "Darwin",
      "it needs Linux with network namespaces; use a Debian or Ubuntu machine (a VM will do), as root",
    ],
    [
      "a user that is not root",
      ["true"],
      "id",
      "1000",
      'it needs root to make network namespaces; run it as root (sudo env PATH="$PATH" npm run ...)',
    ],
    [
      "a missing tool",
      ["true"],
      "uname",
      "Linux",
      "the tool unshare is missing; run lab/setup.sh demo",
    ],
  ])("refuses %s in one sentence", (_, args, program, answer, reason) => {
    says(program, answer);
    expect(run("enter.sh", ...args)).toEqual({
      code: 69,
      out: "",
      err: `The lab cannot run here: ${reason}.\n`,
    });
  });
});
