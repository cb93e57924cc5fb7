import type { Project } from "./project";
import { invalid, Refusal } from "./refusal";
import type { Action, Firewall, FirewallRule, FirewallTarget, Labels } from "./shapes";

/** Fields of the requests about firewalls (hcloud/schema/firewall.go:44-120). */
export interface FirewallBody {
  readonly name?: string;
  readonly labels?: Labels;
  readonly rules?: readonly FirewallRule[];
  readonly apply_to?: readonly FirewallTarget[];
  readonly remove_from?: readonly FirewallTarget[];
}

/** @throws Refusal */
export function createFirewall(project: Project, body: FirewallBody): object {
  const { name = "", labels = {}, rules = [] } = body;
  if (name === "") throw invalid("name", "missing");
  project.unique(project.firewalls, name, "firewall");
  const firewall: Firewall = {
    ...{ id: project.id(), name, labels, created: new Date().toISOString() },
    ...{ rules, applied_to: [] },
  };
  project.firewalls.push(firewall);
  const actions = (body.apply_to ?? []).map((target) => put(project, firewall, target));
  return { firewall: shownFirewall(firewall), actions };
}

/** @throws Refusal while it is on something */
export function deleteFirewall(project: Project, firewall: Firewall): void {
  if (firewall.applied_to.length > 0)
    throw new Refusal("resource_in_use", `firewall with ID '${firewall.id}' is still in use`);
  project.firewalls.splice(project.firewalls.indexOf(firewall), 1);
}

/** `POST /firewalls/ID/actions/WHAT`. @throws Refusal */
export function actOnFirewall(
  project: Project,
  firewall: Firewall,
  what: string,
  body: FirewallBody,
): { actions: Action[] } {
  switch (what) {
    case "set_rules":
      firewall.rules = body.rules ?? [];
      return { actions: [begin(project, firewall, "set_firewall_rules")] };
    case "apply_to_resources":
      return { actions: (body.apply_to ?? []).map((target) => put(project, firewall, target)) };
    case "remove_from_resources":
      return { actions: (body.remove_from ?? []).map((target) => take(project, firewall, target)) };
    default:
      throw new Refusal("not_found", `the lab's API has no action ${what} of firewalls`);
  }
}

function put(project: Project, firewall: Firewall, target: FirewallTarget): Action {
  if (target.type === "server") project.apply(firewall, target.server.id);
  else firewall.applied_to.push(target);
  return begin(project, firewall, "apply_firewall");
}

/**
 * Where it is not on the server, nothing is to be done and it is no error: `firewall_already_removed` is not used any more
 * (hcloud-go, hcloud/error.go:78, v2.47.0). By a label it stays.
 */
function take(project: Project, firewall: Firewall, target: FirewallTarget): Action {
  const same = (one: FirewallTarget): boolean => nameOf(one) === nameOf(target);
  const id = target.type === "server" ? target.server.id : 0;
  const server = project.servers.find((one) => one.id === id);
  const held = server && project.firewallsOn(server).includes(firewall);
  if (held && !firewall.applied_to.some(same))
    throw new Refusal("firewall_managed_by_label_selector", "firewall is applied by a label");
  firewall.applied_to = firewall.applied_to.filter((one) => !same(one));
  return begin(project, firewall, "remove_firewall");
}

function nameOf(target: FirewallTarget): string {
  return target.type === "server" ? `${target.server.id}` : target.label_selector.selector;
}

function begin(project: Project, { id }: Firewall, command: string): Action {
  return project.actions.begin(command, [{ id, type: "firewall" }]);
}

/** What a rule has where it was not said: every field is there in an answer. */
function whole(rule: FirewallRule): FirewallRule {
  return { port: null, description: null, source_ips: [], destination_ips: [], ...rule };
}

/** hcloud/schema/firewall.go:6 */
export function shownFirewall(firewall: Firewall): object {
  return { ...firewall, rules: firewall.rules.map(whole) };
}
