import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { renderCloudInit } from "../../../policy/cloudInit/cloudInit";
import { packagesOf, unknownTools } from "../../../policy/cloudInit/serverNeeds";
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

  it("need not bring a tool for the installer: Debian marks essential whatever it asks for", () => {
    const host = join(__dirname, "../../../scripts/host");
    const parts = readdirSync(host, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".sh"),
    );
    const needed = parts.flatMap((name) =>
      [...readFileSync(join(host, name), "utf8").matchAll(/^ *need (\S+)(?: (\S+))?$/gm)].map(
        ([, tool, fromPackage]) => fromPackage ?? tool ?? "",
      ),
    );
    expect(needed.sort()).toEqual(["coreutils", "perl-base", "util-linux"]);
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
