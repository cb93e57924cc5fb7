import { policyOf } from "../../../policy/model/parsePolicy";
import { INTERPRETERS } from "../../interpreters";
import { agentFiles } from "../responses/policy";
import { drift } from "./onRig";
import { BIN, bundle, CONF, part, Rig, rules, script } from "./rig";

const TRIED = "/var/ossec/active-response/guarded-block-ip.awk";

describe.each(INTERPRETERS)("with %s", (_name, [shell = ""], awk) => {
  it("an agent takes all of ours, is clean, takes no change for one, and gives it back", async () => {
    const rig = await Rig.up("agent");
    try {
      rig.reads(shell, awk);
      const wanted = bundle("agent", { files: agentFiles() });
      const first = rig.install("apply", wanted);
      expect(first).toMatchObject({ code: 0, stderr: "" });
      expect((JSON.parse(first.stdout) as { changed: string[] }).changed).toContain(TRIED);
      expect(drift(rig, wanted)).toEqual([]);
      const again = rig.install("apply", wanted);
      expect(JSON.parse(again.stdout)).toMatchObject({ changed: [] });
      rig.run(`echo '# x' >>${BIN}/custom-unblock`);
      expect(drift(rig, wanted)).toEqual([`tampered: ${BIN}/custom-unblock`]);
      // Of the trial nothing is left, in the log of the host neither.
      expect(
        rig.run("ls /run/wazuh-active-response.* /var/ossec/logs/active-responses.log").code,
      ).not.toBe(0);
      expect(rig.install("remove", wanted)).toMatchObject({ code: 0 });
      expect(rig.run(`ls ${BIN}`).stdout).toBe("");
    } finally {
      rig.down();
    }
  });

  it("an agent takes scripts of the user's under the runner, and neither rollout nor check runs one", async () => {
    const rig = await Rig.up("agent");
    try {
      rig.reads(shell, awk);
      const own = {
        kind: "custom",
        rules: [5763],
        script: "#!/bin/sh\ntouch /var/ossec/ran\n",
      } as const;
      const responses = [
        { ...own, command: "note", executable: "note" },
        { ...own, command: "undo", executable: "undo", timeout: 60 },
        { ...own, command: "whom", executable: "whom", field: ["srcip"] },
      ];
      const files = agentFiles(policyOf({ whitelist: [], rules: [], responses }));
      const wanted = bundle("agent", { files });
      expect(rig.install("apply", wanted)).toMatchObject({ code: 0, stderr: "" });
      expect(drift(rig, wanted)).toEqual([]);
      expect(rig.run("ls /var/ossec/ran").code).not.toBe(0);
    } finally {
      rig.down();
    }
  });

  it("a manager takes its part and its rules, and gives them back", async () => {
    const rig = await Rig.up("master");
    try {
      rig.reads(shell, awk);
      const before = rig.run(`cat ${CONF}`).stdout;
      const wanted = bundle("master", {
        files: [script("custom-x", "one"), rules("one")],
        part: part(3600),
      });
      expect(rig.install("apply", wanted)).toMatchObject({ code: 0, stderr: "" });
      expect(rig.run(`cat ${CONF}`).stdout).toContain(part(3600));
      expect(drift(rig, wanted)).toEqual([]);
      expect(rig.install("remove", wanted)).toMatchObject({ code: 0 });
      expect(rig.run(`cat ${CONF}`).stdout).toBe(before);
    } finally {
      rig.down();
    }
  });
});

describe("a program that does not run here", () => {
  let rig: Rig;
  const wanted = bundle("agent", { files: agentFiles() });
  beforeAll(async () => {
    rig = await Rig.up("agent");
    rig.reads("dash", "mawk");
  });
  afterAll(() => {
    rig.down();
  });
  const untouched = (): void => {
    expect(rig.run(`ls ${BIN} /var/ossec/active-response`).stdout).not.toContain("guarded");
  };
  const refused = (program: Parameters<typeof bundle>[1] = { files: agentFiles() }): string[] => {
    const { code, stderr } = rig.install("apply", bundle("agent", program));
    expect(code).toBe(65);
    untouched();
    return stderr.trimEnd().split("\n");
  };

  it("is refused by name, with awk, its version, what it said and what to install", () => {
    // As an awk that refuses what gawk refused.
    rig.run(
      `mkdir -p /mnt/bin; cp "$(readlink -f "$(command -v mawk)")" /mnt/bin/old; printf '#!/bin/sh\\nfor given; do case $given in *guarded-block-ip.awk | *embedded4*) echo "awk: line 90: syntax error" >&2; exit 1 ;; --version | version) echo "odd awk 1.2.3"; exit ;; esac; done\\nexec /mnt/bin/old "$@"\\n' >/mnt/bin/odd; chmod 755 /mnt/bin/odd; mount --bind /mnt/bin/odd /usr/bin/awk`,
    );
    const real = rig.run("readlink -f /usr/bin/awk").stdout.trim();
    expect(refused()).toEqual([
      `hel-1: ${TRIED} does not run with the awk of this host (${real}, odd awk 1.2.3); it said: awk: line 90: syntax error; make mawk the awk of this host (apt-get install mawk; update-alternatives --set awk /usr/bin/mawk), then run again`,
      "hel-1: refused: 1 problem(s), named above; nothing was changed",
    ]);
    rig.run("umount /usr/bin/awk");
  });

  it("is refused where it is put together of several", () => {
    rig.run(
      `printf '#!/bin/sh\\nfor given; do case $given in *why_forged*dstuser*) echo "awk: odd" >&2; exit 1 ;; esac; done\\nexec /mnt/bin/old "$@"\\n' >/mnt/bin/odder; chmod 755 /mnt/bin/odder; mount --bind /mnt/bin/odder /usr/bin/awk`,
    );
    const said = refused();
    rig.run("umount /usr/bin/awk");
    expect(said[0]).toMatch(
      /^hel-1: \S+\/guarded-disable-account does not run with the awk of this host \(.*\); it said: awk: odd; /,
    );
    expect(said[1]).toBe("hel-1: refused: 1 problem(s), named above; nothing was changed");
  });

  it("is refused where a script gets no decision, though each part can be read", () => {
    const own = rig.run("basename $(readlink -f /usr/bin/awk)").stdout.trim();
    rig.run(
      `printf '#!/bin/sh\\ncase $* in "BEGIN { exit }"* | *version*) exit ;; *guarded-block-ip.awk* | *is_message*) exit 3 ;; esac\\nexec /mnt/bin/old "$@"\\n' >/mnt/bin/dumb; chmod 755 /mnt/bin/dumb; mount --bind /mnt/bin/dumb /usr/bin/awk`,
    );
    const said = refused();
    rig.run("umount /usr/bin/awk");
    const names = said.map((line) => / \S*\/([\w.-]+), which decides nothing/.exec(line)?.[1]);
    expect(names).toEqual([
      "custom-isolate",
      "custom-release",
      "custom-unblock",
      "guarded-block-ip",
      "guarded-disable-account",
      "kill-malicious-process.sh",
      undefined,
    ]);
    expect(said[3]).toMatch(
      /^hel-1: \S+, which decides nothing on a harmless message \(it ended with 1\), does not run with the sh of this host \(\S*dash, dash [\w.+-]+\); it said: awk gave no verdict; nothing was done; awk is \S+, \S+ \S+; make dash the sh of this host /,
    );
    expect(said[3]).toContain(`; awk is /usr/bin/${own}, ${own} `);
    expect(said[6]).toBe("hel-1: refused: 6 problem(s), named above; nothing was changed");
  });

  it("is refused where nft does not take the table", () => {
    rig.run(
      `printf '#!/bin/sh\\ncase "$*" in -c*) echo "Error: Could not process rule: No such file or directory" >&2; exit 1 ;; --version) echo "nftables v0.1 (x)" ;; esac\\n' >/mnt/bin/nft; chmod 755 /mnt/bin/nft; mount --bind /mnt/bin/nft /usr/sbin/nft`,
    );
    const real = rig.run("readlink -f /usr/sbin/nft").stdout.trim();
    expect(refused()).toEqual([
      `hel-1: /var/ossec/active-response/guarded-block-ip.nft does not run with the nft of this host (${real}, nftables v0.1 (x)); it said: Error: Could not process rule: No such file or directory; install the nftables of this release (apt-get install nftables), and a kernel with nf_tables, then run again`,
      "hel-1: refused: 1 problem(s), named above; nothing was changed",
    ]);
    rig.run("umount /usr/sbin/nft");
  });

  it.each([
    [
      "sh",
      "#!/bin/sh\nif true; then\n",
      /custom-x does not run with the sh of this host \(.*dash.*\); it said: .*[Ss]yntax error.*; make dash the sh/,
    ],
    [
      "bash",
      "#!/usr/bin/env bash\nx=(1 2\n",
      /custom-x does not run with the bash of this host \(.*bash.*\d+\.\d+.*\); it said: .*; install bash/,
    ],
    [
      "perl",
      "#!/usr/bin/perl\nmy $x = ;\n",
      /custom-x does not run with the perl of this host \(.*perl.*v5.*\); it said: syntax error at custom-x|custom-x does not run with the perl of this host \(.*\); it said: syntax error/,
    ],
  ])(
    "is refused where it is a script of one's own that %s cannot read",
    (_kind, content, words) => {
      const own = { path: `${BIN}/custom-x`, owner: "root", group: "wazuh", mode: "0750", content };
      const said = refused({ files: [own] });
      expect(said[0]).toMatch(words);
      expect(said).toHaveLength(2);
    },
  );

  it("is drift where it came to be so later, and none when it is mended", () => {
    expect(rig.install("apply", wanted)).toMatchObject({ code: 0, stderr: "" });
    expect(drift(rig, wanted)).toEqual([]);
    rig.run("mount --bind /mnt/bin/odd /usr/bin/awk");
    expect(drift(rig, wanted)).toEqual([
      expect.stringMatching(
        /^programs: .*guarded-block-ip\.awk does not run with the awk of this host \(\S+, odd awk 1\.2\.3\); it said: awk: line 90: syntax error; /,
      ),
    ]);
    rig.run("umount /usr/bin/awk");
    expect(drift(rig, wanted)).toEqual([]);
  });

  it("is not tried anew by a change that brings no program, and is by one that does", () => {
    const other = (path: string): ReturnType<typeof bundle> =>
      bundle("agent", {
        files: agentFiles().map((file) =>
          file.path.endsWith(path) ? { ...file, content: `${file.content}# another\n` } : file,
        ),
      });
    rig.run("mount --bind /mnt/bin/odd /usr/bin/awk");
    const changed = rig.install("apply", other("guarded-block-ip.nft"));
    const refusedAgain = rig.install("apply", other("guarded-block-ip.awk"));
    rig.run("umount /usr/bin/awk");
    expect(changed).toMatchObject({ code: 0, stderr: "" });
    expect(refusedAgain).toMatchObject({
      code: 65,
      stderr: expect.stringContaining("guarded-block-ip.awk does not run with the awk") as string,
    });
    // What it does bring is read.
    rig.run("mount --bind /mnt/bin/nft /usr/sbin/nft");
    const refusedTable = rig.install("apply", wanted);
    rig.run("umount /usr/sbin/nft");
    expect(refusedTable).toMatchObject({
      code: 65,
      stderr: expect.stringContaining("guarded-block-ip.nft does not run with the nft") as string,
    });
  });
});
