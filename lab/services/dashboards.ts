import { extname } from "node:path";

import { judgeSavedObject, type ImportedObject } from "./judgeSavedObject";
import { uploadOf } from "./multipart";
import {
  credentialsOf,
  StandInServer,
  type Answer,
  type SeenRequest,
  type Tls,
} from "./standInServer";

/** How a stand-in of OpenSearch Dashboards is set up. */
export interface DashboardsOptions {
  readonly host: string;
  /** `user:password`. */
  credentials: string;
  readonly tenants: readonly string[];
  /** `opensearch_security.multitenancy.enabled`, which Wazuh's own dashboard has false. @default true */
  readonly multitenancy?: boolean;
  /** Ids of index patterns that exist, in every tenant. */
  readonly indexPatterns: readonly string[];
  readonly tls?: Tls;
}

/**
 * A stand-in of the saved-objects API of OpenSearch Dashboards 2.19 with its security plugin: what it refuses, and the words
 * of its answers, are what its source says. It judges every object by lab/services/savedObjectSchemas.ts, which is more than
 * the real one does.
 */
export class Dashboards {
  /** By tenant, then by type and id. */
  readonly objects = new Map<string, Map<string, ImportedObject>>();
  private constructor(
    private readonly options: DashboardsOptions,
    readonly server: StandInServer,
  ) {}

  static async start(options: DashboardsOptions): Promise<Dashboards> {
    const box: { made?: Dashboards } = {};
    const server = await StandInServer.start(
      options.host,
      (request) => box.made?.answer(request) ?? { status: 503 },
      options.tls,
    );
    return (box.made = new Dashboards(options, server));
  }

  get url(): string {
    return `${this.options.tls ? "https" : "http"}://${this.options.host}:${this.server.port}`;
  }

  /** Keys of the objects of a tenant, in order. */
  keys(tenant: string): string[] {
    return [...(this.objects.get(tenant)?.keys() ?? [])].sort();
  }

  private answer(request: SeenRequest): Answer {
    if (credentialsOf(request) !== this.options.credentials)
      return {
        status: 401,
        body: { statusCode: 401, error: "Unauthorized", message: "Authentication required" },
      };
    if (request.method !== "GET" && request.headers["osd-xsrf"] === undefined)
      return bad("Request must contain a osd-xsrf header.");
    const asked = request.headers["securitytenant"] ?? "";
    const { multitenancy = true } = this.options;
    // As the real one: a tenant that is not there is silently another, and all of them are one where there are none.
    const tenant = multitenancy && this.options.tenants.includes(asked) ? asked : "global";
    const objects = this.objects.get(tenant) ?? new Map<string, ImportedObject>();
    this.objects.set(tenant, objects);
    const { pathname, searchParams } = new URL(request.path, this.url);
    if (request.method === "POST" && pathname === "/api/saved_objects/_import")
      return this.import(request, objects, searchParams.get("overwrite") === "true");
    // security-dashboards-plugin, server/plugin.ts: its addresses are there only where multitenancy is enabled.
    if (pathname === "/api/v1/multitenancy/info" && multitenancy)
      return { status: 200, body: { kibana_mt_enabled: true } };
    const [, type = "", id = ""] = /^\/api\/saved_objects\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
    const key = `${type}/${decodeURIComponent(id)}`;
    const there =
      type === "index-pattern"
        ? this.options.indexPatterns.includes(decodeURIComponent(id))
        : objects.has(key);
    if (type === "" || !there)
      return {
        status: 404,
        body: { statusCode: 404, error: "Not Found", message: `Saved object [${key}] not found` },
      };
    if (request.method === "GET") return { status: 200, body: objects.get(key) ?? { type, id } };
    if (request.method !== "DELETE") return bad("method");
    objects.delete(key);
    return { status: 200, body: {} };
  }

  private import(
    { headers, body }: SeenRequest,
    objects: Map<string, ImportedObject>,
    overwrite: boolean,
  ): Answer {
    const upload = uploadOf(headers["content-type"] ?? "", body);
    if (!upload)
      return { status: 415, body: { statusCode: 415, message: "Unsupported Media Type" } };
    const extension = extname(upload.filename).toLowerCase();
    if (extension !== ".ndjson") return bad(`Invalid file extension ${extension}`);
    const lines = upload.content.split("\n").filter((line) => line !== "");
    const wanted = lines.map((line) => JSON.parse(line) as ImportedObject);
    const faults = wanted.flatMap((object) => judgeSavedObject(object));
    if (faults.length > 0) return bad(faults.join("; "));
    const known = new Set([...objects.keys(), ...wanted.map(({ type, id }) => `${type}/${id}`)]);
    const errors: object[] = [];
    const successResults: object[] = [];
    for (const object of wanted) {
      const key = `${object.type}/${object.id}`;
      const missing = object.references.filter(({ type, id }) =>
        type === "index-pattern"
          ? !this.options.indexPatterns.includes(id)
          : !known.has(`${type}/${id}`),
      );
      const { type, id } = object;
      if (missing.length > 0)
        errors.push({ type, id, error: { type: "missing_references", references: missing } });
      else if (objects.has(key) && !overwrite)
        errors.push({ type, id, error: { type: "conflict" } });
      else {
        successResults.push({ type, id, ...(objects.has(key) && { overwrite: true }) });
        objects.set(key, object);
      }
    }
    const success = errors.length === 0;
    return {
      status: 200,
      body: {
        success,
        successCount: successResults.length,
        ...(successResults.length > 0 && { successResults }),
        ...(!success && { errors }),
      },
    };
  }
}

function bad(message: string): Answer {
  return { status: 400, body: { statusCode: 400, error: "Bad Request", message } };
}
