import { EXECD_CONTRACT, ROWS, WITNESS } from "../../real/execdContract";
import { execdOn, type Daemon } from "./daemon";
import { upHost, type TestHost } from "./host";

// WAZUH_EXECD names the file of a real wazuh-execd (4.14): then the same is played by that, too.
const REAL = process.env.WAZUH_EXECD;
const DAEMONS = [
  ["the lab's stand-in", undefined],
  ...(REAL === undefined ? [] : [["the real wazuh-execd", REAL]]),
] as readonly (readonly [string, string | undefined])[];

function text(command: string, srcip: string): string {
  return JSON.stringify({
    version: 1,
    origin: { name: "node01", module: "wazuh-analysisd" },
    command,
    parameters: { extra_args: ["one"], alert: { id: "1.2", data: { srcip } } },
  });
}

describe.each(DAEMONS)("%s keeps the contract", (_name, program) => {
  let host: TestHost;
  let execd: Daemon;
  let said = 0;
  beforeAll(async () => {
    host = await upHost([]);
    for (const name of ["asks", "silent", "garbage"])
      host.put(`/var/ossec/active-response/bin/${name}`, WITNESS, "0750");
    execd = await execdOn(host, ROWS, program);
    execd.stop();
  });
  afterAll(() => {
    host.down();
  });
  const lines = (file: string): readonly string[] =>
    host.sh(`cat logs/${file} 2>/dev/null || :`).split("\n").slice(0, -1);
  /** What ossec.log says since the last look, but for starts and ends. */
  const words = (): readonly string[] => {
    const all = execd.words().split("\n").slice(0, -1);
    const fresh = all.slice(said);
    said = all.length;
    return fresh;
  };
  /** Waits until execd has done all that was sent before: it takes one message after the other. */
  const done = async (): Promise<void> => {
    const end = performance.now() + 60_000;
    execd.send(text("that-is-all", ""));
    while (!execd.words().split("\n").slice(said).join("\n").includes("'that-is-all'")) {
      if (performance.now() > end) throw new Error(execd.words());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  beforeEach(() => {
    host.sh("rm -f logs/witness logs/lines");
    execd.start();
    words();
  });
  afterEach(() => {
    if (host.sh("ls var/run/wazuh-execd-*.pid 2>/dev/null || :") !== "") execd.stop();
  });
  const ended = async (): Promise<void> => {
    await done();
    execd.stop();
  };

  it.each(EXECD_CONTRACT)("$what", async ({ messages, told, says = [] }) => {
    execd.send(...messages.map((one) => (typeof one === "string" ? one : text(...one))));
    await ended();
    expect(lines("witness")).toEqual(told);
    expect(words().flatMap((line) => says.find((one) => line.endsWith(` ${one}`)) ?? [])).toEqual(
      says,
    );
    // Nobody takes it away, so that it proves nothing (shared/real/README).
    expect(host.sh("[ -S queue/alerts/execq ] && echo there").trim()).toBe("there");
  });

  it("hands on the message as it came, with its own name, the script's path, and one command after the other", async () => {
    execd.send(text("fw60", "192.0.2.7"));
    await ended();
    const { origin, parameters, ...rest } = JSON.parse(text("fw60", "192.0.2.7")) as Record<
      string,
      object
    >;
    expect(lines("lines").map((line) => JSON.parse(line) as unknown)).toEqual(
      ["add", "continue", "delete"].map((command) => ({
        ...rest,
        command,
        origin: { ...origin, module: "wazuh-execd" },
        parameters: { ...parameters, program: "active-response/bin/asks" },
      })),
    );
  });

  it("takes back at its time, with a message of its own", async () => {
    execd.send(text("fw1", "192.0.2.9"));
    const end = performance.now() + 60_000;
    while (lines("witness").length < 3 && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines("witness")).toEqual([
      "asks add 192.0.2.9",
      "asks continue 192.0.2.9",
      "asks delete 192.0.2.9",
    ]);
  });
});
