import { spawn, type ChildProcess } from "node:child_process";

import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";

/** How the Node program of a project is started: what `runtime.options` of Pulumi.yaml says. */
export interface NodeRuntime {
  /** Path of the program, from the folder of the project. */
  readonly program: string;
  /** Options of node itself. */
  readonly nodeargs: readonly string[];
  /** Further variables of the program. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A stand-in of Pulumi's language host for Node, which is no module that can be built here: it starts the SDK's own
 * runner with the same arguments and variables, in a process of its own, and finds no plugins.
 * @param folder of the project
 * @returns its address for `pulumi --client`, and the way to end it, and the program if that still runs.
 */
export function languageHost(
  folder: string,
  runtime: NodeRuntime,
): Promise<{ address: string; stop: () => void }> {
  const server = new grpc.Server();
  const programs = new Set<ChildProcess>();
  server.addService(LanguageRuntimeService, {
    getRequiredPlugins: reply(() => new messages.GetRequiredPluginsResponse()),
    getRequiredPackages: reply(() => new messages.GetRequiredPackagesResponse()),
    getPluginInfo: reply(() => new PluginInfo().setVersion("1.0.0")),
    run: reply((request: messages.RunRequest) => run(folder, runtime, request, programs)),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else
        resolve({
          address: `127.0.0.1:${port}`,
          stop: () => {
            server.forceShutdown();
            for (const program of programs) program.kill("SIGKILL");
          },
        });
    });
  });
}

function run(
  folder: string,
  { program, nodeargs, environment }: NodeRuntime,
  request: messages.RunRequest,
  programs: Set<ChildProcess>,
): Promise<messages.RunResponse> {
  const options = {
    monitor: request.getMonitorAddress(),
    engine: request.getArgsList()[0] ?? "",
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: folder,
    parallel: String(request.getParallel()),
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  if (request.getDryrun()) args.push("--dry-run");
  const config = JSON.stringify(Object.fromEntries(request.getConfigMap().entries()));
  const secret = JSON.stringify(request.getConfigsecretkeysList());
  const runner = require.resolve("@pulumi/pulumi/cmd/run");
  const child = spawn(process.execPath, [...nodeargs, runner, ...args, program], {
    cwd: folder,
    env: {
      ...process.env,
      ...environment,
      PULUMI_CONFIG: config,
      PULUMI_CONFIG_SECRET_KEYS: secret,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  programs.add(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      programs.delete(child);
      const response = new messages.RunResponse();
      if (code !== 0) response.setError(`the program ended with ${code}`);
      resolve(response);
    });
  });
}

function reply<Q, A>(answer: (request: Q) => A | Promise<A>): grpc.handleUnaryCall<Q, A> {
  return ({ request }, callback) => {
    void (async (): Promise<A> => answer(request))().then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback({ code: grpc.status.UNKNOWN, details: String(error) });
      },
    );
  };
}
