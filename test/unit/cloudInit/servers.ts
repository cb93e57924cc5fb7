import type { NewServer } from "../../../policy/cloudInit/newServer";

/** A made-up pair of the right shape; no server has it. */
export const HOST_KEY = {
  privateKey:
    "-----BEGIN OPENSSH PRIVATE KEY-----\nbm90IGEga2V5LCBhIHN0YW5kLWluIGZvciB0ZXN0cw==\n-----END OPENSSH PRIVATE KEY-----\n",
  publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE5vdEFLZXlCdXRBU3RhbmRJbkZvclRlc3Rz\n",
};

/** New servers by the name of their golden file. */
export const SERVERS: Readonly<Record<string, NewServer>> = {
  least: {
    name: "web-1",
    manager: "wazuh.golemtrust.am",
    wazuhVersion: "4.14.7",
    hostKey: HOST_KEY,
    packages: [],
    audit: false,
  },
  everything: {
    name: "runner-1",
    manager: "10.0.0.2",
    wazuhVersion: "4.14.7",
    enrolmentPassword: 'it\'s: a "pass" # word',
    groups: ["linux", "runners"],
    hostKey: HOST_KEY,
    packages: ["nftables", "iproute2", "conntrack"],
    audit: true,
  },
  rhel: {
    name: "alma-1",
    manager: "10.0.0.2",
    wazuhVersion: "4.14.7",
    enrolmentPassword: "one word",
    hostKey: HOST_KEY,
    packages: ["nftables", "gawk", "conntrack-tools"],
    audit: true,
    family: "rhel",
  },
};
