import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { numberOf, type AccountFiles } from "../accounts";
import type { HostPlan } from "../hostPlan";
import { STOCK_AR_CONF } from "./config/activeResponse";
import { DAEMONS } from "./config/judge";
import { agentConf, managerConf } from "./tree/ossecConf";
import { clientKeys } from "./tree/keys";
import { STOCK_RULES } from "./tree/rules";

/** Command that starts Wazuh's stand-ins on a manager or an agent. */
export const START = "/var/ossec/bin/wazuh-control start";

/** Executables of a stock active-response/bin. */
const STOCK = ["firewall-drop", "disable-account", "host-deny", "route-null", "restart-wazuh"];
const TOOLS = {
  manager: ["wazuh-logtest-legacy", "verify-agent-conf", "agent_control"],
  agent: [],
} as const;

type Owner = "root" | "wazuh";

/** Writes files of a home with Wazuh's owners and modes; an account that is not there leaves the owner as it is. */
class Home {
  private readonly wazuh: { readonly uid: number | undefined; readonly gid: number | undefined };
  constructor(
    private readonly dir: string,
    accounts: AccountFiles,
  ) {
    this.wazuh = {
      uid: numberOf(accounts.passwd, "wazuh"),
      gid: numberOf(accounts.group, "wazuh"),
    };
  }

  folder(path: string, mode = 0o770, owner: Owner = "wazuh"): void {
    const full = join(this.dir, path);
    mkdirSync(full, { recursive: true });
    this.own(full, mode, owner);
  }

  file(path: string, text: string, mode = 0o660, owner: Owner = "wazuh"): void {
    const full = join(this.dir, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    this.own(full, mode, owner);
  }

  private own(full: string, mode: number, owner: Owner): void {
    const { uid, gid } = this.wazuh;
    if (uid !== undefined && gid !== undefined && process.getuid?.() === 0)
      chownSync(full, owner === "root" ? 0 : uid, gid);
    chmodSync(full, mode);
  }
}

/**
 * Writes the tree that becomes /var/ossec of a manager or an agent: configuration, rules, keys, stock executables, and
 * launchers of the stand-ins in bin/.
 * @param all every host of the lab: an agent is told its manager, a manager its agents.
 * @param accounts the host's own, for the numbers of `wazuh`.
 */
export function writeOssecTree(
  dir: string,
  plan: HostPlan,
  all: readonly HostPlan[],
  accounts: AccountFiles,
): void {
  const home = new Home(dir, accounts);
  home.folder(".", 0o750, "root");
  for (const folder of [
    "etc",
    "etc/shared",
    "logs",
    "queue",
    "queue/alerts",
    "queue/sockets",
    "var/run",
  ])
    home.folder(folder);
  for (const folder of ["bin", "active-response", "active-response/bin"])
    home.folder(folder, 0o750, "root");
  for (const folder of ["tmp", "var", "var/lab", "queue/db", "lib", "backup"]) home.folder(folder);
  home.file("etc/shared/ar.conf", STOCK_AR_CONF, 0o640);
  home.file("logs/ossec.log", "");
  home.file("logs/active-responses.log", "");
  home.file("etc/local_internal_options.conf", "", 0o640, "root");
  const stock = hostFile("stock.pl");
  for (const name of STOCK) home.file(`active-response/bin/${name}`, stock, 0o750, "root");
  home.file("active-response/bin/restart.sh", hostFile("restart.sh"), 0o750, "root");
  if (plan.role === "agent") writeAgent(home, plan, all);
  else writeManager(home, plan, all);
}

function writeAgent(home: Home, plan: HostPlan, all: readonly HostPlan[]): void {
  const manager = all.find(({ role }) => role === "master");
  home.file("etc/ossec.conf", agentConf(manager?.address ?? "127.0.0.1"), 0o660, "root");
  home.file("etc/client.keys", clientKeys([plan]), 0o640);
  home.folder("etc/shared", 0o770, "root");
  home.file("etc/shared/agent.conf", AGENT_CONF);
  writeBin(home, "agent", plan.version);
}

function writeManager(home: Home, plan: HostPlan, all: readonly HostPlan[]): void {
  const agents = all.filter(({ role }) => role === "agent");
  const master = all.find(({ role }) => role === "master");
  const clustered = all.some(({ role }) => role === "worker");
  const conf = managerConf({
    node: plan.role === "master" ? "node01" : plan.name,
    type: plan.role === "worker" ? "worker" : "master",
    master: clustered ? master?.address : undefined,
  });
  home.file("etc/ossec.conf", conf, 0o660, "root");
  home.file("etc/client.keys", clientKeys(agents), 0o640);
  for (const folder of [
    "etc/rules",
    "etc/decoders",
    "etc/lists",
    "etc/shared/default",
    "logs/alerts",
  ])
    home.folder(folder);
  for (const folder of ["ruleset", "ruleset/rules", "ruleset/decoders"])
    home.folder(folder, 0o750, "root");
  home.file("etc/shared/default/agent.conf", AGENT_CONF);
  home.file(
    "etc/lists/audit-keys",
    "audit-wazuh-w:write\naudit-wazuh-r:read\naudit-wazuh-a:attribute\naudit-wazuh-x:execute\naudit-wazuh-c:command\n",
  );
  home.file("etc/rules/local_rules.xml", LOCAL_RULES);
  home.file("etc/decoders/local_decoder.xml", "<!-- Decoding is built into the stand-in. -->\n");
  home.file("logs/alerts/alerts.json", "", 0o640);
  home.file("logs/alerts/alerts.log", "", 0o640);
  for (const [name, text] of Object.entries(STOCK_RULES))
    home.file(`ruleset/rules/${name}`, text, 0o640, "root");
  writeBin(home, "manager", plan.version);
}

/** The agent.conf of a new group, which its agents have too. */
const AGENT_CONF =
  "<agent_config>\n\n  <!-- Shared agent configuration here -->\n\n</agent_config>\n";

const LOCAL_RULES = `<!-- Rules of one's own -->
<group name="local,">
  <rule id="100001" level="5">
    <if_sid>5716</if_sid>
    <match>from 1.1.1.1 </match>
    <description>A failed login from the address of the example.</description>
  </rule>
</group>
`;

function writeBin(home: Home, kind: "manager" | "agent", version: string | undefined): void {
  const launcher = hostFile("launcher.sh");
  for (const name of [...DAEMONS[kind], ...TOOLS[kind]])
    home.file(`bin/${name}`, launcher, 0o750, "root");
  const control = hostFile("wazuh-control.sh")
    .replace("@TYPE@", kind === "agent" ? "agent" : "server")
    .replace("@DAEMONS@", DAEMONS[kind].join(" "));
  home.file(
    "bin/wazuh-control",
    version === undefined ? control : control.replace(/^VERSION=.*$/m, `VERSION="v${version}"`),
    0o750,
    "root",
  );
  if (version !== undefined) home.file("var/lab/version", `v${version}\n`);
}

function hostFile(name: string): string {
  return readFileSync(join(__dirname, "host", name), "utf8");
}
