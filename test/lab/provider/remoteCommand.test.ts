import { join } from "node:path";

import * as command from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";

import { deployment } from "../../../lab/deploy";
import { Deployment, DeploymentError } from "../../../lab/demo/deployment";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";

jest.setTimeout(120_000);

type Args = Omit<command.CommandArgs, "connection">;
interface Declared {
  readonly args: Args;
  readonly connection?: object;
  readonly options?: pulumi.CustomResourceOptions;
}

let lab: Lab;
let host: LabHost;
/** What the program declares; a test changes it between two runs. */
let declared: Record<string, Declared> = {};

beforeAll(async () => {
  lab = await upLab({
    agents: [{ name: "hel-1", location: "hel1" }],
    daemons: false,
    attacker: false,
  });
  host = lab.host("hel-1");
});

afterAll(() => lab.down());

/** Opens a stack of its own, whose program declares what {@link declared} holds at each run. */
function opened(name: string): Promise<Deployment> {
  const connection = {
    host: host.address,
    port: host.port,
    user: "root",
    privateKey: lab.key.privateKey,
    hostKey: host.hostKey,
    dialErrorLimit: 0,
    perDialTimeout: 5,
  };
  const program = (): Promise<Record<string, unknown>> => {
    const outputs = Object.entries(declared).map(([id, { args, connection: changes, options }]) => [
      id,
      new command.Command(
        id,
        {
          addPreviousOutputInEnv: false,
          ...args,
          connection: { ...connection, ...changes },
        },
        options,
      ).stdout,
    ]);
    return Promise.resolve(Object.fromEntries(outputs) as Record<string, unknown>);
  };
  return deployment(join(lab.dir, name), {}, { program });
}

/** Runs something and counts the SSH connections that it opened on the host. */
async function counted<T>(run: () => Promise<T>): Promise<{ result: T; connections: number }> {
  const before = await host.sshConnections();
  const result = await run();
  return { result, connections: (await host.sshConnections()) - before };
}

const failure = (run: Promise<unknown>): Promise<DeploymentError> =>
  run.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: unknown) => error as DeploymentError,
  );

interface State {
  readonly deployment: {
    readonly resources: readonly {
      readonly urn: string;
      readonly inputs?: Record<string, unknown>;
      readonly outputs?: Record<string, unknown>;
    }[];
  };
}

async function stateOf(stack: Deployment, name: string): Promise<State["deployment"]["resources"]> {
  const { deployment: state } = (await stack.state()) as State;
  return state.resources.filter(({ urn }) => urn.endsWith(`::${name}`));
}

it("connects once for each operation, and for a step without `create` not at first", async () => {
  const stack = await opened("operations");
  const log = (text: string): string => `cat >/dev/null; echo ${text} >>/tmp/operations`;
  declared = {
    again: { args: { create: log("again"), stdin: "1" } },
    upgraded: { args: { create: log("created"), update: log("upgraded"), stdin: "1" } },
    later: { args: { update: log("later"), stdin: "1" } },
    removed: { args: { create: log("made"), delete: log("removed") } },
  };
  expect((await counted(() => stack.preview())).connections).toBe(0);
  expect((await counted(() => stack.up())).connections).toBe(3);
  expect((await counted(() => stack.up())).connections).toBe(0);
  await host.run("rm /tmp/operations");

  const { removed, ...rest } = declared;
  expect(removed).toBeDefined();
  declared = rest;
  declared["again"] = { args: { create: log("again"), stdin: "1", logging: "none" } };
  declared["upgraded"] = { args: { ...rest["upgraded"]?.args, stdin: "2" } };
  declared["later"] = { args: { update: log("later"), stdin: "2" } };
  const { result, connections } = await counted(() => stack.up());
  expect(connections).toBe(4);
  expect(result.counts).toEqual({ same: 1, update: 3, delete: 1 });
  expect((await host.read("/tmp/operations")).trim().split("\n").sort()).toEqual([
    "again",
    "later",
    "removed",
    "upgraded",
  ]);
});

it("replaces for triggers: the new create runs before the old delete", async () => {
  const stack = await opened("triggers");
  const once = (trigger: number): void => {
    declared = {
      timed: {
        args: {
          create: `echo create ${trigger} >>/tmp/triggers`,
          delete: `echo delete ${trigger} >>/tmp/triggers`,
          triggers: [trigger],
        },
      },
    };
  };
  once(1);
  await stack.up();
  once(2);
  expect((await stack.up()).counts).toEqual({ same: 1, replace: 1 });
  expect(await host.read("/tmp/triggers")).toBe("create 1\ncreate 2\ndelete 1\n");
});

it("keeps nothing of a create that fails, and the old state of an update that fails", async () => {
  const stack = await opened("failures");
  declared = {
    good: { args: { create: "cat", stdin: "old" } },
    bad: { args: { create: "touch /tmp/half; echo no room >&2; exit 7", stdin: "the secret" } },
  };
  const created = await failure(stack.up());
  expect(created.message).toBe("bad: Process exited with status 7:\nno room");
  expect(created.run.diagnostics.map(({ text }) => text)).toEqual([
    'Process exited with status 7: running "touch /tmp/half; echo no room >&2; exit 7":\nno room',
  ]);
  expect(await stateOf(stack, "bad")).toEqual([]);
  expect(await host.read("/tmp/half")).toBe("");

  declared = { good: { args: { create: "cat; exit 8", stdin: "new" } } };
  expect((await failure(stack.up())).message).toBe("good: Process exited with status 8:\nnew");
  const [good] = await stateOf(stack, "good");
  expect([good?.inputs?.["stdin"], good?.outputs?.["stdout"]]).toEqual(["old", "old"]);
});

it("keeps secrets secret: in the state, in previews, and only those", async () => {
  const stack = await opened("secrets");
  declared = {
    plain: { args: { create: "echo seen; cat >/dev/null", stdin: pulumi.secret("hidden input") } },
    marked: {
      args: { create: "printf 'hid%s output' den" },
      options: { additionalSecretOutputs: ["stdout"] },
    },
  };
  const preview = await stack.preview();
  expect(preview.diff).toContain("stdin                 : [secret]");
  const { outputs } = await stack.up();
  expect(outputs).toEqual({ plain: "seen", marked: "hidden output" });
  const text = JSON.stringify(await stack.storedState());
  const found = ["hidden", "OPENSSH PRIVATE KEY", '"stdout":"seen"'].map((part) =>
    text.includes(part),
  );
  expect(found).toEqual([false, false, true]);
});

it("refuses another host key, and takes the connection of the state to delete", async () => {
  const stack = await opened("keys");
  declared = { kept: { args: { create: "true", delete: "echo gone >/tmp/kept" } } };
  await stack.up();
  const other = { hostKey: lab.master.hostKey };
  declared = { refused: { args: { create: "touch /tmp/refused" }, connection: other } };
  const { result, connections } = await counted(() => failure(stack.up()));
  expect(result.message).toBe(
    "refused: after 0 failed attempts: ssh: handshake failed: ssh: host key mismatch",
  );
  expect(connections).toBe(0);

  declared = {};
  expect((await counted(() => stack.up())).connections).toBe(1);
  expect(await host.read("/tmp/kept")).toBe("gone\n");
  expect((await host.run("test -e /tmp/refused")).code).toBe(1);
});

it("passes over a host that is off with ignoreChanges, and catches up afterwards", async () => {
  const stack = await opened("off");
  const wanted = (stdin: string, ignoreChanges: string[]): void => {
    declared = { state: { args: { create: "cat", stdin }, options: { ignoreChanges } } };
  };
  wanted("1", []);
  await stack.up();
  await host.stopSsh();
  wanted("2", []);
  const off = await failure(stack.up());
  expect(off.message).toBe(
    `state: after 0 failed attempts: dial tcp ${host.address}:${host.port}: connect: connection refused`,
  );
  wanted("2", ["*"]);
  expect((await stack.up()).counts).toEqual({ same: 2 });
  await host.startSsh();
  wanted("2", []);
  expect((await stack.up()).outputs).toEqual({ state: "2" });
});
