import { connect, createServer, type AddressInfo } from "node:net";

import { attempt, connectionTo } from "./attempt";
import { finish, sshServer, type ServerOptions, type TestServer } from "./sshServer";

let server: TestServer | undefined;
const serving = async (options: ServerOptions): Promise<TestServer> =>
  (server = await sshServer(options));

// Clients of the machine's own agent would change what is tried.
beforeAll(() => {
  delete process.env["SSH_AUTH_SOCK"];
});

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const printing: ServerOptions["exec"] = (_command, { channel }) => {
  channel.write("out 1\nout 2\n");
  channel.stderr.write("err 1\n");
  finish(channel, 0);
};

/** A relay that hands everything the server says within 50 ms on in one piece. */
async function inOnePiece(port: number): Promise<{ port: number; close: () => void }> {
  const relay = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    let waiting: Buffer[] = [];
    const timer = setInterval(() => {
      if (waiting.length > 0) client.write(Buffer.concat(waiting));
      waiting = [];
    }, 50);
    upstream.on("data", (piece) => waiting.push(piece));
    client.pipe(upstream);
    client.on("close", () => {
      clearInterval(timer);
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    relay.listen(0, "127.0.0.1", resolve);
  });
  return { port: (relay.address() as AddressInfo).port, close: () => void relay.close() };
}

it("hears the end of a command that is done before its start was confirmed", async () => {
  const at = await serving({ exec: printing });
  const relay = await inOnePiece(at.port);
  const { printed, error } = await attempt(connectionTo({ ...at, port: relay.port }), "print");
  relay.close();
  expect({ printed, error }).toEqual({
    printed: { stdout: "out 1\nout 2", stderr: "err 1" },
    error: undefined,
  });
});

describe("what a command prints", () => {
  it("is the outputs without the last newline, by one connection and one command", async () => {
    const { connections, commands, ...at } = await serving({ exec: printing });
    const { printed, error } = await attempt(connectionTo(at), "print");
    expect({ printed, error, commands, connections: connections() }).toEqual({
      printed: { stdout: "out 1\nout 2", stderr: "err 1" },
      error: undefined,
      commands: ["print"],
      connections: 1,
    });
  });

  it.each([
    [undefined, ["out 1", "out 2", "err 1"]],
    ["stdoutAndStderr", ["out 1", "out 2", "err 1"]],
    ["stdout", ["out 1", "out 2"]],
    ["stderr", ["err 1"]],
    ["none", []],
  ] as const)("is shown with logging %s: %j", async (logging, lines) => {
    const at = await serving({ exec: printing });
    const { status } = await attempt(connectionTo(at), "print", logging ? { logging } : {});
    expect([...status].sort()).toEqual([...lines].sort());
  });

  it("keeps what is larger than one packet, and characters cut between two", async () => {
    const large = "zażółć gęślą jaźń\n".repeat(20_000);
    const at = await serving({
      exec: async (_command, { channel, input }) => {
        channel.write(await input());
        finish(channel, 0);
      },
    });
    const { printed } = await attempt(connectionTo(at), "cat", { stdin: large, logging: "none" });
    expect(printed?.stdout === large.slice(0, -1)).toBe(true);
  });
});

describe("standard input", () => {
  const echo: ServerOptions["exec"] = async (_command, { channel, input }) => {
    channel.write(`<${await input()}>`);
    finish(channel, 0);
  };

  it("is what the resource gives", async () => {
    const at = await serving({ exec: echo });
    expect((await attempt(connectionTo(at), "x", { stdin: "a\nb" })).printed?.stdout).toBe(
      "<a\nb>",
    );
  });

  it("ends at once where none is given", async () => {
    const at = await serving({ exec: echo });
    expect((await attempt(connectionTo(at), "x")).printed?.stdout).toBe("<>");
  });

  it("may be left unread", async () => {
    const at = await serving({
      exec: (_command, { channel }) => {
        finish(channel, 0);
      },
    });
    const { error, printed } = await attempt(connectionTo(at), "true", {
      stdin: "x".repeat(3_000_000),
    });
    expect({ error, printed }).toEqual({ error: undefined, printed: { stdout: "", stderr: "" } });
  });
});

describe("a command that fails", () => {
  it("gives its line and all it printed, never its standard input", async () => {
    const at = await serving({
      exec: (_command, { channel }) => {
        channel.stderr.write('no "room"\n');
        finish(channel, 3);
      },
    });
    const { error } = await attempt(connectionTo(at), 'install "x"', { stdin: "TOP SECRET" });
    expect(error).toBe('Process exited with status 3: running "install \\"x\\"":\nno "room"\n');
  });

  it("names the signal that ended it", async () => {
    const at = await serving({
      exec: (_command, { channel }) => {
        channel.exit("TERM");
        channel.end();
      },
    });
    const { error } = await attempt(connectionTo(at), "sleep");
    expect(error).toBe('Process exited with status 143 from signal TERM: running "sleep":\n');
  });

  it("says so where the connection ends without a status", async () => {
    const at = await serving({
      exec: (_command, { channel }) => {
        channel.end();
      },
    });
    const { error } = await attempt(connectionTo(at), "x");
    expect(error).toBe(
      'wait: remote command exited without exit status or exit signal: running "x":\n',
    );
  });
});

describe("variables", () => {
  const show: ServerOptions["exec"] = (_command, { channel, variables }) => {
    channel.write(JSON.stringify(variables));
    finish(channel, 0);
  };

  it("reach the command where the server takes them", async () => {
    const at = await serving({ exec: show, accepts: ["A", "B"] });
    const { printed } = await attempt(connectionTo(at), "env", {
      environment: { A: "1", B: "x y" },
    });
    expect(JSON.parse(printed?.stdout ?? "")).toEqual({ A: "1", B: "x y" });
  });

  it("that the server refuses stop the command before it runs", async () => {
    const at = await serving({ exec: show, accepts: ["A"] });
    const { error, errors } = await attempt(connectionTo(at), "env", {
      environment: { A: "1", BAD: "2" },
    });
    expect({ error, errors, commands: at.commands }).toEqual({
      error: 'could not set environment variable "BAD": ssh: setenv failed',
      errors: [
        "Unable to set 'BAD'. The SSH server takes a variable only where its AcceptEnv names it. " +
          "Where a shell runs the command, write 'VAR=value command' instead.",
      ],
      commands: [],
    });
  });

  const before = { stdout: "old out", stderr: "old err" };

  it("hold the previous outputs where the server takes them", async () => {
    const accepts = ["PULUMI_COMMAND_STDOUT", "PULUMI_COMMAND_STDERR"];
    const at = await serving({ exec: show, accepts });
    const { printed } = await attempt(connectionTo(at), "env", before);
    expect(JSON.parse(printed?.stdout ?? "")).toEqual({
      PULUMI_COMMAND_STDOUT: "old out",
      PULUMI_COMMAND_STDERR: "old err",
    });
  });

  it("of the previous outputs warn twice where they are refused, and the command runs", async () => {
    const at = await serving({ exec: show });
    const { printed, warnings } = await attempt(connectionTo(at), "env", before);
    expect(printed?.stdout).toBe("{}");
    expect(warnings.map((text) => /'(\w+)'/.exec(text)?.[1])).toEqual([
      "PULUMI_COMMAND_STDOUT",
      "PULUMI_COMMAND_STDERR",
    ]);
  });

  it("of the previous outputs are not sent with addPreviousOutputInEnv: false", async () => {
    const at = await serving({ exec: show, accepts: ["PULUMI_COMMAND_STDOUT"] });
    const { printed, warnings } = await attempt(connectionTo(at), "env", {
      ...before,
      addPreviousOutputInEnv: false,
    });
    expect({ stdout: printed?.stdout, warnings }).toEqual({ stdout: "{}", warnings: [] });
  });
});
