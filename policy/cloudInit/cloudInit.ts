import { stringify } from "yaml";

import { renderTemplate } from "../render/template";
import { METADATA_GUARD } from "./metadataGuard";
import type { NewServer } from "./newServer";
import { packagesOf, type Family } from "./packages";
import { SET_UP_MARK } from "./setUpMark";

const FOLDER = "/var/lib/wazuh-active-response";
const SET_UP = `${FOLDER}/set-up-agent.sh`;
const PASSWORD = `${FOLDER}/authd.pass`;

/**
 * The metadata guard needs nft, the repository the rest; the installer (scripts/host) what every installation of Debian has, and
 * perl, which a minimal one of Red Hat's family lacks.
 */
const SET_UP_PACKAGES: Readonly<Record<Family, readonly string[]>> = {
  debian: ["ca-certificates", "gnupg", ...packagesOf(["curl", "nft"])],
  rhel: ["ca-certificates", "gnupg2", ...packagesOf(["curl", "nft", "perl", "tar"], "rhel")],
};

/** What brings auditd with its augenrules, which is a package of its own from RHEL 10 on. */
const AUDIT_PACKAGES: Readonly<Record<Family, readonly string[]>> = {
  debian: ["auditd"],
  rhel: ["audit", "/usr/sbin/augenrules"],
};

/** Largest user data that Hetzner takes, in bytes. */
const USER_DATA_LIMIT = 32_768;

/**
 * Renders the cloud-init user data of a new server: its SSH host key, the packages, the Wazuh agent enrolled. Pure;
 * the text holds the host's private key and the enrolment password.
 * @throws Error that names the server where the text is larger than Hetzner takes.
 */
export function renderCloudInit(server: NewServer): string {
  const { hostKey, enrolmentPassword: password } = server;
  const document = {
    hostname: server.name,
    ssh_pwauth: false,
    disable_root: false,
    ssh_deletekeys: true,
    ssh_keys: {
      ed25519_private: `${hostKey.privateKey.trim()}\n`,
      ed25519_public: hostKey.publicKey.trim(),
    },
    write_files: [
      ...METADATA_GUARD.files,
      file(SET_UP, "0700", renderSetUp(server, PASSWORD)),
      ...(password !== undefined ? [file(PASSWORD, "0600", `${password}\n`)] : []),
    ],
    package_update: true,
    packages: allPackages(server),
    runcmd: [...METADATA_GUARD.commands, [SET_UP]],
  };
  const text = `#cloud-config\n# Rendered; edit the stack, not this file.\n${stringify(document, { lineWidth: 0 })}`;
  const bytes = Buffer.byteLength(text);
  if (bytes > USER_DATA_LIMIT) {
    throw new Error(
      `server "${server.name}": its user data is ${bytes} bytes and Hetzner takes ${USER_DATA_LIMIT}; name fewer packages`,
    );
  }
  return text;
}

function allPackages({ packages, audit, family = "debian" }: NewServer): string[] {
  const watching = audit ? AUDIT_PACKAGES[family] : [];
  return [...new Set([...SET_UP_PACKAGES[family], ...watching, ...packages])].sort();
}

function file(path: string, permissions: string, content: string): object {
  return { path, owner: "root:root", permissions, content };
}

/**
 * Renders the script that installs and enrols the agent; it holds no secret.
 * @param passwordFile where cloud-init leaves the enrolment password; the script moves it away.
 * @param mark file that it leaves once all is done.
 */
export function renderSetUp(
  server: NewServer,
  passwordFile: string,
  repository: PackageRepository = wazuhRepository(server.family),
  mark = SET_UP_MARK,
): string {
  return renderTemplate("server/set-up-agent.sh.hbs", {
    ...repository,
    family: server.family ?? "debian",
    name: server.name,
    manager: server.manager,
    version: server.wazuhVersion,
    groups: (server.groups ?? []).join(","),
    audit: server.audit ? "yes" : "no",
    passwordFile,
    mark,
  });
}

/** A repository and the key that its packages must be signed with. */
type PackageRepository = Readonly<Record<"repository" | "keyUrl" | "fingerprint", string>>;

/** Where Wazuh's packages come from, and the only key that they may be signed with. */
function wazuhRepository(family: Family = "debian"): PackageRepository {
  return {
    repository: `https://packages.wazuh.com/4.x/${family === "rhel" ? "yum" : "apt"}/`,
    keyUrl: "https://packages.wazuh.com/key/GPG-KEY-WAZUH",
    /** "Wazuh.com (Wazuh Signing Key)", rsa4096, of 2016. Source: wazuh/wazuh-puppet, manifests/repo.pp. */
    fingerprint: "0DCFCA5547B19D2A6099506096B3EE5F29111145",
  };
}
