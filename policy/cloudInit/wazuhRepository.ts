/** A Debian repository and the key that its packages must be signed with. */
export type PackageRepository = Readonly<Record<"repository" | "keyUrl" | "fingerprint", string>>;

/** Where Wazuh's packages come from, and the only key that they may be signed with. */
export const WAZUH_REPOSITORY: PackageRepository = {
  repository: "https://packages.wazuh.com/4.x/apt/",
  keyUrl: "https://packages.wazuh.com/key/GPG-KEY-WAZUH",
  /** "Wazuh.com (Wazuh Signing Key)", rsa4096, of 2016. Source: wazuh/wazuh-puppet, manifests/repo.pp. */
  fingerprint: "0DCFCA5547B19D2A6099506096B3EE5F29111145",
};
