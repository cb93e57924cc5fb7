const RULES = "/etc/wazuh-active-response-metadata.nft";
const UNIT = "/etc/systemd/system/wazuh-active-response-metadata.service";

// A table of its own; declared, emptied and filled in one transaction, so that loading it twice is the same as once.
const rules = `table inet wazuh_active_response_metadata
flush table inet wazuh_active_response_metadata
table inet wazuh_active_response_metadata {
  chain output {
    type filter hook output priority 0; policy accept;
    ip daddr 169.254.169.254 meta skuid != 0 reject
  }
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip daddr 169.254.169.254 reject
  }
}
`;

// A flush of all rules takes the table away: whenever nftables.service has started, the unit starts again, which one that
// remained after its exit would not. A flush by hand is seen by guarded-tables, once the server is an agent of the stack.
const unit = `[Unit]
Description=Only root may read the metadata service: it holds the host key and the enrolment password
After=nftables.service
PartOf=nftables.service

[Service]
Type=oneshot
ExecStart=/usr/sbin/nft -f ${RULES}

[Install]
WantedBy=multi-user.target nftables.service
`;

/**
 * Keeps everyone but root from the provider's metadata service, which hands the user data, with the private host key in
 * it, to every process of the server that asks, those in containers too.
 */
export const METADATA_GUARD = {
  files: [
    { path: RULES, owner: "root:root", permissions: "0644", content: rules },
    { path: UNIT, owner: "root:root", permissions: "0644", content: unit },
  ],
  commands: [
    ["systemctl", "daemon-reload"],
    ["systemctl", "enable", "--now", "wazuh-active-response-metadata.service"],
  ],
} as const;
