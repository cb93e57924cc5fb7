/** Keys that programKeys.long.test.ts tries: they are seen in what the program declares, asks or says. */
export const OF_THE_PROGRAM =
  /^(?:ssh|secrets|hetzner|dashboard|graylog)[.[]|^agentsFile$|\.(?:port|hostKey)$|^rollout\.(?!releaseFirst|wait)/;
