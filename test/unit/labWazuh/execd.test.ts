import { Execd, type ExecdWorld } from "../../../lab/wazuh/execd/execd";

/** A world whose scripts answer what a test says, and that writes down what was said to them. */
class World implements ExecdWorld {
  time = 1000;
  files = new Set(["active-response/bin/fw", "active-response/bin/custom-isolate"]);
  text: string | undefined = "fw60 - fw - 60\nonce0 - fw - 0\n";
  answer: string | undefined = check("192.0.2.7");
  crashed = 0;
  restarts = 0;
  readonly said: string[] = [];
  readonly words: string[] = [];
  readonly messages: Record<string, unknown>[] = [];
  now = (): number => this.time;
  arConf = (): string | undefined => this.text;
  present = (path: string): boolean => this.files.has(path);
  log: ExecdWorld["log"] = ({ level, text }) => this.words.push(`${level}: ${text}`);
  restart = (): void => {
    this.restarts++;
  };
  crash = (): void => {
    this.crashed++;
  };
  run: ExecdWorld["run"] = (executable) => ({
    say: (line) => {
      const message = JSON.parse(line) as { command: string };
      this.messages.push(message);
      this.said.push(`${executable} ${message.command}`);
    },
    answer: Promise.resolve(this.answer),
    finish: () => Promise.resolve(),
  });
}

function check(...keys: string[]): string {
  const origin = { name: "fw", module: "active-response" };
  return JSON.stringify({ version: 1, origin, command: "check_keys", parameters: { keys } });
}

function message(command: string): string {
  const origin = { name: "node01", module: "wazuh-analysisd" };
  return JSON.stringify({
    version: 1,
    origin,
    command,
    parameters: { extra_args: [], alert: { id: "1" } },
  });
}

const FW = "active-response/bin/fw";

describe("wazuh-execd", () => {
  it("asks a script to add, and lets it go on; reverts after the timeout by a new message without check_keys", async () => {
    const world = new World();
    const execd = new Execd(world);
    await execd.handle(message("fw60"));
    world.time += 60;
    await execd.revertDue();
    expect(world.said).toEqual([`${FW} add`, `${FW} continue`]);
    world.time += 1;
    await execd.revertDue();
    expect(world.said.slice(2)).toEqual([`${FW} delete`]);
    expect(execd.active).toEqual([]);
  });

  it("says who it is, and which program it runs, and changes nothing else", async () => {
    const world = new World();
    await new Execd(world).handle(message("fw60"));
    expect(world.messages[0]).toEqual({
      version: 1,
      origin: { name: "node01", module: "wazuh-execd" },
      command: "add",
      parameters: { extra_args: [], alert: { id: "1" }, program: FW },
    });
  });

  it("aborts for a key that is active, and starts its clock again", async () => {
    const world = new World();
    const execd = new Execd(world);
    await execd.handle(message("fw60"));
    world.time += 50;
    await execd.handle(message("fw60"));
    expect(world.said.at(-1)).toBe(`${FW} abort`);
    world.time += 50;
    await execd.revertDue();
    expect(execd.active).toEqual(["fw-192.0.2.7"]);
    world.time += 11;
    await execd.revertDue();
    expect(execd.active).toEqual([]);
  });

  it("never reverts what said nothing", async () => {
    const world = new World();
    world.answer = undefined;
    const execd = new Execd(world);
    await execd.handle(message("fw60"));
    expect([world.said, execd.active]).toEqual([[`${FW} add`], []]);
  });

  it("takes the name alone for the key after any other first line: the second address is aborted", async () => {
    const world = new World();
    world.answer = "hello";
    const execd = new Execd(world);
    await execd.handle(message("fw60"));
    await execd.handle(message("fw60"));
    expect(execd.active).toEqual(["fw"]);
    expect(world.said.at(-1)).toBe(`${FW} abort`);
  });

  it("lets what has no timeout always go on", async () => {
    const world = new World();
    const execd = new Execd(world);
    await execd.handle(message("once0"));
    await execd.handle(message("once0"));
    await execd.handle(message("!custom-isolate"));
    expect(world.said.filter((said) => said.endsWith("continue"))).toHaveLength(3);
    expect(execd.active).toEqual([]);
  });

  it("refuses names that leave the folder", async () => {
    const world = new World();
    await new Execd(world).handle(message("!../../bin/sh"));
    expect(world.said).toEqual([]);
    expect(world.words[0]).toContain("vulnerable to directory traversal");
  });

  it("reads ar.conf again for a name that it does not know, and only then", async () => {
    const world = new World();
    world.text = "new5 - new - 5\n";
    const execd = new Execd(world);
    await execd.handle(message("new5"));
    world.files.add("active-response/bin/new");
    await execd.handle(message("new5"));
    expect(world.said).toEqual([]);
    await execd.handle(message("no-such-name"));
    expect(world.words.at(-1)).toBe("ERROR: (1311): Invalid command name 'no-such-name' provided.");
    await execd.handle(message("new5"));
    expect(world.said[0]).toBe("active-response/bin/new add");
  });

  it("reverts at once after a negative timeout", async () => {
    const world = new World();
    world.text = "fw-5 - fw - -5\n";
    const execd = new Execd(world);
    await execd.handle(message("fw-5"));
    await execd.revertDue();
    expect(world.said).toEqual([`${FW} add`, `${FW} continue`, `${FW} delete`]);
  });

  it("reverts all at its end", async () => {
    const world = new World();
    const execd = new Execd(world);
    await execd.handle(message("fw60"));
    world.answer = check("192.0.2.8");
    await execd.handle(message("fw60"));
    await execd.shutDown();
    expect(world.said.slice(-2)).toEqual([`${FW} delete`, `${FW} delete`]);
    expect(world.words).toContain("INFO: (1314): Shutdown received. Deleting responses.");
  });

  it.each([
    ["{", "ERROR: (1315): Invalid JSON message: '{'"],
    ["{}", "ERROR: (1316): Invalid AR command: '{}'"],
  ])("refuses %s", async (text, words) => {
    const world = new World();
    await new Execd(world).handle(text);
    expect(world.words).toEqual([words]);
  });

  it("restarts Wazuh for restart-wazuh", async () => {
    const world = new World();
    await new Execd(world).handle(message("restart-wazuh"));
    expect(world.restarts).toBe(1);
  });

  it("lengthens the block of a repeated offender", async () => {
    const world = new World();
    const execd = new Execd(world, [2, 5]);
    await execd.handle(message("fw60"));
    await execd.handle(message("fw60"));
    world.time += 119;
    await execd.revertDue();
    expect(execd.active).toHaveLength(1);
    world.time += 2;
    await execd.revertDue();
    expect(execd.active).toHaveLength(0);
  });

  it.each([
    [63, 0],
    [64, 1],
    [66, 1],
  ])("with %d rows, a second reading crashes %d times", async (rows, crashes) => {
    const world = new World();
    world.text = Array.from({ length: rows }, (_, index) => `name${index} - fw - 0\n`).join("");
    const execd = new Execd(world);
    await execd.handle(message("unknown"));
    expect(world.crashed).toBe(0);
    await execd.handle(message("unknown"));
    expect(world.crashed).toBe(crashes);
  });
});
