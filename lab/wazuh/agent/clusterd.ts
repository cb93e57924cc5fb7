import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";

import { sectionsOf } from "../config/sections";
import { info } from "../config/words";
import type { XmlNode } from "../config/xml";
import { becomeDaemon } from "../daemon/background";
import { asFolder } from "../daemon/log";
import { sumOf } from "./shared";

/** Port of the cluster, as in the stock file. */
const PORT = 1516;
/** Milliseconds between two looks at the master. The real one looks every 9 s. */
const LOOK = 500;
/** Folders that go from the master to its workers. ossec.conf and scripts do not. */
const FOLDERS = ["etc/rules", "etc/decoders", "etc/lists", "etc/shared"];
/** What of them stays on each node, and what is on its way into place. */
const LEFT_OUT = /\/(?:ar\.conf|merged\.mg)$|\.tmp$/;

type Files = Record<string, string>;

/** Runs wazuh-clusterd of a master or of a worker; resolves once it is up. @throws Error where the port is taken. */
export async function runClusterd(home: string, roots: readonly XmlNode[]): Promise<void> {
  const cluster = sectionsOf(roots)
    .filter(({ element }) => element === "cluster")
    .flatMap(({ children }) => children);
  const valueOf = (name: string): string | undefined =>
    cluster.filter(({ element }) => element === name).pop()?.content;
  const master = cluster
    .filter(({ element }) => element === "nodes")
    .flatMap(({ children }) => children)[0]?.content;
  const daemon = becomeDaemon("wazuh-clusterd", home);
  if (valueOf("node_type") !== "worker") {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(JSON.stringify(filesOf(home)));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(PORT, resolve);
    });
    daemon.up();
    return;
  }
  setInterval(() => {
    void fetchFiles(master ?? "").then(async (files) => {
      if (!files || !take(home, files)) return;
      daemon.log(info("Integrity synchronization with the master: files were updated."));
      await reloadRuleset(join(home, "queue", "sockets", "analysis"));
    });
  }, LOOK);
  daemon.up();
}

function filesOf(home: string): Files {
  const files: Files = {};
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(home, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (LEFT_OUT.test(path)) continue;
      files[path.slice(home.length + 1)] = readFileSync(path, "utf8");
    }
  }
  return files;
}

function fetchFiles(host: string): Promise<Files | undefined> {
  return new Promise((resolve) => {
    const socket = connect(PORT, host);
    let text = "";
    socket.setTimeout(5000, () => socket.destroy());
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("error", () => {
      resolve(undefined);
    });
    socket.on("close", () => {
      try {
        resolve(JSON.parse(text) as Files);
      } catch {
        resolve(undefined);
      }
    });
  });
}

/** Makes the worker's files the master's. @returns whether anything was another. */
function take(home: string, files: Files): boolean {
  const own = filesOf(home);
  const changed = Object.entries(files).filter(
    ([path, text]) => own[path] === undefined || sumOf(own[path]) !== sumOf(text),
  );
  const extra = Object.keys(own).filter((path) => files[path] === undefined);
  for (const [path, text] of changed) {
    mkdirSync(join(home, path, ".."), { recursive: true });
    writeFileSync(join(home, path), text, { mode: 0o660 });
    asFolder(join(home, path));
  }
  for (const path of extra) rmSync(join(home, path));
  return changed.length + extra.length > 0;
}

function reloadRuleset(path: string): Promise<void> {
  const request = Buffer.from(
    JSON.stringify({
      version: 1,
      origin: { module: "api" },
      command: "reload-ruleset",
      parameters: {},
    }),
  );
  const head = Buffer.alloc(4);
  head.writeUInt32LE(request.length);
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      resolve();
    });
    socket.on("data", () => socket.end());
    socket.write(Buffer.concat([head, request]));
  });
}
