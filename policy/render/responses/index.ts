import { BIN, EXECUTABLES } from "../../model/executables";
import type { Fleet, Host } from "../../model/fleet";
import type { HostFile } from "../../model/hostFile";
import type { Placement } from "../../model/placement";
import type { Policy } from "../../model/policy";
import type {
  BlockIp,
  CustomResponse,
  DisableAccount,
  KillProcess,
  Response,
} from "../../model/response";
import { commandOf, runsForeign } from "../commands";
import { renderTemplate } from "../template";
import { blockIpFiles } from "./blockIp";
import { isolateHostFiles } from "./isolateHost";
import { killProcessFiles } from "./killProcess";
import { logSettings } from "./logSettings";
import { executable, type ResponseFiles } from "./executable";
import { MODE } from "../../model/keys/policy";

/** Renders the scripts of every response that is placed on the host; managers get all. */
export function renderResponseFiles(policy: Policy, fleet: Fleet, host: Host): ResponseFiles {
  const files = new Map<string, HostFile>();
  const tools = new Set<string>();
  let warnWithout: Record<string, string> = {};
  const placed = policy.responses.filter((response) => isPlacedOn(response, host));
  for (const response of placed) {
    const rendered = filesOf(response, placed, policy, fleet, host);
    for (const file of rendered.files) files.set(file.path, file);
    for (const tool of rendered.tools) tools.add(tool);
    warnWithout = { ...warnWithout, ...rendered.warnWithout };
  }
  return {
    files: [...files.values()],
    tools: [...tools],
    ...(Object.keys(warnWithout).length > 0 && { warnWithout }),
  };
}

// What was bound by hand is taken over as it is: a host where it never worked is no reason to refuse it.
const WITHOUT_IPTABLES = {
  iptables:
    "this host has no iptables: the stock firewall-drop blocks nothing here and reports success; write backend: nftables",
};

/** True where the host gets the response's files. */
export function isPlacedOn(response: Response, host: Host): boolean {
  const on: Placement =
    response.kind === "isolate-host" ? (response.on ?? {}) : (response.on ?? {});
  if (host.role !== "agent") return true;
  return (
    (on.agents?.includes(host.name) ?? true) &&
    (on.locations?.includes(host.location ?? "") ?? true) &&
    Object.entries(on.labels ?? {}).every(([key, value]) => host.labels?.[key] === value)
  );
}

function filesOf(
  response: Response,
  placed: readonly Response[],
  policy: Policy,
  fleet: Fleet,
  host: Host,
): ResponseFiles {
  switch (response.kind) {
    case "block-ip":
      if (response.backend === "iptables" && policy.mode === "observe") return observer(response);
      return response.backend === "iptables"
        ? { files: [], tools: [`${BIN}/firewall-drop`], warnWithout: WITHOUT_IPTABLES }
        : blockIpFiles(placed.filter(isBlockIp), policy, fleet);
    case "kill-process":
      return killProcessFiles(
        placed.filter(({ kind }) => kind === "kill-process") as KillProcess[],
        policy.mode,
      );
    case "custom":
      if (policy.mode === "observe") return observer(response);
      return {
        files:
          response.script === undefined ? [] : [executable(response.executable, response.script)],
        tools: response.tools ?? [],
      };
    case "disable-account":
      return disableAccountFiles(
        placed.filter(({ kind }) => kind === "disable-account") as DisableAccount[],
        policy,
        fleet,
      );
    case "isolate-host":
      // A manager is never isolated: it would cut off its agents.
      return host.role === "agent" ? isolateHostFiles(response, fleet) : { files: [], tools: [] };
    default:
      return response satisfies never;
  }
}

/** What runs in the place of an executable that cannot be told to observe. */
function observer(response: BlockIp | CustomResponse): ResponseFiles {
  const { executable: runs } = commandOf(response);
  const name = runsForeign(response) ? EXECUTABLES.observe : runs;
  const view = {
    name,
    runs: name === EXECUTABLES.observe ? "an executable that is not ours" : runs,
  };
  return {
    files: [executable(name, renderTemplate("responses/observe.sh.hbs", view))],
    tools: ["awk"],
  };
}

/** As whom Wazuh runs; its packages before 4.3 made the users of OSSEC. */
const WAZUH_USERS = ["wazuh", "ossec", "ossecm", "ossecr", "wazuh-indexer", "wazuh-dashboard"];

/** Accounts that disable-account never locks. Who could lock out this program could keep an operator from undoing anything. */
export function protectedAccounts(
  responses: readonly DisableAccount[],
  accounts: readonly string[] = [],
): readonly string[] {
  const given = responses.flatMap((response) => response.protect);
  return [...new Set(["root", ...WAZUH_USERS, ...accounts, ...given])];
}

function disableAccountFiles(
  responses: readonly DisableAccount[],
  policy: Policy,
  { accounts }: Fleet,
): ResponseFiles {
  const protect = protectedAccounts(responses, accounts);
  const view = {
    protect: protect.join(" "),
    mode: policy.mode ?? MODE,
    ...logSettings(policy),
  };
  return {
    files: [
      executable(
        EXECUTABLES.disableAccount,
        renderTemplate("responses/guarded-disable-account.sh.hbs", view),
      ),
    ],
    tools: ["awk", "passwd", "getent", `${BIN}/disable-account`],
  };
}

function isBlockIp(response: Response): response is BlockIp {
  return response.kind === "block-ip" && response.backend !== "iptables";
}
