import Ajv, { type ValidateFunction } from "ajv";

import { graylogSchemas } from "./graylogSchemas";
import {
  credentialsOf,
  jsonOf,
  StandInServer,
  type Answer,
  type SeenRequest,
  type Tls,
} from "./standInServer";

/** How a stand-in of Graylog is set up. */
export interface GraylogOptions {
  readonly host: string;
  /** As 5.0.0, 6.1.0, 7.0.0. */
  readonly version: string;
  token: string;
  /** URLs that notifications may call. @default none */
  readonly allowed?: readonly string[];
  /** What its graylog.conf says of mail. @default a transport and a sender */
  readonly mail?: { readonly transport: boolean; readonly sender: boolean };
  /** Whether the token's user may list index sets (`indexsets:read`). @default true */
  readonly indexSets?: boolean;
  /** Whether the token's user may search. @default true */
  readonly search?: boolean;
  /** Its event_definition_max_event_limit. @default 1000 */
  readonly maxEvents?: number;
  readonly tls?: Tls;
}

/** An object that Graylog holds. */
export type Held = Record<string, unknown> & { id: string; title: string; description: string };

const COLLECTIONS = {
  streams: { path: "/api/streams", kind: "stream" },
  notifications: { path: "/api/events/notifications", kind: "notification" },
  event_definitions: { path: "/api/events/definitions", kind: "definition" },
} as const;
type Collection = keyof typeof COLLECTIONS;

const DEFAULT_INDEX_SET = "65a000000000000000000001";

/**
 * A stand-in of those parts of Graylog's REST API that are asked. It does what real Graylog 5.1.13, 6.3.7 and 7.0.1 did with the
 * same requests (`npm run lab:seeing`), each thing with where it stands in their source.
 */
export class Graylog {
  readonly streams = new Map<string, Held>();
  readonly notifications = new Map<string, Held>();
  readonly event_definitions = new Map<string, Held>();
  /** How many messages of the last day a search finds, by its query; `stream:` before it where it is of our stream alone. */
  readonly messages = new Map<string, number>([["*", 0]]);
  private next = 1;
  private readonly before52: boolean;
  private readonly judges: ReadonlyMap<string, ValidateFunction>;

  private constructor(
    private readonly options: GraylogOptions,
    readonly server: StandInServer,
  ) {
    const ajv = new Ajv({ allErrors: true, discriminator: true, allowUnionTypes: true });
    this.before52 = /^5\.[01]\./.test(options.version);
    this.judges = new Map(
      Object.entries(graylogSchemas(this.before52)).map(([name, schema]) => [
        name,
        ajv.compile(schema),
      ]),
    );
  }

  static async start(options: GraylogOptions): Promise<Graylog> {
    const box: { made?: Graylog } = {};
    const server = await StandInServer.start(
      options.host,
      (request) => box.made?.answer(request) ?? { status: 503 },
      options.tls,
    );
    return (box.made = new Graylog(options, server));
  }

  get url(): string {
    return `${this.options.tls ? "https" : "http"}://${this.options.host}:${this.server.port}`;
  }

  /** Titles of what it holds, in order. */
  titles(collection: Collection): string[] {
    return [...this[collection].values()].map(({ title }) => title).sort();
  }

  /** Puts an object there that somebody else made. */
  hold(collection: Collection, title: string, description: string): string {
    const id = this.newId();
    this[collection].set(id, { id, title, description });
    return id;
  }

  private newId(): string {
    return `6${(this.next++).toString(16).padStart(23, "0")}`;
  }

  private answer(request: SeenRequest): Answer {
    const { pathname: path } = new URL(request.path, this.url);
    if (request.method === "GET" && path === "/api/")
      return {
        status: 200,
        body: {
          cluster_id: "stand-in",
          node_id: "stand-in",
          version: `${this.options.version}+stand-in`,
          tagline: "",
        },
      };
    if (credentialsOf(request) !== `${this.options.token}:token`) return { status: 401 };
    if (request.method !== "GET" && request.headers["x-requested-by"] === undefined)
      return message(
        400,
        'CSRF protection header is missing. Please add a "X-Requested-By" header to your request.',
      );
    if (path === "/api/system/indices/index_sets")
      return {
        status: 200,
        body: {
          total: 1,
          // Those that the user may not read are left out, without a word (IndexSetsResource.list).
          index_sets:
            this.options.indexSets === false
              ? []
              : [{ id: DEFAULT_INDEX_SET, title: "Default", default: true }],
          stats: {},
        },
      };
    if (path === "/api/search/universal/relative") return this.search(request);
    const list = this.options.version.startsWith("7.") ? "allowlist" : "whitelist";
    if (path === `/api/system/url${list}/check`) return this.checkUrl(request, `is_${list}ed`);
    for (const collection of Object.keys(COLLECTIONS) as Collection[]) {
      const { path: base } = COLLECTIONS[collection];
      if (path === base || path.startsWith(`${base}/`))
        return this.inCollection(collection, path.slice(base.length + 1).split("/"), request);
    }
    return { status: 404 };
  }

  /** RelativeSearchResource: it wants the permission searches:relative. */
  private search({ path }: SeenRequest): Answer {
    if (this.options.search === false) return message(403, "Not authorized");
    const { searchParams } = new URL(path, this.url);
    const query = searchParams.get("query") ?? "";
    const key = searchParams.has("filter") ? `stream:${query}` : query;
    return { status: 200, body: { total_results: this.messages.get(key) ?? 0, messages: [] } };
  }

  private checkUrl(request: SeenRequest, field: string): Answer {
    const body = jsonOf(request);
    const fault = this.fault("check url", body);
    if (fault) return fault;
    const { url } = body as { url: string };
    return { status: 200, body: { url, [field]: (this.options.allowed ?? []).includes(url) } };
  }

  private inCollection(
    collection: Collection,
    [id = "", part = "", rule = ""]: readonly string[],
    request: SeenRequest,
  ): Answer {
    const held = this[collection];
    const { kind } = COLLECTIONS[collection];
    const body = jsonOf(request);
    if (id === "") {
      if (request.method === "GET") return this.list(collection, request.path);
      return this.create(collection, body);
    }
    const there = held.get(id);
    if (!there) return message(404, `${kind} <${id}> not found`);
    if (part !== "") return this.inStream(there, part, rule, request.method, body);
    switch (request.method) {
      case "GET":
        return { status: 200, body: there };
      case "DELETE":
        held.delete(id);
        return { status: collection === "event_definitions" ? 200 : 204 };
      case "PUT": {
        const given = body as Held;
        const fault =
          this.fault(`update ${kind}`, body) ??
          this.faultOfConfig(given, there) ??
          this.faultOfNotification(given);
        if (fault) return fault;
        if (kind !== "stream" && given.id !== id) return message(400, "IDs don't match");
        // EventNotificationConfig.prepareConfigUpdate casts the old one to the new one's type: 5.1.13, 6.3.7 and 7.0.1 all answer 500.
        if (kind === "notification" && typeOf(given) !== typeOf(there))
          return message(500, `class ${typeOf(there)} cannot be cast to class ${typeOf(given)}`);
        // An update schedules a definition again (EventDefinitionsResource.update, schedule=true by default).
        if (kind === "definition") given["state"] = "ENABLED";
        held.set(id, { ...there, ...given, ...(kind === "stream" && { rules: there["rules"] }) });
        return { status: 200, body: held.get(id) };
      }
      default:
        return { status: 405 };
    }
  }

  /** Streams come all at once, the rest in pages. */
  private list(collection: Collection, path: string): Answer {
    const all = [...this[collection].values()];
    const { searchParams } = new URL(path, this.url);
    const [page, size] = [
      Number(searchParams.get("page") ?? 1),
      Number(searchParams.get("per_page") ?? 50),
    ];
    const shown = collection === "streams" ? all : all.slice((page - 1) * size, page * size);
    return { status: 200, body: { total: all.length, [collection]: shown } };
  }

  private create(collection: Collection, body: unknown): Answer {
    const wrapped = Number(this.options.version.split(".")[0]) >= 7;
    const entity = wrapped ? (body as { entity?: unknown } | undefined)?.entity : body;
    if (entity === undefined || entity === null) return message(400, "entity cannot be null");
    const { kind } = COLLECTIONS[collection];
    const fault =
      this.fault(`create ${kind}`, entity) ??
      this.faultOfConfig(entity as Held) ??
      (kind === "notification" ? this.faultOfNotification(entity as Held) : undefined);
    if (fault) return fault;
    const id = this.newId();
    const made: Held = { ...(entity as Held), id };
    if (kind === "stream") {
      const rules = (made["rules"] ?? []) as object[];
      made["rules"] = rules.map((rule) => ({ ...rule, id: this.newId() }));
      // Before 7 a new stream is paused.
      made["disabled"] = !wrapped;
    }
    this[collection].set(id, made);
    return kind === "stream"
      ? { status: 201, body: { stream_id: id } }
      : { status: 200, body: made };
  }

  /**
   * What an event definition may not say, and streams that are not there (AggregationEventProcessorConfig.validate). The limit
   * of events is asked from 5.2 on of a definition without series that is new, or had one.
   */
  private faultOfConfig({ config }: Held, old?: Held): Answer | undefined {
    const {
      type,
      series,
      streams = [],
      group_by = [],
      conditions,
      event_limit = 0,
    } = (config ?? {}) as {
      type?: string;
      series?: { function?: string; type?: string; field?: string | null }[];
      streams?: string[];
      group_by?: string[];
      conditions?: { expression: unknown };
      event_limit?: number;
    };
    if (type !== "aggregation-v1") return undefined;
    const some = (series ?? []).length > 0;
    const conditional = conditions !== undefined && conditions.expression !== null;
    if (some !== conditional)
      return invalid({ conditions: ["Aggregation with series must also contain conditions"] });
    if (group_by.length > 0 && !some)
      return invalid({ series: ["Aggregation with group_by must also contain series"] });
    const had = (old?.["config"] as { event_limit?: number } | undefined)?.event_limit ?? 0;
    if (!this.before52 && !some && event_limit <= 0 && (!old || had > 0))
      return invalid({ event_limit: ["Event limit must be greater than 0."] });
    const { maxEvents = 1000 } = this.options;
    if (event_limit > maxEvents)
      return invalid({ event_limit: [`Event limit must be less than ${maxEvents}.`] });
    const gone = streams.find((id) => !this.streams.has(id));
    return gone === undefined ? undefined : message(403, "Not authorized");
  }

  /** NotificationDto.validate and EventNotificationsResource.validateEmailConfiguration: all that is wrong at once. */
  private faultOfNotification(given: Held): Answer | undefined {
    const { transport = true, sender = true } = this.options.mail ?? {};
    const config = (given["config"] ?? {}) as { type?: string; sender?: string };
    if (config.type === undefined || !/notification/.test(config.type)) return undefined;
    const mail = config.type === "email-notification-v1";
    const errors = {
      ...(given.title === "" && { title: ["Notification title cannot be empty."] }),
      ...(mail && !transport && { config: ["Email transport is not configured in graylog.conf"] }),
      ...(mail &&
        !sender &&
        (config.sender ?? "") === "" && {
          sender: ["No default sender specified in graylog.conf. You must specify one here."],
        }),
    };
    return Object.keys(errors).length > 0 ? invalid(errors) : undefined;
  }

  private inStream(
    stream: Held,
    part: string,
    rule: string,
    method: string,
    body: unknown,
  ): Answer {
    const rules = stream["rules"] as { id: string }[];
    if ((part === "resume" || part === "pause") && method === "POST") {
      stream["disabled"] = part === "pause";
      return { status: 204 };
    }
    if (part !== "rules") return { status: 404 };
    if (rule === "" && method === "GET")
      return { status: 200, body: { total: rules.length, stream_rules: rules } };
    if (rule === "" && method === "POST") {
      const fault = this.fault("stream rule", body);
      if (fault) return fault;
      const id = this.newId();
      rules.push({ ...(body as object), id });
      return { status: 201, body: { streamrule_id: id } };
    }
    if (method !== "DELETE") return { status: 405 };
    stream["rules"] = rules.filter(({ id }) => id !== rule);
    return { status: 204 };
  }

  private fault(name: string, body: unknown): Answer | undefined {
    const judge = this.judges.get(name);
    if (judge?.(body) === true) return undefined;
    const errors = (judge?.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message ?? ""}`,
    );
    return message(400, `Unable to read ${name}: ${errors.join("; ")}`);
  }
}

function message(status: number, text: string): Answer {
  return { status, body: { type: "ApiError", message: text } };
}

/** Graylog's ValidationResult. */
function invalid(errors: Readonly<Record<string, readonly string[]>>): Answer {
  return { status: 400, body: { failed: true, errors, error_context: {} } };
}

function typeOf({ config }: Held): string {
  return (config as { type?: string } | undefined)?.type ?? "";
}
