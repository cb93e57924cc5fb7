import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { renderCloudInit } from "../../../policy/cloudInit/cloudInit";
import { familyOf, knownTools, packagesOf, unknownTools } from "../../../policy/cloudInit/packages";
import { readWazuhVersion } from "../../../policy/cloudInit/wazuhVersion";
import { HOST_KEY, SERVERS } from "./servers";

interface Document {
  readonly ssh_keys: Record<string, string>;
  readonly packages: string[];
  readonly write_files: { path: string; permissions: string; content: string }[];
  readonly runcmd: string[][];
}

const server = (name: string): (typeof SERVERS)[string] => {
  const found = SERVERS[name];
  if (!found) throw new Error(`no server ${name}`);
  return found;
};
const read = (name: string): Document => parse(renderCloudInit(server(name))) as Document;
const fileOf = (document: Document, path: string): string | undefined =>
  document.write_files.find((file) => file.path === path)?.content;

describe("renderCloudInit", () => {
  it.each(Object.keys(SERVERS))("renders %s as its golden file says", (name) => {
    const golden = readFileSync(join(__dirname, "golden", `${name}.yaml`), "utf8");
    expect(renderCloudInit(server(name))).toBe(golden);
  });

  it("hands the host key over, so that sshd shows it from the first connection on", () => {
    expect(read("least").ssh_keys).toEqual({
      ed25519_private: HOST_KEY.privateKey,
      ed25519_public: HOST_KEY.publicKey.trim(),
    });
  });

  it("brings auditd only where it is asked for, each package once", () => {
    expect(read("least").packages).toEqual(["ca-certificates", "curl", "gnupg", "nftables"]);
    expect(read("everything").packages).toEqual([
      "auditd",
      "ca-certificates",
      "conntrack",
      "curl",
      "gnupg",
      "iproute2",
      "nftables",
    ]);
  });

  it("brings what a minimal host of the RHEL family lacks: perl with its modules, tar, auditd with its rules", () => {
    expect(read("rhel").packages).toEqual([
      "/usr/bin/curl",
      "/usr/sbin/augenrules",
      "audit",
      "ca-certificates",
      "conntrack-tools",
      "gawk",
      "gnupg2",
      "nftables",
      "perl-IO",
      "perl-Socket",
      "perl-interpreter",
      "tar",
    ]);
  });

  it("need not bring a tool for the installer: Debian marks essential whatever it asks for", () => {
    const host = join(__dirname, "../../../scripts/host");
    const parts = readdirSync(host, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".sh"),
    );
    const needed = parts.flatMap((name) =>
      [...readFileSync(join(host, name), "utf8").matchAll(/^ *need (\S+)$/gm)].map(
        ([, tool = ""]) => tool,
      ),
    );
    expect(packagesOf(needed)).toEqual(["coreutils", "perl-base", "util-linux"]);
    expect(unknownTools(needed)).toEqual([]);
  });

  it("keeps the password in a file of root's own, never in a command or a script", () => {
    const document = read("everything");
    const secret = server("everything").enrolmentPassword ?? "";
    const holders = document.write_files.filter(({ content }) => content.includes(secret));
    expect(holders.map(({ path, permissions }) => [path, permissions])).toEqual([
      ["/var/lib/wazuh-active-response/authd.pass", "0600"],
    ]);
    expect(JSON.stringify(document.runcmd)).not.toContain(secret);
    expect(fileOf(read("least"), "/var/lib/wazuh-active-response/authd.pass")).toBeUndefined();
  });

  it("ends with the set-up, so that its failure is cloud-init's failure", () => {
    expect(read("least").runcmd.at(-1)).toEqual(["/var/lib/wazuh-active-response/set-up-agent.sh"]);
  });

  it("refuses user data that Hetzner would not take", () => {
    const packages = Array.from({ length: 3000 }, (_, i) => `package-${i}`);
    expect(() => renderCloudInit({ ...server("least"), packages })).toThrow(
      /^server "web-1": its user data is \d+ bytes and Hetzner takes 32768; name fewer packages$/,
    );
  });
});

describe("packagesOf", () => {
  it("knows Debian's packages for the tools of our responses, and names the tools that it does not know", () => {
    expect(packagesOf(["nft", "ip", "awk", "logger", "frobnicate"])).toEqual([
      "bsdutils",
      "iproute2",
      "mawk",
      "nftables",
    ]);
    expect(unknownTools(["nft", "frobnicate", "constructor"])).toEqual([
      "constructor",
      "frobnicate",
    ]);
  });
});

describe("what a host says how to install a tool", () => {
  const script = join(__dirname, "../../../scripts/host/common/11-family.sh");

  it.each(["debian", "rhel"] as const)("is what a new server of the family %s gets", (family) => {
    const program = `. "$1"; family=$2; shift 2; for tool; do printf '%s: ' "$tool"; how_to_install "$tool"; echo; done`;
    const tools = [...knownTools(), "frobnicate"];
    const said = execFileSync("sh", ["-c", program, "sh", script, family, ...tools], {
      encoding: "utf8",
    });
    const by = family === "rhel" ? "dnf install" : "apt-get install";
    expect(
      said
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => line.split(" ").sort().join(" ")),
    ).toEqual(
      tools.map((tool) => {
        const packages = packagesOf([tool], family);
        const how = packages.length > 0 ? `${by} ${packages.join(" ")}` : "";
        return `${tool}: ${how}`.split(" ").sort().join(" ");
      }),
    );
  });
});

describe("the family of an image", () => {
  it.each([
    ["debian-12", "debian"],
    ["ubuntu-24.04", "debian"],
    ["rocky-9", "rhel"],
    ["alma-10", "rhel"],
    ["centos-stream-10", "rhel"],
    ["fedora-42", "debian"],
    ["123456", "debian"],
  ] as const)("%s is %s", (image, family) => {
    expect(familyOf(image)).toBe(family);
  });
});

describe("readWazuhVersion", () => {
  it("reads what the manager prints", () => {
    expect(readWazuhVersion("v4.14.7\n")).toBe("4.14.7");
  });

  it.each([
    [
      "v5.0.0\n",
      "the manager runs Wazuh v5.0.0, which has no active response; 4.9 to 4.14 are supported",
    ],
    ["v4.8.2\n", "the manager runs Wazuh v4.8.2; 4.9 to 4.14 are supported"],
    [
      "sh: not found",
      'the manager calls its version "sh: not found"; v4.14.7 or the like is expected',
    ],
  ])("refuses %j", (printed, message) => {
    expect(() => readWazuhVersion(printed)).toThrow(message);
  });
});
