import { scriptFacts } from "../../../../policy/lint/scripts/scriptFacts";

/** What is found in a script of Python, as `kind line`. */
function found(script: string, timed = false): string[] {
  return scriptFacts(`#!/usr/bin/env python3\nimport json, sys\n${script}\n`, timed).faults.map(
    ({ kind, line }) => `${kind} ${line}`,
  );
}

/** As the documentation of Wazuh has it. */
const DOCUMENTED = `
def setup_and_check_message(argv):
    input_str = ""
    for line in sys.stdin:
        input_str = line
        break
    try:
        data = json.loads(input_str)
    except ValueError:
        write_debug_file(argv[0], 'Decoding JSON has failed')
        return None
    return data

def send_keys_and_check_message(argv, keys):
    keys_msg = json.dumps({"version": 1, "origin": {"name": argv[0], "module": "active-response"}, "command": "check_keys", "parameters": {"keys": keys}})
    write_debug_file(argv[0], keys_msg)
    print(keys_msg)
    sys.stdout.flush()
    while True:
        line = sys.stdin.readline()
        if line:
            input_str = line
            break
    return input_str

def write_debug_file(ar_name, msg):
    with open("/tmp/log", mode="a") as log_file:
        log_file.write(ar_name + msg)

def main(argv):
    msg = setup_and_check_message(argv)
    if msg is None:
        sys.exit(1)
    if msg["command"] == "add":
        action = send_keys_and_check_message(argv, ["1"])

if __name__ == "__main__":
    main(sys.argv)`;

type Script = readonly [what: string, script: string];

describe("a script of Python that reads", () => {
  it.each<Script>([
    ["json.load", "alert = json.load(sys.stdin)"],
    ["json.load of the buffer", "alert = json.load(sys.stdin.buffer)"],
    ["read", "alert = json.loads(sys.stdin.read())"],
    ["readlines", 'text = "".join(sys.stdin.readlines())'],
    ["a loop", "for line in sys.stdin:\n    alert = json.loads(line)"],
    ["a loop on one line", "for line in sys.stdin: handle(line)"],
    ["a comprehension", "lines = [one for one in sys.stdin]"],
    ["join", 'text = "".join(sys.stdin)'],
    ["fileinput", "import fileinput\nfor line in fileinput.input():\n    handle(line)"],
    ["descriptor 0", "text = open(0).read()"],
    ["/dev/stdin", 'text = open("/dev/stdin").read()'],
    ["stdin by itself", "from sys import stdin\nalert = json.load(stdin)"],
    ["stdin by another name", "source = sys.stdin\ntext = source.read()"],
    ["a function", "def main():\n    alert = json.load(sys.stdin)\nmain()"],
    [
      "a loop over readline",
      "while True:\n    line = sys.stdin.readline()\n    if not line:\n        break\n    handle(line)",
    ],
    ["a walrus", "while line := sys.stdin.readline():\n    handle(line)"],
    ["a with of open(0)", "with open(0) as f:\n    text = f.read()"],
    ...["simplejson.load", "ujson.load", "yaml.load", "yaml.safe_load", "pickle.load"].map(
      (call): Script => [call, `alert = ${call}( sys.stdin)`],
    ),
    ...["list", "tuple", "set", "sorted", "csv.reader"].map((call): Script => [
      call,
      `all = ${call}( sys.stdin)`,
    ]),
    ["the buffer's readlines", "all = sys.stdin.buffer.readlines()"],
    ["a copy", "shutil.copyfileobj(sys.stdin, out)"],
    ["descriptor 0 with a mode", 'text = open(0, "rb").read()'],
    ["/dev/stdin with a mode", 'text = open("/dev/stdin", "rb").read()'],
    ["an open of 0 under a name", "source = open(0)\ntext = source.read()"],
    ["a wrapper", "source = io.TextIOWrapper(sys.stdin.buffer)\ntext = source.read()"],
    ["stdin among imports", "from sys import argv, stdin, stdout\nalert = json.load(stdin)"],
    ["a numbered loop", "for i, line in enumerate(sys.stdin):\n    handle(line)"],
    ["a loop of iter", "for line in iter(sys.stdin):\n    handle(line)"],
    ["a loop over the buffer", "for line in sys.stdin.buffer:\n    handle(line)"],
    ["an async loop", "async for line in sys.stdin:\n    handle(line)"],
    ["a loop over input", "while input():\n    pass"],
    ...["not line", 'line == ""', 'line.strip() == ""', "len(line) == 0", "line is None"].map(
      (head): Script => [
        `a loop left where ${head}`,
        `while True:\n    line = sys.stdin.readline()\n    if ${head}:\n        break\n    handle(line)`,
      ],
    ),
    [
      "a loop left at its end on one line",
      "while True:\n    line = sys.stdin.readline()\n    if not line: break\n    handle(line)",
    ],
  ])("to the end is found: %s", (_what, script) => {
    expect(found(script).map((one) => one.replace(/ \d+$/, ""))).toEqual(["reads-to-end"]);
  });

  it.each<Script>([
    ["readline", "alert = json.loads(sys.stdin.readline())"],
    ["input", "alert = json.loads(input())"],
    ["next", "alert = json.loads(next(sys.stdin))"],
    ["a loop that is left", "for line in sys.stdin:\n    alert = json.loads(line)\n    break"],
    [
      "a loop that returns",
      "def get():\n    for line in sys.stdin:\n        return json.loads(line)\nget()",
    ],
    [
      "json.load of a file",
      "alert = json.loads(sys.stdin.readline())\nwith open('/etc/x') as f:\n    x = json.load(f)",
    ],
    [
      "a loop over a file",
      "line = sys.stdin.readline()\nfor one in open('/etc/hosts'):\n    print(one, file=sys.stderr)",
    ],
    ...["break", "return", "raise Stop", "sys.exit(0)", "exit()", "os._exit(0)", "quit()"].map(
      (leaves): Script => [
        `a loop that ends by ${leaves}`,
        `def get():\n    for line in sys.stdin:\n        handle(line)\n        ${leaves}\nget()`,
      ],
    ),
    ["a loop that is left on one line", "for line in sys.stdin: break"],
    ["a read of so many bytes", "text = sys.stdin.read(4096)"],
    ["a loop over words of a line", "for word in sys.stdin.readline().split():\n    handle(word)"],
    ["another's load", "alert = myjson.load(sys.stdin_copy)"],
    ["names that only begin so", "sys.stdin.reader()\nsys.stdin.readlines2()\nmylist(sys.stdin)"],
    ["a stdin that is another", 'stdin = open("/etc/x")\nalert = json.load(stdin)'],
    ["another file that is opened", 'text = open("/etc/hosts").read()'],
    ["an import that is not stdin", "from sys import stdinfo\nalert = json.load(stdinfo)"],
    ...[
      "signal.setitimer(signal.ITIMER_REAL, 5)",
      "select.select([0], [], [], 5)",
      "select.poll()",
      "faulthandler.dump_traceback_later(5)",
    ].map((bound): Script => [
      `within a time by ${bound}`,
      `${bound}\nalert = json.load(sys.stdin)`,
    ]),
    ["json.load in a comment", "# json.load(sys.stdin)\nline = sys.stdin.readline()"],
    ["json.load in a text", '"""json.load(sys.stdin)"""\nline = sys.stdin.readline()'],
    ["within a time", "import signal\nsignal.alarm(5)\nalert = json.load(sys.stdin)"],
    ["as the documentation has it", DOCUMENTED],
  ])("one line only is none: %s", (_what, script) => {
    expect(found(script)).toEqual([]);
  });
});

describe("a script of Python", () => {
  const LINE = "line = sys.stdin.readline()";
  const KEYS = 'print(json.dumps({"command": "check_keys"}), flush=True)\nsys.stdin.readline()';
  type Row = readonly [what: string, script: string, timed: boolean, expected: readonly string[]];
  it.each<Row>([
    ["takes a later argument", `${LINE}\naction = sys.argv[9]`, false, ["takes-arguments 4"]],
    ["takes all arguments", `${LINE}\nactions = sys.argv[1:]`, false, ["takes-arguments 4"]],
    ["takes them by name", `${LINE}\naction = argv[2]`, false, ["takes-arguments 4"]],
    ["takes what is not a flag", `${LINE}\nx = sys.argv[1] == "-"`, false, ["takes-arguments 4"]],
    ["takes a short flag", `${LINE}\nx = sys.argv[1] == "-t"`, false, []],
    ["takes arguments", `${LINE}\naction = sys.argv[1]`, false, ["takes-arguments 4"]],
    ["names itself", `${LINE}\nname = sys.argv[0]`, false, []],
    [
      "takes a flag",
      `if len(sys.argv) > 1 and sys.argv[1] == "--test":\n    sys.exit(0)\n${LINE}`,
      false,
      [],
    ],
    ["speaks never", LINE, true, ["never-undone 1"]],
    ["speaks as documented", DOCUMENTED, true, []],
    ["prints first", `${LINE}\nprint("start")\n${KEYS}`, true, ["prints-first 4"]],
    ["prints to standard error", `${LINE}\nprint("start", file=sys.stderr)\n${KEYS}`, true, []],
    [
      "prints first in a function",
      `def log(m):\n    print(m)\n${LINE}\nlog("x")\n${KEYS}`,
      true,
      ["prints-first 4"],
    ],
    [
      "prints where it gives up",
      `${LINE}\nif not line:\n    print("nothing")\n    sys.exit(1)\n${KEYS}`,
      true,
      [],
    ],
    ["writes first", `${LINE}\nsys.stdout.write("x")\n${KEYS}`, true, ["prints-first 4"]],
    [
      "writes bytes first",
      `${LINE}\nsys.stdout.buffer.write(b"x")\n${KEYS}`,
      true,
      ["prints-first 4"],
    ],
    ["prints as Python 2 does", `${LINE}\nprint "x"\n${KEYS}`, true, ["prints-first 4"]],
    ["prints what it undoes", `${LINE}\nif c == "delete":\n    print("x")\n${KEYS}`, true, []],
    [
      "prints what it does not undo",
      `${LINE}\nif c != "delete":\n    print("x")\n${KEYS}`,
      true,
      ["prints-first 5"],
    ],
    [
      "prints where something failed",
      `try:\n    ${LINE}\nexcept ValueError:\n    print("x")\n${KEYS}`,
      true,
      [],
    ],
    ...["return", "exit(1)", "os._exit(1)", "raise Stop"].map((ends): Row => [
      `prints, then ${ends}`,
      `${LINE}\nif not line:\n    print("nothing")\n    ${ends}\n${KEYS}`,
      true,
      [],
    ]),
    [
      "prints, and goes on behind",
      `${LINE}\nif not line:\n    print("nothing")\nsys.exit(1)\n${KEYS}`,
      true,
      ["prints-first 5"],
    ],
    [
      "prints, and ends in a block further in alone",
      `${LINE}\nif not line:\n    print("nothing")\n    if x:\n        sys.exit(1)\n${KEYS}`,
      true,
      ["prints-first 5"],
    ],
    [
      "prints behind a block that undoes",
      `${LINE}\nif c == "delete":\n    undo()\nprint("x")\n${KEYS}`,
      true,
      ["prints-first 6"],
    ],
    [
      "prints in a function that is called late",
      `def log(m):\n    print(m)\n${LINE}\n${KEYS}\nlog("x")`,
      true,
      [],
    ],
    [
      "says check_keys by a name",
      `KEYS = '{"command":"check_keys"}'\n${LINE}\nprint(KEYS)\nprint("later")`,
      true,
      [],
    ],
    [
      "says check_keys by a function's text",
      `def keys():\n    return '{"command":"check_keys"}'\ntext = keys()\n${LINE}\nprint(text)`,
      true,
      [],
    ],
    [
      "asks without a limit",
      `import requests\n${LINE}\nrequests.post("https://x", json={})`,
      false,
      ["no-time-limit 5"],
    ],
    [
      "asks with one",
      `import requests\n${LINE}\nrequests.post("https://x", json={},\n  timeout=5)`,
      false,
      [],
    ],
    ["sleeps", `import time\n${LINE}\ntime.sleep(600)`, false, ["no-time-limit 5"]],
    ["sleeps a little", `import time\n${LINE}\ntime.sleep(0.5)`, false, []],
    ["loops", `${LINE}\nwhile True:\n    pass`, false, ["no-time-limit 4"]],
  ])("that %s", (_what, script, timed, expected) => {
    expect(found(script, timed)).toEqual(expected);
  });

  it("is not read where it is another language", () => {
    expect(scriptFacts("#!/usr/bin/perl\nmy $all = join '', <STDIN>;\n", true)).toEqual({
      understood: false,
      speaksKeys: false,
      faults: [],
    });
  });
});
