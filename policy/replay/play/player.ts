import type { Fleet } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import { isTriggered, type TriggeredResponse } from "../../model/response";
import { commandOf } from "../../render/commands";
import type { Alert } from "../alerts/alert";
import { judgeAccount } from "../judge/account";
import { addressOf } from "../judge/address";
import { countAdditions, judgeBlock, noteBlock, type BlockVerdict } from "../judge/blockIp";
import { addressText, foundField } from "../judge/field";
import { peerOf } from "../judge/peer";
import { plain, plainSpelt } from "../judge/plain";
import { judgeProcess } from "../judge/process";
import { Analysisd, type Ended } from "../rules/analysisd";
import type { Decision, Part } from "./decision";
import { gatesOf, type Gates } from "./gates";
import { Bounds, HostState } from "./hostState";
import { runScript } from "./runScript";
import { scriptsOf, type HostScripts } from "./scripts";
import { Targets, type Target } from "./targets";

/** What became of one alert under a policy. */
export interface Played {
  /** It comes from an address that is blocked on the host which reported it: under the policy it had not been written. */
  readonly saved?: true;
  readonly ended?: Ended;
  readonly decisions: readonly Decision[];
}

/**
 * Plays alerts, in the order of their times, under a policy that acts, whatever its mode: rules, gates of the manager, location,
 * wazuh-execd, and the scripts' own decisions on each host.
 */
export class Player {
  readonly analysisd: Analysisd;
  readonly hosts = new Map<string, HostState>();
  readonly targets: Targets;
  private readonly gates: Gates;
  private readonly scripts: (host: string) => HostScripts;

  constructor(
    readonly policy: Policy,
    fleet: Fleet,
    /** What its hosts hold together. */
    readonly bounds = new Bounds(),
  ) {
    this.analysisd = new Analysisd(policy);
    this.targets = new Targets(policy, fleet);
    this.gates = gatesOf(policy.whitelist);
    this.scripts = scriptsOf(policy, fleet);
  }

  /** Takes the next alert. */
  play(alert: Alert): Played {
    const reporter = this.targets.reporter(alert);
    const address = peerOf(alert) || this.namedElsewhere(alert, reporter);
    if (address !== "" && this.hosts.get(reporter)?.isBlocked(address, alert.time) === true)
      return { saved: true, decisions: [] };
    if (alert.beside) return { decisions: [] };
    const ended = this.analysisd.end(alert);
    const bound = this.analysisd.rules.bindings(ended.rule);
    if (bound.length === 0 && ended.guarded === undefined) return { ended, decisions: [] };
    const common = { alert, rule: ended.rule.id };
    const subject = (): string =>
      plain(address === "" ? (alert.srcip ?? alert.dstuser ?? "") : address);
    if (ended.guarded !== undefined && this.boundBehind(alert.rule))
      return {
        ended,
        decisions: [
          {
            ...common,
            word: "guarded",
            kind: "address",
            host: reporter,
            subject: subject(),
            why: ended.guarded,
          },
        ],
      };
    if (bound.length === 0) return { ended, decisions: [] };
    const held = this.gates(alert);
    if (held)
      return {
        ended,
        decisions: bound.map((response) => ({
          ...common,
          word: "held",
          kind: "address",
          response,
          host: reporter,
          subject: subject(),
          why: held.by === "white list" ? `white list: ${held.why}` : `${held.why} (${held.by})`,
        })),
      };
    return { ended, decisions: bound.flatMap((index) => this.respond(index, ended, alert)) };
  }

  /** Whether anything is bound to a rule, or to what counts it: then a guard has kept something away. */
  private boundBehind(rule: number): boolean {
    const { bindings, feeds } = this.analysisd.rules;
    return [...feeds(rule), { id: rule, level: 99, groups: "" }].some(
      (node) => bindings(node).length > 0,
    );
  }

  private respond(index: number, ended: Ended, recorded: Alert): readonly Decision[] {
    const response = this.policy.responses[index];
    if (!response || !isTriggered(response)) return [];
    const rule = ended.rule.id;
    const alert = rule === recorded.rule ? recorded : { ...recorded, rule };
    return this.targets.of(response, index, alert).flatMap((target) =>
      this.run(response, target, alert).map((part) => ({
        ...part,
        alert: recorded,
        rule,
        response: index,
        host: target.host,
        ...(ended.throughWindow && { throughWindow: true }),
      })),
    );
  }

  private run(response: TriggeredResponse, target: Target, alert: Alert): readonly Part[] {
    if (response.kind === "block-ip" && target.runs.by === "ours")
      return this.blockIp(target.host, this.stateOf(target.host), alert);
    return [this.runOther(response, target, alert)];
  }

  private runOther(response: TriggeredResponse, { host, runs }: Target, alert: Alert): Part {
    const state = this.stateOf(host);
    if (runs.by === "nothing") {
      const { executable } = commandOf(response);
      return { word: "blank", kind: "script", subject: executable, why: "it is not on this host" };
    }
    switch (response.kind) {
      case "block-ip":
        return stockDrop(state, alert, runs.by === "fallback" ? runs.seconds : response.timeout);
      case "kill-process": {
        const { entry, named } = judgeProcess(alert, this.scripts(host).processes);
        return entry === undefined
          ? { word: "refused", kind: "process", subject: named, why: "not on the list" }
          : { word: "killed", kind: "process", subject: entry, why: "" };
      }
      case "disable-account": {
        const { verdict, user, why } = judgeAccount(alert, this.scripts(host).account);
        if (verdict !== "lock") return { word: verdict, kind: "account", subject: user, why };
        const answer = state.checkKeys(
          "guarded-disable-account",
          user,
          response.timeout,
          alert.time,
        );
        return {
          word: answer === "abort" ? "already active" : "locked",
          kind: "account",
          subject: user,
          why: "",
          seconds: response.timeout,
        };
      }
      case "custom":
        return runScript(response, alert, state, this.scripts(host).runners(response));
      default:
        return response satisfies never;
    }
  }

  private blockIp(host: string, state: HostState, alert: Alert): readonly Part[] {
    const settings = this.scripts(host).block;
    const judged = judgeBlock(alert, settings, state.stamps, state.past);
    const { verdict, address, seconds, additions, why, step } = judged;
    const subject = plainSpelt(address);
    if (verdict === "strange") return [{ word: "refused", kind: "address", subject, why }];
    const crossed = crossesBy(state, judged, settings.storm);
    if (verdict !== "add") return [{ word: verdict, kind: "address", subject, why, ...crossed }];
    const renewed = state.isBlocked(address, alert.time);
    const network = networkPart(judged);
    const more = network?.word === "blocked" ? 2 : 1;
    state.stamps = countAdditions(state.stamps, alert.time, settings, more);
    state.block(address, seconds, alert.time);
    noteBlock(state.past, judged, alert.time);
    if (network?.seconds !== undefined) state.block(network.subject, network.seconds, alert.time);
    const part: Part = {
      word: "blocked",
      kind: "address",
      subject,
      why: `for ${seconds}s${step > 0 ? `, step ${step}` : ""}`,
      seconds,
      additions,
      ...(additions > settings.storm && { storm: true }),
      ...crossed,
      ...(renewed && { renewed: true }),
    };
    return network ? [part, network] : [part];
  }

  /** The address of an alert without srcip, where the reporter's block-ip looks for it. */
  private namedElsewhere(alert: Alert, reporter: string): string {
    if (alert.taken === undefined) return "";
    const { fields, fieldsElse } = this.scripts(reporter).block;
    return addressOf(addressText(foundField(alert, fields.get(alert.rule) ?? fieldsElse)));
  }

  private stateOf(host: string): HostState {
    let state = this.hosts.get(host);
    if (!state) {
      const { forget = 0, network } = this.scripts(host).block;
      this.hosts.set(host, (state = new HostState(Math.max(forget, network.within), this.bounds)));
    }
    return state;
  }
}

/** Notes whether a host adds more than its marks allow. @returns whether that begins with this one */
function crossesBy(
  state: HostState,
  { verdict, additions }: BlockVerdict,
  storm: number,
): { readonly crossed?: true } {
  if (verdict !== "add" && verdict !== "stopped") return {};
  const before = state.rate;
  if (verdict === "stopped") state.rate = "stopped";
  // What is not stopped any more is above the mark of storms still.
  else state.rate = additions > storm ? "storm" : "below";
  const began = state.rate === "stopped" || (state.rate === "storm" && before === "below");
  return began && state.rate !== before ? { crossed: true } : {};
}

/** What is done about the network of an address that is blocked. */
function networkPart({ address, network }: BlockVerdict): Part | undefined {
  if (!network) return undefined;
  const of = { kind: "address", subject: network.subject } as const;
  if ("why" in network)
    return { ...of, word: "refused", why: `${network.why}; only ${address} is blocked` };
  const { seconds, step, mates } = network;
  const why = `for ${seconds}s${step > 0 ? `, step ${step}` : ""}, ${mates} of its addresses`;
  return { ...of, word: "blocked", why, seconds };
}

/** The stock firewall-drop asks nothing, neither a list nor the log line. */
function stockDrop(state: HostState, alert: Alert, seconds: number): Part {
  const address = peerOf(alert);
  if (address === "")
    return {
      word: "refused",
      kind: "address",
      subject: plain(alert.srcip ?? ""),
      why: "the stock firewall-drop takes it for no address",
    };
  if (state.checkKeys("firewall-drop", address, seconds, alert.time) === "abort")
    return { word: "already active", kind: "address", subject: address, why: "" };
  state.block(address, seconds, alert.time);
  return {
    word: "blocked",
    kind: "address",
    subject: address,
    why: `for ${seconds}s, by the stock firewall-drop, which asks no list`,
    seconds,
  };
}
