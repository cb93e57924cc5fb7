/** What an alert of one kind holds beside what all have. */
export interface Shape {
  /** How often, beside the others. */
  readonly weight: number;
  readonly rule: Readonly<Record<string, unknown>>;
  /** Everything behind the id; `#` in a text becomes the number of the alert. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const compliance = {
  pci_dss: ["10.2.4", "10.2.5"],
  gpg13: ["7.1"],
  gdpr: ["IV_35.7.d", "IV_32.2"],
  hipaa: ["164.312.b"],
  nist_800_53: ["AU.14", "AC.7"],
  tsc: ["CC6.1", "CC6.8", "CC7.2", "CC7.3"],
};

/**
 * Kinds of alerts that a fleet's manager writes beside those of sshd, in Wazuh's order of keys (analysisd/format/to_json.c, v4.14.7);
 * all texts are the lab's own.
 */
export const SHAPES: readonly Shape[] = [
  {
    weight: 30,
    rule: {
      level: 3,
      description: "PAM: a session was opened.",
      id: "5501",
      firedtimes: 1,
      mail: false,
      groups: ["pam", "syslog", "authentication_success"],
      ...compliance,
    },
    rest: {
      full_log:
        "Nov  5 10:00:00 web-1 sshd[#]: pam_unix(sshd:session): session opened for user deploy(uid=1001) by (uid=0)",
      predecoder: { program_name: "sshd", timestamp: "Nov  5 10:00:00", hostname: "web-1" },
      decoder: { parent: "pam", name: "pam" },
      data: { dstuser: "deploy(uid=1001)", uid: "0" },
      location: "/var/log/auth.log",
    },
  },
  {
    weight: 70,
    rule: {
      level: 5,
      description: "Web server: an error of the client.",
      id: "31101",
      firedtimes: 9,
      mail: false,
      groups: ["web", "accesslog", "attack"],
      ...compliance,
    },
    rest: {
      full_log:
        '192.0.2.#8 - - [05/Nov/2026:10:00:00 +0000] "GET /shop/item/#?ref=mail HTTP/1.1" 404 162 "https://shop.example/list" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"',
      decoder: { name: "web-accesslog" },
      data: { protocol: "GET", srcip: "192.0.2.#8", id: "404", url: "/shop/item/#?ref=mail" },
      location: "/var/log/nginx/access.log",
    },
  },
  {
    weight: 60,
    rule: {
      level: 7,
      description: "A file changed.",
      id: "550",
      mitre: { id: ["T1565.001"], tactic: ["Impact"], technique: ["Stored Data Manipulation"] },
      firedtimes: 3,
      mail: false,
      groups: ["ossec", "syscheck", "syscheck_entry_modified", "syscheck_file"],
      ...compliance,
    },
    rest: {
      full_log:
        "File '/etc/app/conf.d/site-#.conf' modified\nMode: realtime\nChanged attributes: mtime,md5,sha1,sha256\nOld modification time was: '1793000000', now it is '1793000#'\n",
      syscheck: {
        path: "/etc/app/conf.d/site-#.conf",
        mode: "realtime",
        size_after: "1842",
        perm_after: "rw-r--r--",
        uid_after: "0",
        gid_after: "0",
        md5_before: "0cc175b9c0f1b6a831c399e269772661",
        md5_after: "92eb5ffee6ae2fec3ad71c777531578f",
        sha1_after: "e9d71f5ee7c92d6dc9e92ffdad17b8bd49418f98",
        sha256_after: "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
        uname_after: "root",
        gname_after: "root",
        mtime_after: "2026-11-05T10:00:00",
        inode_after: 92_340,
        changed_attributes: ["mtime", "md5", "sha1", "sha256"],
        event: "modified",
      },
      decoder: { name: "syscheck_integrity_changed" },
      location: "syscheck",
    },
  },
  {
    weight: 80,
    rule: {
      level: 3,
      description: "Audit: a program was started: /usr/bin/date.",
      id: "80792",
      firedtimes: 4,
      mail: false,
      groups: ["audit", "audit_command"],
      ...compliance,
    },
    rest: {
      full_log:
        'type=SYSCALL msg=audit(1793000000.123:#): arch=c000003e syscall=59 success=yes exit=0 a0=55d a1=55e a2=55f a3=8 items=2 ppid=1 pid=# auid=1000 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=3 comm="date" exe="/usr/bin/date" key="audit-wazuh-c" type=EXECVE msg=audit(1793000000.123:#): argc=2 a0="date" a1="+%s" type=CWD msg=audit(1793000000.123:#): cwd="/" type=PATH msg=audit(1793000000.123:#): item=0 name="/usr/bin/date" inode=1201 dev=08:01 mode=0100755 ouid=0 ogid=0 rdev=00:00',
      decoder: { parent: "auditd", name: "auditd" },
      data: {
        audit: {
          type: "SYSCALL",
          id: "#",
          arch: "c000003e",
          syscall: "59",
          success: "yes",
          ppid: "1",
          pid: "#",
          auid: "1000",
          uid: "0",
          command: "date",
          exe: "/usr/bin/date",
          key: "audit-wazuh-c",
          execve: { a0: "date", a1: "+%s" },
          cwd: "/",
          file: { name: "/usr/bin/date", inode: "1201", mode: "0100755" },
        },
      },
      location: "/var/log/audit/audit.log",
    },
  },
  {
    weight: 90,
    rule: {
      level: 5,
      description: "Windows: a log-on failed.",
      id: "60122",
      firedtimes: 2,
      mail: false,
      groups: ["windows", "windows_security", "authentication_failed"],
      ...compliance,
    },
    rest: {
      decoder: { name: "windows_eventchannel" },
      data: {
        win: {
          system: {
            providerName: "Microsoft-Windows-Security-Auditing",
            providerGuid: "{54849625-5478-4994-a5ba-3e3b0328c30d}",
            eventID: "4625",
            version: "0",
            level: "0",
            task: "12544",
            opcode: "0",
            keywords: "0x8010000000000000",
            systemTime: "2026-11-05T10:00:00.1234567Z",
            eventRecordID: "#",
            processID: "640",
            threadID: "1204",
            channel: "Security",
            computer: "files.corp.example",
            severityValue: "AUDIT_FAILURE",
            message:
              '"An account failed to log on.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tS-1-0-0\r\n\tAccount Name:\t\t-\r\n\tLogon ID:\t\t0x0\r\n\r\nLogon Type:\t\t\t3\r\n\r\nFailure Information:\r\n\tFailure Reason:\t\tUnknown user name or bad password."',
          },
          eventdata: {
            subjectUserSid: "S-1-0-0",
            targetUserName: "clerk#",
            targetDomainName: "CORP",
            status: "0xc000006d",
            failureReason: "%%2313",
            subStatus: "0xc000006a",
            logonType: "3",
            logonProcessName: "NtLmSsp",
            authenticationPackageName: "NTLM",
            workstationName: "PC-#",
            keyLength: "0",
            processId: "0x0",
            ipAddress: "10.9.0.#8",
            ipPort: "0",
          },
        },
      },
      location: "EventChannel",
    },
  },
  {
    weight: 40,
    rule: {
      level: 3,
      description: "A check of the configuration passed.",
      id: "19008",
      firedtimes: 77,
      mail: false,
      groups: ["sca"],
      ...compliance,
    },
    rest: {
      decoder: { name: "sca" },
      data: {
        sca: {
          type: "check",
          scan_id: "#",
          policy: "Benchmark of the lab",
          check: {
            id: "#",
            title: "Ensure that the mount option nodev is set.",
            description:
              "The option says that the file system holds no devices. This is a text of the length that such checks have, so that the line is as long as one of a real fleet's manager, where most of the bytes are of this kind.",
            rationale: "A file system that is not meant for devices should not have any.",
            remediation: "Edit /etc/fstab and add nodev to the fourth field.",
            compliance: { cis: "1.1.2", cis_csc_v8: "4.1", nist_sp_800_53: "CM-6" },
            rules: ["c:findmnt -n /tmp -> r:nodev"],
            result: "passed",
          },
        },
      },
      location: "sca",
    },
  },
];
