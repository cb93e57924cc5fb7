/** File that the set-up of a new server leaves once the agent is installed and started. */
export const SET_UP_MARK = "/var/lib/wazuh-active-response/set-up";

/**
 * The command that waits for cloud-init and proves the set-up by its own mark. cloud-init exits 2 ("degraded") after any
 * warning, a deprecation of its own too: then its words are printed, and that is all. Where the mark is missing, whatever
 * cloud-init says, it fails with the last of the log.
 */
export const awaitSetUp = (mark = SET_UP_MARK): string =>
  [
    "code=0; cloud-init status --wait >/dev/null 2>&1 || code=$?",
    `case $code in 0 | 2) [ ! -e ${mark} ] || { [ $code = 0 ] || cloud-init status --long; exit 0; } ;; esac`,
    "{ cloud-init status --long; tail -n 40 /var/log/cloud-init-output.log; } >&2; exit 1",
  ].join("\n");
