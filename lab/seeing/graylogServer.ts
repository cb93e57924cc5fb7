import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { GraylogApi } from "./graylogApi";
import { javaOf } from "./java";
import { jarsOf } from "./maven";
import { freePort, until, type Running } from "./running";
import { storageModule } from "./storageModule";
import { MONGO, type GraylogVersion } from "./versions";

const MONGO_SOURCE = join(__dirname, "java", "MongoMemory.java");
/** Password of admin. */
export const PASSWORD = "lab";

/** Where a Graylog of the lab is started. */
export interface GraylogPlace {
  readonly folder: string;
  readonly openSearch: string;
  /** Where its storage module comes from. */
  readonly storage: string | undefined;
  /** Lines of its graylog.conf beside those that the lab writes. */
  readonly more?: readonly string[];
}

/** Starts a real Graylog with an in-memory database of its own, and waits until it takes messages. */
export async function startGraylog(
  running: Running,
  graylog: GraylogVersion,
  { folder, openSearch, storage, more = [] }: GraylogPlace,
): Promise<GraylogApi> {
  const bin = javaOf(graylog.java);
  const shaded = graylog.server.split(":").length > 3;
  const server = await jarsOf(`graylog-${graylog.version}`, [graylog.server], shaded);
  const module = await storageModule(graylog, bin, server, storage);
  const database = await startMongo(running, graylog, folder);
  for (const part of ["plugin", "data", "journal"]) mkdirSync(join(folder, part));
  copyFileSync(module, join(folder, "plugin", "storage.jar"));
  const port = await freePort();
  const settings = {
    is_leader: "true",
    node_id_file: join(folder, "node-id"),
    password_secret: "for this lab alone, and longer than sixty-four letters, as Graylog wants it",
    root_password_sha2: createHash("sha256").update(PASSWORD).digest("hex"),
    bin_dir: folder,
    data_dir: join(folder, "data"),
    plugin_dir: join(folder, "plugin"),
    message_journal_dir: join(folder, "journal"),
    message_journal_max_size: "256mb",
    http_bind_address: `127.0.0.1:${port}`,
    elasticsearch_hosts: openSearch,
    elasticsearch_version_probe_attempts: "5",
    mongodb_uri: database,
    processbuffer_processors: "1",
    outputbuffer_processors: "1",
    inputbuffer_processors: "1",
    ring_size: "1024",
    inputbuffer_ring_size: "1024",
    versionchecks: "false",
    telemetry_enabled: "false",
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  const configuration = join(folder, "graylog.conf");
  writeFileSync(configuration, `${[...lines, ...more].join("\n")}\n`);
  const log = join(folder, "graylog.log");
  const child = running.start(
    join(bin, "java"),
    ["-Xms256m", "-Xmx768m", "-cp", server.join(":"), "org.graylog2.bootstrap.Main"].concat([
      "server",
      "-np",
      "-f",
      configuration,
    ]),
    log,
  );
  const api = new GraylogApi(`http://127.0.0.1:${port}`, "admin", PASSWORD);
  await until(
    `Graylog ${graylog.version}`,
    async () => {
      const { lifecycle } = await api.must<{ lifecycle: string }>("GET", "/system");
      return lifecycle === "running" ? true : undefined;
    },
    300,
    { child, log },
  );
  return api;
}

async function startMongo(
  running: Running,
  { mongo }: GraylogVersion,
  folder: string,
): Promise<string> {
  const jars = await jarsOf("mongo", MONGO);
  const port = await freePort();
  const log = join(folder, "mongo.log");
  const options = ["-Xmx256m", "-cp", jars.join(":"), MONGO_SOURCE, String(port), String(mongo)];
  const child = running.start(join(javaOf(17), "java"), options, log);
  const { connect } = await import("node:net");
  await until(
    "the Mongo server",
    () =>
      new Promise<true | undefined>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => {
          socket.destroy();
          resolve(true);
        });
        socket.once("error", () => {
          resolve(undefined);
        });
      }),
    60,
    { child, log },
  );
  return `mongodb://127.0.0.1:${port}/graylog`;
}
