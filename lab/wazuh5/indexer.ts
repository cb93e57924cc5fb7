import {
  credentialsOf,
  jsonOf,
  StandInServer,
  type Answer,
  type SeenRequest,
  type Tls,
} from "../services/standInServer";
import { judgeChannel } from "./judgeChannel";
import { judgeMonitor } from "./judgeMonitor";
import { alerting, listOf, objectOf, Refusal, withStatus, type Json } from "./refusal";

/** How a stand-in of the indexer is set up. */
export interface IndexerOptions {
  readonly host: string;
  /** `user:password`. */
  readonly credentials: string;
  readonly tls: Tls;
  /** Data streams of findings that exist. */
  readonly streams: readonly string[];
  /** Rules that have findings: id -> title. */
  readonly rules: Readonly<Record<string, string>>;
  /** Monitors and channels of others, which count too. */
  readonly otherMonitors: number;
  readonly otherChannels: number;
  /** Dynamic settings that somebody set. @default those of a fresh indexer */
  readonly settings?: Readonly<Record<string, number>>;
  /** The user may not ask for settings. @default false */
  readonly hidesSettings?: boolean;
}

/** Limits of a fresh one: PluginSettings.kt:126,156 of notifications; AlertingSettings.kt:20,28,30 of alerting. */
const SETTINGS: Readonly<Record<string, number>> = {
  "plugins.notifications.max_active_responses": 10,
  "plugins.notifications.max_notification_configs": 40,
  "plugins.alerting.monitor.max_monitors": 10,
  "plugins.alerting.monitor.max_triggers": 10,
  "plugins.alerting.max_actionable_alert_count": 50,
};
/** DefaultChannelInitializer.kt: slack, jira, pagerduty, shuffle. */
const DEFAULT_CHANNELS = 4;
const CONFIGS = "/_plugins/_notifications/configs";
const MONITORS = "/_plugins/_alerting/monitors";

/**
 * A stand-in of the indexer of Wazuh 5 (5.0.0-beta5), as far as channels and monitors of active response go. It is no OpenSearch: what it
 * refuses, and the words of that, are what the source of the plugins says, cited in its files; it searches by name and by rule only.
 */
export class Indexer {
  readonly channels = new Map<string, Json>();
  readonly monitors = new Map<string, Json>();
  /** Requests to answer with 429 before any is done: ConfigCreationLockService.kt, another one is being created. */
  busy = 0;
  private made = 0;

  private constructor(
    private readonly options: IndexerOptions,
    readonly server: StandInServer,
  ) {}

  static async start(options: IndexerOptions): Promise<Indexer> {
    const box: { made?: Indexer } = {};
    const server = await StandInServer.start(
      options.host,
      (request) => box.made?.answer(request) ?? { status: 503 },
      options.tls,
    );
    return (box.made = new Indexer(options, server));
  }

  get url(): string {
    return `https://${this.options.host}:${this.server.port}`;
  }

  private answer(request: SeenRequest): Answer {
    // The security plugin of OpenSearch answers in plain text.
    if (credentialsOf(request) !== this.options.credentials)
      return { status: 401, body: "Unauthorized" };
    try {
      return this.route(request, new URL(request.path, this.url));
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  private route(request: SeenRequest, { pathname, searchParams }: URL): Answer {
    const [, kind, id] =
      /^\/_plugins\/(_notifications\/configs|_alerting\/monitors)\/([^/]+)$/.exec(pathname) ?? [];
    if (pathname === `${MONITORS}/_search`) return this.searchMonitors(jsonOf(request));
    if (pathname === CONFIGS && request.method === "GET")
      return this.countChannels(searchParams.get("config_type"));
    if (pathname === CONFIGS) return this.createChannel(jsonOf(request));
    if (pathname === MONITORS) return this.createMonitor(jsonOf(request));
    if (kind?.startsWith("_notif") && id !== undefined) return this.channel(request, id);
    if (kind !== undefined && id !== undefined) return this.updateMonitor(id, jsonOf(request));
    if (pathname === "/_cluster/settings") return this.settings();
    return this.search(pathname, jsonOf(request));
  }

  private limit(name: string): number {
    return { ...SETTINGS, ...this.options.settings }[name] ?? 0;
  }

  private countChannels(type: string | null): Answer {
    const ours = this.channels.size + this.options.otherChannels;
    return {
      status: 200,
      body: { start_index: 0, total_hits: type === null ? ours + DEFAULT_CHANNELS : ours },
    };
  }

  /** ConfigIndexingActions.kt:240-320. */
  private createChannel(body: unknown): Answer {
    if (this.busy > 0) {
      this.busy -= 1;
      throw withStatus(429, "Another notification config is being created, please retry.");
    }
    const config = judgeChannel(body);
    const there = this.channels.size + this.options.otherChannels;
    const configs = this.limit("plugins.notifications.max_notification_configs");
    if (there + DEFAULT_CHANNELS >= configs)
      throw withStatus(
        400,
        `This request would exceed the maximum allowed notification configs [${configs}].`,
      );
    const most = this.limit("plugins.notifications.max_active_responses");
    if (there >= most)
      throw withStatus(
        400,
        `This request would exceed the maximum allowed active responses [${most}].`,
      );
    const { config_id: given } = objectOf(body);
    const id = typeof given === "string" ? given : `made-${(this.made += 1)}`;
    // NotificationConfigIndex.kt:243, overwriteIfExists(false).
    if (this.channels.has(id))
      throw withStatus(409, `[${id}]: version conflict, document already exists`);
    this.channels.set(id, config);
    return { status: 200, body: { config_id: id } };
  }

  /** ConfigIndexingActions.kt:331-368; of GET, 383-399. */
  private channel(request: SeenRequest, id: string): Answer {
    const there = this.channels.get(id);
    if (!there) throw withStatus(404, `NotificationConfig ${id} not found`);
    if (request.method === "GET")
      return {
        status: 200,
        body: { total_hits: 1, config_list: [{ config_id: id, config: there }] },
      };
    const config = judgeChannel(jsonOf(request));
    if (config["config_type"] !== there["config_type"])
      throw withStatus(409, "Config type cannot be changed after creation");
    this.channels.set(id, config);
    return { status: 200, body: { config_id: id } };
  }

  /** RestIndexMonitorAction.kt, TransportIndexMonitorAction.kt:380-425. */
  private createMonitor(body: unknown): Answer {
    const monitor = this.judge(body);
    const most = this.limit("plugins.alerting.monitor.max_monitors");
    if (this.monitors.size + this.options.otherMonitors >= most)
      throw alerting(`This request would create more than the allowed monitors [${most}].`);
    const id = `monitor-${(this.made += 1)}`;
    this.monitors.set(id, monitor);
    return { status: 201, body: { _id: id, _version: 1, monitor } };
  }

  private updateMonitor(id: string, body: unknown): Answer {
    if (!this.monitors.has(id)) throw alerting(`Monitor with ${id} is not found`, 404);
    this.monitors.set(id, this.judge(body));
    return { status: 200, body: { _id: id, _version: 2 } };
  }

  private judge(body: unknown): Json {
    const monitor = judgeMonitor(body, this.limit("plugins.alerting.monitor.max_triggers"));
    for (const input of listOf(monitor["inputs"]))
      for (const index of listOf(objectOf(objectOf(input)["doc_level_input"])["indices"]))
        // checkIndicesAndExecute: it searches there before it takes the monitor.
        if (!this.options.streams.includes(String(index)))
          throw alerting(`Configured indices are not found: [${String(index)}]`, 404);
    return monitor;
  }

  private searchMonitors(body: unknown): Answer {
    if (this.monitors.size + this.options.otherMonitors === 0)
      throw new Refusal(
        404,
        "index_not_found_exception",
        "no such index [.opendistro-alerting-config]",
      );
    const { size, query } = objectOf(body);
    const name = objectOf(objectOf(query)["term"])["monitor.name.keyword"];
    if (size === 0)
      return {
        status: 200,
        body: { hits: { total: { value: this.monitors.size + this.options.otherMonitors } } },
      };
    const hits = [...this.monitors].filter(([, monitor]) => monitor["name"] === name);
    return {
      status: 200,
      // filter_path leaves out what is empty.
      body: hits.length === 0 ? {} : { hits: { hits: hits.map(([id]) => ({ _id: id })) } },
    };
  }

  private settings(): Answer {
    if (this.options.hidesSettings === true)
      throw new Refusal(403, "security_exception", "no permissions for [cluster:monitor/settings]");
    const text = (values: Readonly<Record<string, number>>): Json =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    const { settings = {} } = this.options;
    const left = Object.entries(SETTINGS).filter(([name]) => !Object.hasOwn(settings, name));
    return {
      status: 200,
      body: { persistent: text(settings), transient: {}, defaults: text(Object.fromEntries(left)) },
    };
  }

  private search(pathname: string, body: unknown): Answer {
    const [, index = "", what] = /^\/([^/]+)\/_(search|count)$/.exec(pathname) ?? [];
    if (index !== "wazuh-findings-v5-*" && !this.options.streams.includes(index))
      throw new Refusal(404, "index_not_found_exception", `no such index [${index}]`);
    if (what === "count") {
      const id = objectOf(objectOf(objectOf(body)["query"])["term"])["wazuh.rule.id"];
      return {
        status: 200,
        body: { count: Object.hasOwn(this.options.rules, String(id)) ? 3 : 0 },
      };
    }
    const buckets = Object.entries(this.options.rules).map(([key, title]) => ({
      key,
      doc_count: 3,
      last: { hits: { hits: [{ _source: { wazuh: { rule: { title } } } }] } },
    }));
    return { status: 200, body: { aggregations: { rules: { buckets } } } };
  }
}
