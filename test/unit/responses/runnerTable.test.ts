import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { JUDGE_PARTS } from "../../../policy/render/responses/judgeParts";
import { awkProgram } from "../../../policy/render/template";
import { AWKS, runAwk } from "../../interpreters";

const LISTS = `table inet x {
	set whitelist4 {
		elements = {
  203.0.113.9, # office
  203.0.113.10, # never: a proxy
}
`;

describe.each(AWKS)("what a message asks of the runner, by %s", (_name, awk) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "runner-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const message = (data: object, command = "add", alert: object = {}): string =>
    JSON.stringify({
      version: 1,
      origin: { name: "x", module: "wazuh-execd" },
      command,
      parameters: {
        extra_args: [],
        alert: {
          id: "1.2",
          rule: { id: "100100" },
          agent: { name: "web" },
          full_log: "x",
          data,
          ...alert,
        },
      },
    });
  /** The answer, and the key. */
  const asked = (line: string, env: Readonly<Record<string, string>> = {}): string[] => {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    return runAwk(awk, awkProgram([...JUDGE_PARTS, "custom-runner.awk"]), "", {
      LINE: line,
      FIELDS: "srcip",
      KEYS: "srcip",
      STATEFUL: "yes",
      LISTS: file("lists", LISTS),
      CONF: file("conf", ""),
      RESOLVED: file("resolved", ""),
      ROUTES: file("routes", ""),
      ...env,
    })
      .trimEnd()
      .split("\n");
  };
  const AT = "parameters.alert.data";

  it.each<[string, string, Readonly<Record<string, string>>, string[]]>([
    [
      "add",
      message({ srcip: "203.0.113.7" }),
      {},
      ["run|203.0.113.7|add|100100|1.2|web|203.0.113.7|-", "203.0.113.7"],
    ],
    [
      "delete, of what a list spares too",
      message({ srcip: "203.0.113.9" }, "delete"),
      {},
      ["run|203.0.113.9|delete|100100|1.2|web|203.0.113.9|-", "203.0.113.9"],
    ],
    [
      "a drill",
      message({ srcip: "203.0.113.7" }, "drill"),
      {},
      ["run|203.0.113.7|drill|100100|1.2|web|203.0.113.7|-", "203.0.113.7"],
    ],
    [
      "another command",
      message({ srcip: "203.0.113.7" }, "stop"),
      {},
      ["malformed||stop|100100|1.2|web|-|-"],
    ],
    ["no message", "{", {}, ["malformed||-|-|-|-|-|-"]],
    [
      "an address of the white list",
      message({ srcip: "203.0.113.9" }),
      {},
      ["white-listed|203.0.113.9|add|100100|1.2|web|203.0.113.9|office", "203.0.113.9"],
    ],
    [
      "an address that is never blocked",
      message({ srcip: "203.0.113.10" }),
      {},
      ["refused|203.0.113.10|add|100100|1.2|web|203.0.113.10|a proxy", "203.0.113.10"],
    ],
    [
      "loopback",
      message({ srcip: "127.0.0.1" }),
      {},
      ["refused|127.0.0.1|add|100100|1.2|web|127.0.0.1|loopback", "127.0.0.1"],
    ],
    [
      "no address",
      message({ srcip: "evil" }),
      {},
      [`strange||add|100100|1.2|web|evil|${AT}.srcip is not an address`],
    ],
    [
      "no field of several",
      message({}),
      { FIELDS: "a srcip b" },
      [`strange||add|100100|1.2|web|-|${AT}.a is missing, and no address stands in srcip, b`],
    ],
    [
      "no address is wanted",
      message({ srcip: "evil" }),
      { FIELDS: "" },
      ["run||add|100100|1.2|web|evil|-", "evil"],
    ],
    [
      "a key of the alert itself",
      message({}, "add", { syscheck: { path: "/a" } }),
      { FIELDS: "", KEYS: "alert.syscheck.path" },
      ["run||add|100100|1.2|web|/a|-", "/a"],
    ],
    [
      "no key",
      message({}),
      { FIELDS: "", KEYS: "a" },
      [`strange||add|100100|1.2|web|-|${AT}.a is missing`],
    ],
    [
      "no key, and none wanted",
      message({}),
      { FIELDS: "", KEYS: "a", STATEFUL: "" },
      ["run||add|100100|1.2|web|-|-"],
    ],
    [
      "no key for delete",
      message({}, "delete"),
      { FIELDS: "", KEYS: "a" },
      ["run||delete|100100|1.2|web|-|-"],
    ],
    [
      "a key of 2048 letters",
      message({ a: "x".repeat(2048) }),
      { FIELDS: "", KEYS: "a" },
      [`run||add|100100|1.2|web|${"x".repeat(2048)}|-`, "x".repeat(2048)],
    ],
    [
      "a key of 2049 letters",
      message({ a: "x".repeat(2049) }),
      { FIELDS: "", KEYS: "a" },
      [
        `strange||add|100100|1.2|web|${"x".repeat(2049)}|${AT}.a is longer than 2048 characters, too long for a key`,
        "x".repeat(2049),
      ],
    ],
    [
      "a key of 2049 letters that nobody needs",
      message({ a: "x".repeat(2049) }),
      { FIELDS: "", KEYS: "a", STATEFUL: "" },
      [`run||add|100100|1.2|web|${"x".repeat(2049)}|-`, "x".repeat(2049)],
    ],
    [
      "a line that proves nothing",
      message({ srcip: "203.0.113.7" }, "add", { rule: { id: "5763" }, full_log: undefined }),
      {},
      [
        "forged|203.0.113.7|add|5763|1.2|web|203.0.113.7|the message holds no log line that proves 203.0.113.7",
        "203.0.113.7",
      ],
    ],
  ])("%s", (_what, line, env, [answer = "", key]) => {
    const [first = "", second] = asked(line, env);
    // What is shown of a subject is cut: see plain() of json.awk.
    const cut = (text: string): string => text.replace(/x{60,}/g, "x...");
    expect([cut(first), second]).toEqual([cut(answer), key]);
  });
});

describe.each(AWKS)("what a message asks to end, by %s", (_name, awk) => {
  const PROGRAM = awkProgram(["json.awk", "kill-process.awk"]);
  const asked = (data: object, listed: readonly string[], command = "add"): string =>
    runAwk(awk, PROGRAM, "", {
      LINE: JSON.stringify({
        version: 1,
        origin: { name: "x", module: "wazuh-execd" },
        command,
        parameters: {
          extra_args: [],
          alert: { id: "1.2", rule: { id: "100050" }, agent: { name: "web" }, data },
        },
      }),
      LISTED: listed.join("\n"),
    }).trimEnd();
  const exe = (path: string): object => ({ audit: { exe: path, pid: "7" } });

  it.each<[object, string[], string]>([
    [exe("/tmp/xmrig"), ["xmrig"], "add|xmrig|7|100050|1.2|web|/tmp/xmrig"],
    [exe("/tmp/xmrig"), ["/tmp/xmrig"], "add|/tmp/xmrig|7|100050|1.2|web|/tmp/xmrig"],
    [exe("/opt/xmrig"), ["/tmp/xmrig"], "add|-|7|100050|1.2|web|/opt/xmrig"],
    [exe("/tmp/a"), ["b", "a", "/tmp/a"], "add|a|7|100050|1.2|web|/tmp/a"],
    [exe("/tmp/xmrig2"), ["xmrig"], "add|-|7|100050|1.2|web|/tmp/xmrig2"],
    [{ process: { name: "xmrig" } }, ["xmrig"], "add|xmrig|-|100050|1.2|web|xmrig"],
    [{ audit: { command: "xmrig" } }, ["/tmp/xmrig"], "add|/tmp/xmrig|-|100050|1.2|web|xmrig"],
    [
      { audit: { command: "x".repeat(15) } },
      ["x".repeat(16)],
      `add|${"x".repeat(16)}|-|100050|1.2|web|${"x".repeat(15)}`,
    ],
    [
      { audit: { command: "x".repeat(16) } },
      ["x".repeat(16)],
      `add|-|-|100050|1.2|web|${"x".repeat(16)}`,
    ],
    [{ audit: { command: "" } }, ["/"], "add|-|-|100050|1.2|web|-"],
    [{}, [""], "add|-|-|100050|1.2|web|-"],
    [
      { audit: { exe: "/a", command: "b" }, process: { name: "c" } },
      ["c"],
      "add|c|-|100050|1.2|web|/a",
    ],
    [{ audit: { exe: "/a", pid: "1234567" } }, ["a"], "add|a|1234567|100050|1.2|web|/a"],
    [{ audit: { exe: "/a", pid: "12345678" } }, ["a"], "add|a|-|100050|1.2|web|/a"],
    [{ audit: { exe: "/a", pid: "0" } }, ["a"], "add|a|-|100050|1.2|web|/a"],
    [{ audit: { exe: "/a", pid: "1x" } }, ["a"], "add|a|-|100050|1.2|web|/a"],
    [{ audit: { exe: "/a", pid: "9" } }, ["a"], "add|a|9|100050|1.2|web|/a"],
  ])("%j of %j: %s", (data, listed, expected) => {
    expect(asked(data, listed)).toBe(expected);
  });
});
