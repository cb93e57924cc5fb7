import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

import type { Failure } from "./check";
import { replaces as triggersReplace, type Diff, type Kind } from "./diff";

/** Inputs or a state, as they are on the wire: secrets wrapped, unknown values marked. */
export type Properties = Record<string, unknown>;

/** One kind of resource, out of the protocol's wrappings. A rejected promise is shown to the user as it is. */
export interface Resource {
  check(urn: string, news: Properties): { inputs: Properties; failures: readonly Failure[] };
  diff(olds: Properties, news: Properties): Diff;
  /** Whether a changed value cannot be updated in place. @default those of command:remote:Command */
  readonly replaces?: (path: string) => boolean;
  create(urn: string, inputs: Properties): Promise<{ id: string; state: Properties }>;
  update(urn: string, olds: Properties, news: Properties, id: string): Promise<Properties>;
  delete(urn: string, state: Properties, id: string): Promise<void>;
  cancel(): void;
  /** Whether the resource is no longer there when the engine reads it. @default false */
  gone?(urn: string, id: string): Promise<boolean>;
  /** Answers a function of the provider. @default it has none */
  call?(token: string, inputs: Properties): Promise<Properties>;
}

/**
 * Serves one kind of resource by the engine's provider protocol. The SDK's own `provider.main` has no answer for which
 * value of an input changed, without which `pulumi preview --diff` shows all inputs instead of the changed lines.
 * @returns the port, which the engine reads from standard output, and the way to end it.
 */
export function serve(
  resource: Resource,
  version: string,
): Promise<{ port: number; stop: () => void }> {
  // No limit on messages: a bundle may be large.
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService, {
    configure: answer(() =>
      new messages.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true),
    ),
    checkConfig: answer((request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answer(() =>
      new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    check: answer((request: messages.CheckRequest) => {
      const { inputs, failures } = resource.check(request.getUrn(), read(request.getNews()));
      return new messages.CheckResponse()
        .setInputs(write(inputs))
        .setFailuresList(
          failures.map(({ property, reason }) =>
            new messages.CheckFailure().setProperty(property).setReason(reason),
          ),
        );
    }),
    diff: answer((request: messages.DiffRequest) => {
      const olds = request.getOldInputs() ?? request.getOlds();
      const found = resource.diff(read(olds), read(request.getNews()));
      return diffResponse(found, resource.replaces ?? triggersReplace);
    }),
    create: answer(async (request: messages.CreateRequest) => {
      const made = await resource.create(request.getUrn(), read(request.getProperties()));
      return new messages.CreateResponse().setId(made.id).setProperties(write(made.state));
    }),
    // There is nothing to read from a host: what the state says is given back. No id at all means that it is gone.
    read: answer(async (request: messages.ReadRequest) =>
      (await resource.gone?.(request.getUrn(), request.getId()))
        ? new messages.ReadResponse()
        : new messages.ReadResponse()
            .setId(request.getId())
            .setProperties(request.getProperties())
            .setInputs(request.getInputs()),
    ),
    update: answer(async (request: messages.UpdateRequest) => {
      const [olds, news] = [read(request.getOlds()), read(request.getNews())];
      const state = await resource.update(request.getUrn(), olds, news, request.getId());
      return new messages.UpdateResponse().setProperties(write(state));
    }),
    delete: answer(async (request: messages.DeleteRequest) => {
      await resource.delete(request.getUrn(), read(request.getProperties()), request.getId());
      return new Empty();
    }),
    invoke: answer(async (request: messages.InvokeRequest) => {
      if (!resource.call) throw new Error(`there is no ${request.getTok()}`);
      const said = await resource.call(request.getTok(), read(request.getArgs()));
      return new messages.InvokeResponse().setReturn(write(said));
    }),
    cancel: answer(() => {
      resource.cancel();
      return new Empty();
    }),
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else
        resolve({
          port,
          stop: () => {
            server.forceShutdown();
          },
        });
    });
  });
}

function answer<Q, A>(reply: (request: Q) => A | Promise<A>): grpc.handleUnaryCall<Q, A> {
  return ({ request }, callback) => {
    void (async (): Promise<A> => reply(request))().then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        const details = error instanceof Error ? error.message : String(error);
        callback({ code: grpc.status.UNKNOWN, details });
      },
    );
  };
}

const { Kind: ON_WIRE } = messages.PropertyDiff;
const KINDS = {
  add: { inPlace: ON_WIRE.ADD, replacing: ON_WIRE.ADD_REPLACE },
  delete: { inPlace: ON_WIRE.DELETE, replacing: ON_WIRE.DELETE_REPLACE },
  update: { inPlace: ON_WIRE.UPDATE, replacing: ON_WIRE.UPDATE_REPLACE },
} as const satisfies Record<Kind, unknown>;

function diffResponse(diff: Diff, replaces: (path: string) => boolean): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(diff.size === 0 ? DIFF_NONE : DIFF_SOME)
    .setHasdetaileddiff(true);
  for (const [path, kind] of diff) {
    const { inPlace, replacing } = KINDS[kind];
    const replace = replaces(path);
    if (replace) response.addReplaces(path);
    response.addDiffs(path);
    response
      .getDetaileddiffMap()
      .set(path, new messages.PropertyDiff().setKind(replace ? replacing : inPlace));
  }
  return response;
}

function read(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function write(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}
