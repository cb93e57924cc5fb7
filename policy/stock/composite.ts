/** A stock rule that counts events and then stays silent for a while; what its overwrite must repeat. */
export interface CompositeRule {
  readonly id: number;
  readonly level: number;
  readonly frequency: number;
  /** Seconds. */
  readonly timeframe: number;
  readonly ifMatchedSid: number;
  readonly description: string;
  readonly mitre: readonly string[];
  readonly groups: readonly string[];
}

const BRUTE_FORCE = {
  level: 10,
  frequency: 8,
  timeframe: 120,
  mitre: ["T1110"],
  groups: [
    ..."authentication_failures gdpr_IV_35.7.d gdpr_IV_32.2 hipaa_164.312.b nist_800_53_SI.4".split(
      " ",
    ),
    ..."nist_800_53_AU.14 nist_800_53_AC.7 pci_dss_11.4 pci_dss_10.2.4 pci_dss_10.2.5".split(" "),
    ..."tsc_CC6.1 tsc_CC6.8 tsc_CC7.2 tsc_CC7.3".split(" "),
  ],
};

/**
 * The stock rules that can be overwritten without their ignore window (ruleset/rules/0095-sshd_rules.xml of 4.14.7).
 * All count per source address.
 */
export const COMPOSITE: ReadonlyMap<number, CompositeRule> = new Map(
  [
    { id: 5712, ifMatchedSid: 5710, description: "sshd: brute force, users that do not exist." },
    { id: 5763, ifMatchedSid: 5760, description: "sshd: brute force, authentication failed." },
  ].map((rule) => [rule.id, { ...BRUTE_FORCE, ...rule }]),
);
