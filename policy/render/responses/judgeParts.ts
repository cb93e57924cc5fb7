/** Files of scripts/responses that judge an address on a host, whoever asks: block-ip, and the runner of custom scripts. */
export const JUDGE_PARTS: readonly string[] = [
  "json.awk",
  "refused.awk",
  "address.awk",
  "daemons.awk",
  "provenance.awk",
  "fields.awk",
  "embedded.awk",
  "never.awk",
  "own.awk",
  "nameserver.awk",
  "why-listed.awk",
  "host-list.awk",
  "spared.awk",
  "uptime.awk",
];
