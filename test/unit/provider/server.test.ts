import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { diffInputs } from "../../../lab/provider/diff";
import { serve } from "../../../lab/provider/server";
import { secret } from "../../../lab/provider/values";

const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
const { UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;

let client: ResourceProviderClient;
let stop: () => void;

beforeAll(async () => {
  const served = await serve(
    {
      check: (_urn, news) => ({
        inputs: news,
        failures: [{ property: "stdin", reason: "is too long" }],
      }),
      diff: diffInputs,
      create: () => Promise.resolve({ id: "id", state: { stdout: "x", connection: secret("c") } }),
      update: () =>
        Promise.reject(new Error('Process exited with status 1: running "x":\nno room\n')),
      delete: () => Promise.reject(new Error("gone")),
      cancel: () => undefined,
    },
    "1.2.1",
  );
  stop = served.stop;
  client = new ResourceProviderClient(
    `127.0.0.1:${served.port}`,
    grpc.credentials.createInsecure(),
  );
});

afterAll(() => {
  client.close();
  stop();
});

/** Calls one method and gives its answer or its error. */
function call<Q, A>(
  method: (request: Q, callback: (error: grpc.ServiceError | null, answer: A) => void) => unknown,
  request: Q,
): Promise<A> {
  return new Promise((resolve, reject) => {
    method.call(client, request, (error, answer) => {
      if (error) reject(error);
      else resolve(answer);
    });
  });
}

const struct = (properties: object): Struct =>
  Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);

it("tells the engine that it takes secrets, so that none arrives in the clear", async () => {
  const answer = await call<messages.ConfigureRequest, messages.ConfigureResponse>(
    client.configure.bind(client),
    new messages.ConfigureRequest(),
  );
  expect(answer.getAcceptsecrets()).toBe(true);
});

it("gives the failures of a check", async () => {
  const answer = await call<messages.CheckRequest, messages.CheckResponse>(
    client.check.bind(client),
    new messages.CheckRequest().setNews(struct({ stdin: "x" })),
  );
  expect(answer.getFailuresList().map((failure) => failure.toObject())).toEqual([
    { property: "stdin", reason: "is too long" },
  ]);
});

it.each([
  ["nothing", { create: "a" }, DIFF_NONE, [], []],
  ["an update", { create: "b" }, DIFF_SOME, [], [["create", UPDATE]]],
  [
    "a replacement",
    { create: "a", triggers: [2] },
    DIFF_SOME,
    ["triggers[0]"],
    [["triggers[0]", UPDATE_REPLACE]],
  ],
])("tells %s, value by value", async (_what, news, changes, replaces, detailed) => {
  const olds = "triggers" in news ? { create: "a", triggers: [1] } : { create: "a" };
  const answer = await call<messages.DiffRequest, messages.DiffResponse>(
    client.diff.bind(client),
    new messages.DiffRequest().setOlds(struct(olds)).setNews(struct(news)),
  );
  expect(answer.getChanges()).toBe(changes);
  expect(answer.getReplacesList()).toEqual(replaces);
  const kinds: unknown[] = [];
  answer.getDetaileddiffMap().forEach((value, path) => kinds.push([path, value.getKind()]));
  expect(kinds).toEqual(detailed);
});

it("gives the state that was created, secrets wrapped", async () => {
  const answer = await call<messages.CreateRequest, messages.CreateResponse>(
    client.create.bind(client),
    new messages.CreateRequest().setUrn("u").setProperties(struct({})),
  );
  expect([answer.getId(), answer.getProperties()?.toJavaScript()]).toEqual([
    "id",
    { stdout: "x", connection: secret("c") },
  ]);
});

it("gives errors as they are", async () => {
  const updated = call<messages.UpdateRequest, messages.UpdateResponse>(
    client.update.bind(client),
    new messages.UpdateRequest(),
  );
  await expect(updated).rejects.toMatchObject({
    code: grpc.status.UNKNOWN,
    details: 'Process exited with status 1: running "x":\nno room\n',
  });
});

it("has nothing to read: a refresh gets back what it gave", async () => {
  const answer = await call<messages.ReadRequest, messages.ReadResponse>(
    client.read.bind(client),
    new messages.ReadRequest().setId("id").setProperties(struct({ stdout: "x" })),
  );
  expect([answer.getId(), answer.getProperties()?.toJavaScript()]).toEqual(["id", { stdout: "x" }]);
});
