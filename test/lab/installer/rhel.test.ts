import { agentFiles } from "../responses/policy";
import { BIN, bundle, part, Rig, rules, script } from "./rig";

/** What these systems say of themselves, as their release packages have it. */
const RELEASES = {
  rocky9:
    'ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\nPRETTY_NAME="Rocky Linux 9.4"',
  alma10:
    'ID="almalinux"\nID_LIKE="rhel centos fedora"\nVERSION_ID="10.0"\nPRETTY_NAME="AlmaLinux 10.0"',
  stream10: 'ID="centos"\nID_LIKE="rhel fedora"\nVERSION_ID="10"\nPRETTY_NAME="CentOS Stream 10"',
  rhel9:
    'ID="rhel"\nID_LIKE="fedora"\nVERSION_ID="9.6"\nPRETTY_NAME="Red Hat Enterprise Linux 9.6"',
  rocky8:
    'ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="8.10"\nPRETTY_NAME="Rocky Linux 8.10"',
  fedora: 'ID=fedora\nVERSION_ID=42\nPRETTY_NAME="Fedora Linux 42"',
  amazon: 'ID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPRETTY_NAME="Amazon Linux 2023"',
} as const;

/** A machine that says it is one of them, with its awk and its sh; what is only on such a machine is a stand-in in /usr/local/bin. */
async function machine(role: "agent" | "master", release: keyof typeof RELEASES): Promise<Rig> {
  const rig = await Rig.up(role);
  rig.reads("bash", "gawk");
  rig.run("mount -t tmpfs -o mode=0755 local /usr/local/bin");
  becomes(rig, release);
  return rig;
}

function becomes(rig: Rig, release: keyof typeof RELEASES): void {
  const { code } = rig.run(
    "cat >/run/os-release; umount /etc/os-release 2>/dev/null; mount --bind /run/os-release /etc/os-release",
    `${RELEASES[release]}\n`,
  );
  expect(code).toBe(0);
}

/** Hides a program: what has its name cannot be run. */
function without(rig: Rig, program: string, then: () => void): void {
  const file = rig.run(`readlink -f "$(command -v ${program})"`).stdout.trim();
  rig.run(`mount --bind /dev/null ${file}`);
  try {
    then();
  } finally {
    rig.run(`umount ${file}`);
  }
}

function standIn(rig: Rig, name: string, text: string): void {
  rig.run(
    `cat >/usr/local/bin/${name} && chmod 755 /usr/local/bin/${name}`,
    `#!/bin/sh\n${text}\n`,
  );
}

const driftIn = (stdout: string): { what: string; detail: string }[] =>
  (JSON.parse(stdout) as { drift: { what: string; detail: string }[] }).drift;
const warningsIn = (stdout: string): string[] =>
  (JSON.parse(stdout) as { warnings: string[] }).warnings;

describe("a host of the RHEL family", () => {
  let rig: Rig;
  const wanted = bundle("agent", { files: agentFiles(), tools: ["nft", "awk", "logger", "perl"] });
  beforeAll(async () => {
    rig = await machine("agent", "rocky9");
    standIn(rig, "auditctl", "[ $1 != -l ] || cat /run/rules");
    standIn(rig, "augenrules", ":");
    rig.run("mkdir -p /etc/audit/rules.d; : >/run/rules");
  });
  afterAll(() => {
    rig.down();
  });

  it.each(["rocky9", "alma10", "stream10", "rhel9"] as const)(
    "takes all of ours as %s, with gawk as awk and bash as sh, is clean, and gives it back",
    (release) => {
      becomes(rig, release);
      expect(rig.install("apply", wanted)).toMatchObject({ code: 0, stderr: "" });
      expect(rig.install("check", wanted)).toMatchObject({ code: 0, stderr: "" });
      expect(rig.install("remove", wanted)).toMatchObject({ code: 0 });
      expect(rig.run(`ls ${BIN}`).stdout).toBe("");
      becomes(rig, "rocky9");
    },
  );

  it.each([
    ["rocky8", "runs Rocky Linux 8.10, and of the RHEL family 9 and 10 are supported"],
    ["fedora", "runs Fedora Linux 42, and only Debian, Ubuntu and the RHEL family are supported"],
    ["amazon", "runs Amazon Linux 2023, and only Debian, Ubuntu and the RHEL family are supported"],
  ] as const)("is refused where it is %s", (release, words) => {
    becomes(rig, release);
    const { code, stderr } = rig.install("apply", wanted);
    becomes(rig, "rocky9");
    expect(code).toBe(65);
    expect(stderr.split("\n")).toEqual([
      `hel-1: ${words}; take it out of the stack (its alerts then trigger the fallback, see active-response check)`,
      "hel-1: refused: 1 problem(s), named above; nothing was changed",
      "",
    ]);
  });

  it("says by its own package manager what a missing tool needs; Debian by apt-get", () => {
    const missing = (by: string): void => {
      without(rig, "nft", () => {
        expect(rig.install("apply", wanted).stderr.split("\n")).toContain(
          `hel-1: the tool nft is missing; a response needs it; install it (${by}) and run again`,
        );
      });
    };
    missing("dnf install nftables");
    rig.run("umount /etc/os-release");
    missing("apt-get install nftables");
    becomes(rig, "rocky9");
    without(rig, "flock", () => {
      expect(rig.install("apply", wanted)).toMatchObject({
        code: 69,
        stderr: expect.stringContaining(
          "the tool flock is missing; install it (dnf install util-linux) and run again; nothing was changed",
        ) as string,
      });
    });
  });

  it("names the packages of perl's own modules, which are packages there", () => {
    rig.run(
      `mkdir -p /run/lib-up /run/lib-work; mount -t overlay overlay -o lowerdir=/usr/lib,upperdir=/run/lib-up,workdir=/run/lib-work /usr/lib; ` +
        `find /usr/lib /usr/share/perl* -path '*/IO/Handle.pm' -o -path '*/perl*/Socket.pm' | xargs rm`,
    );
    // What it says of itself lies there, too.
    becomes(rig, "rocky9");
    const applied = rig.install("apply", wanted);
    rig.run("umount /etc/os-release; umount -l /usr/lib");
    expect([applied.code, applied.stderr.split("\n")[0]]).toEqual([
      65,
      "hel-1: the perl of this host lacks IO::Handle, Socket; install it (dnf install perl-IO perl-Socket) and run again",
    ]);
  });

  it("is told what to do with an awk that does not take ours, in its own packages", () => {
    rig.run(
      `mkdir -p /mnt/bin; cp "$(readlink -f "$(command -v gawk)")" /mnt/bin/whole; printf '#!/bin/sh\\nfor given; do case $given in *embedded4*) echo "awk: odd" >&2; exit 1 ;; esac; done\\nexec /mnt/bin/whole "$@"\\n' >/mnt/bin/odd; chmod 755 /mnt/bin/odd; umount /usr/bin/awk; mount --bind /mnt/bin/odd /usr/bin/awk`,
    );
    const { stderr } = rig.install("apply", wanted);
    rig.run("umount /usr/bin/awk");
    rig.reads("bash", "gawk");
    expect(stderr).toContain(
      "; make gawk the awk of this host (dnf install gawk; dnf reinstall gawk), then run again",
    );
  });

  describe("with SELinux", () => {
    beforeAll(() => {
      standIn(rig, "getenforce", "cat /run/enforce");
      standIn(
        rig,
        "restorecon",
        `printf '%s\\n' "$@" >>/run/restored; [ ! -e /run/unwilling ] || { echo "restorecon: Could not set context for $1: Operation not supported" >&2; exit 1; }`,
      );
    });
    const applied = (mode: string): { restored: string[]; warnings: string[] } => {
      rig.run(`echo ${mode} >/run/enforce; rm -f /run/restored`);
      const { code, stdout } = rig.install("apply", wanted);
      expect(code).toBe(0);
      const restored = rig.run("cat /run/restored 2>/dev/null").stdout.trim().split("\n");
      expect(rig.install("remove", wanted).code).toBe(0);
      return { restored, warnings: warningsIn(stdout) };
    };

    it.each(["Enforcing", "Permissive"])(
      "that is %s, each new file gets the label of its place, where it lies in the end",
      (mode) => {
        const { restored } = applied(mode);
        expect(restored).toEqual(expect.arrayContaining(agentFiles().map(({ path }) => path)));
        expect(restored.filter((path) => path.includes(".tmp"))).toEqual([]);
      },
    );

    it("that is off, nothing is labelled", () => {
      expect(applied("Disabled")).toEqual({ restored: [""], warnings: [] });
    });

    it("a file that stood there before us, and comes back when we leave, is labelled too", () => {
      rig.run("echo Enforcing >/run/enforce");
      const own = `${BIN}/guarded-block-ip`;
      rig.run(`echo '#!/bin/sh' >${own}; chmod 750 ${own}`);
      expect(rig.install("apply", wanted).code).toBe(0);
      rig.run("rm -f /run/restored");
      expect(rig.install("remove", wanted).code).toBe(0);
      expect(rig.run("cat /run/restored").stdout.split("\n")).toContain(own);
      expect(rig.run(`cat ${own}; rm ${own}`).stdout).toBe("#!/bin/sh\n");
    });

    it("that takes no label, it is said, and the rollout holds", () => {
      rig.run(": >/run/unwilling");
      const { warnings } = applied("Enforcing");
      rig.run("rm /run/unwilling");
      expect(warnings).toEqual([
        expect.stringMatching(
          /^SELinux: a label could not be set \(restorecon: restorecon: Could not set context for \/\S+: Operation not supported.?\); see ls -Z$/,
        ),
      ]);
    });
  });

  it("that lets run what a package brought alone is told of it, until somebody has named Wazuh's folder", () => {
    rig.run(
      `cp "$(readlink -f "$(command -v sleep)")" /run/fapolicyd; /run/fapolicyd 600 >/dev/null 2>&1 &`,
    );
    const words =
      "fapolicyd runs here, lets run what a package brought, and was told nothing of /var/ossec/active-response/bin/: it may refuse every response of ours; " +
      "fapolicyd-cli --file add /var/ossec/active-response/bin/ --trust-file wazuh-active-response, fapolicyd-cli --update, and after each rollout that changes a script fapolicyd-cli --file update /var/ossec/active-response/bin/";
    const applied = rig.install("apply", wanted);
    expect([applied.code, warningsIn(applied.stdout)]).toEqual([0, [words]]);
    expect(driftIn(rig.install("check", wanted).stdout)).toEqual([
      { what: "warning", detail: words },
    ]);
    rig.run(
      `mkdir -p /etc/fapolicyd/trust.d; echo "${BIN}/guarded-block-ip 1 x" >/etc/fapolicyd/trust.d/wazuh-active-response`,
    );
    expect(driftIn(rig.install("check", wanted).stdout)).toEqual([]);
    rig.run(
      "rm -r /etc/fapolicyd; mkdir /etc/fapolicyd; echo 'permissive = 1' >/etc/fapolicyd/fapolicyd.conf",
    );
    expect(driftIn(rig.install("check", wanted).stdout)).toEqual([]);
    rig.run("rm -r /etc/fapolicyd; kill $(grep -lx fapolicyd /proc/[0-9]*/comm | cut -d/ -f3)");
    expect(rig.install("remove", wanted).code).toBe(0);
  });

  it("whose audit rules keep no record of programs is told of it, where a process is to be ended", () => {
    rig.run("printf '%s\\n' '-a never,task' >/run/rules");
    const applied = rig.install("apply", wanted);
    const words =
      "the audit rules have -a task,never (auditctl -l), so the kernel keeps no record of programs that start, and kill-process sees none; " +
      "take that line out of /etc/audit/rules.d, run augenrules --load, and start anew what should be seen";
    expect([applied.code, warningsIn(applied.stdout)]).toEqual([0, [words]]);
    expect(driftIn(rig.install("check", wanted).stdout)).toEqual([
      { what: "warning", detail: words },
    ]);
    rig.run("printf '%s\\n' '-a always,exit -S execve -k audit-wazuh-c' >/run/rules");
    expect(driftIn(rig.install("check", wanted).stdout)).toEqual([]);
    expect(rig.install("remove", wanted).code).toBe(0);
  });
});

describe("a manager of the RHEL family", () => {
  let rig: Rig;
  const wanted = bundle("master", {
    files: [script("custom-x", "one"), rules("one")],
    part: part(3600),
  });
  beforeAll(async () => {
    rig = await machine("master", "alma10");
  });
  afterAll(() => {
    rig.down();
  });

  it("is refused without tar, which a minimal one lacks, before a test of the copied tree fails for another reason", () => {
    without(rig, "tar", () => {
      expect(rig.install("apply", wanted)).toMatchObject({
        code: 65,
        stderr:
          "wazuh: the tool tar is missing; the test of a manager's new files needs it; install it (dnf install tar) and run again\n" +
          "wazuh: refused: 1 problem(s), named above; nothing was changed\n",
      });
    });
    expect(rig.install("apply", wanted)).toMatchObject({ code: 0, stderr: "" });
    expect(rig.install("check", wanted)).toMatchObject({ code: 0, stderr: "" });
    expect(rig.install("remove", wanted)).toMatchObject({ code: 0 });
  });
});
