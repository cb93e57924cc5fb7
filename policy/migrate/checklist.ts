/** What is to be done, in this order. @param out folder that migrate wrote, or would write. */
export function checklist(out: string, stack: boolean): readonly string[] {
  return [
    "Before: run Wazuh 5 beside 4.14, in a test. It is beta: what is written here was tried on stand-ins, and its scripts on a wazuh-execd of 5.0.0-beta5",
    stack
      ? "Before: roll the stack out once more with this version of the program, so that no executable of ours is called block-ip: the upgrade would overwrite it"
      : "Before: take a copy of ossec.conf and of active-response/bin of one agent",
    stack
      ? "Before: look up the rules (sh indexer.sh rules), write findings: for each response, and run migrate again until nothing is left that cannot be said"
      : `Before: look up the rules (sh ${out}/indexer.sh rules), and write their UUIDs into ${out}/monitors in the place of FILL-IN`,
    `The day: on the first agent of version 5, copy ${out} there and run sh ${out}/install.sh as root: it puts the scripts at their places, and loads the lists`,
    `The day: sh ${out}/indexer.sh check; then sh ${out}/indexer.sh write. Every new channel is muted: findings match, nothing acts`,
    "The day: set plugins.alerting.max_actionable_alert_count to -1 in the indexer. With its default of 50, a brute force of more findings a minute is one response, so a script that counts hardly ever acts",
    "The day: look at what the monitors find (Alerting, Alerts); then sh indexer.sh unmute, and fail a login from an address that may be blocked",
    "The day: an hour of the first agent without a surprise, then the others; an agent that reports to a manager of 5 must be 5 itself",
    stack
      ? `After: pulumi destroy, once no agent reports to the 4.14 manager. It takes our files away from the others; on an agent of version 5 it leaves all as it is, where the scripts for 5 are`
      : "After: carry nothing over to wazuh-manager.conf that is named above",
    "After: sh indexer.sh mute stops all of it within a minute, if something is wrong; blocks that are there stay until they end",
  ];
}
