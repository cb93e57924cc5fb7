/**
 * What other Pulumi programs get from `import ... from "wazuh-active-response"`: the components, the typed policy, and
 * the checks. Nothing here reads a stack configuration; that is what the program of this project (index.ts) is for.
 */
export {
  ActiveResponsePolicy,
  type ActiveResponsePolicyArgs,
} from "./components/activeResponsePolicy";
export type { Connection, SshAccess } from "./components/connection";
export { GraylogAlerts, type GraylogAlertsArgs } from "./components/graylogAlerts";
export { HetznerAgent, type HetznerAgentArgs } from "./components/hetznerAgent";
export { madeServers, serverIds, withServers } from "./components/hetznerFleet";
export type {
  AtAddress,
  CreatedServer,
  ExistingServer,
  HetznerSource,
  ServerSetUp,
} from "./components/hetznerSource";
export type { HostReport, VerifiedFile } from "./components/hostReport";
export { HostState, type HostStateArgs } from "./components/hostState";
export { managerVersion } from "./components/managerVersion";
export { SshFirewall, type SshFirewallArgs } from "./components/sshFirewall";
export type { ServiceAccess, ServiceReport } from "./components/serviceObjects";
export { WazuhDashboard, type WazuhDashboardArgs } from "./components/wazuhDashboard";
export type { FleetNames, HostServer, WazuhFleetArgs } from "./components/fleetArgs";
export { WazuhFleet } from "./components/wazuhFleet";
export { WazuhManager, type ManagerNode, type WazuhManagerArgs } from "./components/wazuhManager";
export type { Bundle } from "./policy/bundle/bundle";
export { policyDigest } from "./policy/bundle/policyDigest";
export { serverNeeds, type ServerNeeds } from "./policy/cloudInit/serverNeeds";
export type { Acceptance } from "./policy/model/acceptance";
export { lint, type LintContext } from "./policy/lint/lint";
export { printFinding } from "./policy/lint/printFinding";
export type { EnrolledAgent } from "./policy/model/enrolledAgent";
export type { Finding, Severity } from "./policy/model/finding";
export { UNKNOWN_ADDRESS, type Fleet, type Host, type Role } from "./policy/model/fleet";
export { withFleetAddresses } from "./policy/model/fleetWhitelist";
export type { LogGroup } from "./policy/model/logGroup";
export type { Placement } from "./policy/model/placement";
export { parseDuration, type Seconds } from "./policy/model/duration";
export { parsePolicy, policyOf, type ParsedPolicy } from "./policy/model/parsePolicy";
export type { Policy } from "./policy/model/policy";
export type * from "./policy/model/response";
export type { CustomRule, FieldMatch } from "./policy/model/rule";
export { fleetOf, parseFleet, type ParsedFleet } from "./policy/model/parseFleet";
export { parseCommandName, type CommandName } from "./policy/model/commandName";
export { parseHostName, type HostName } from "./policy/model/hostName";
export { parseRuleId, type RuleId } from "./policy/model/ruleId";
export { ValueError } from "./policy/model/valueError";
export type { WhitelistEntry } from "./policy/model/whitelist";
export { parseWhitelistAddress, type WhitelistAddress } from "./policy/model/whitelistAddress";
export type * from "./policy/model/written";
