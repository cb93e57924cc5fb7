import { lintScript } from "../../../../policy/lint/scripts/lintScript";

const found = (text: string, timed = false): readonly string[] =>
  lintScript(text, "ban", timed).map(
    ({ severity, code, line, value }) => `${line}: ${severity} ${code}: ${value}`,
  );

test.each([
  ["#!/bin/sh\nIFS= read -r line\n:\n", false, []],
  [
    "#!/bin/bash\nINPUT=$(cat)\n",
    false,
    ["2: error reads-to-end: line 2 (INPUT=$(cat) reads to the end of the input)"],
  ],
  [
    "#!/usr/bin/env python3\nimport sys, json\njson.load(sys.stdin)\n",
    false,
    ["3: error reads-to-end: line 3 (json.load(sys.stdin) reads to the end of the input)"],
  ],
  ["#!/bin/sh\nread -r line\necho hi\n", false, []],
  [
    "#!/bin/sh\nread -r line\necho hi\n",
    true,
    ["3: warning prints-first: line 3 (echo hi prints before check_keys)"],
  ],
  [
    "#!/bin/sh\nread -r line\n",
    true,
    ["1: warning never-undone: the script (it never says check_keys)"],
  ],
  ["#!/usr/bin/perl\n<STDIN>;\n", true, ['1: note script-unread: "#!/usr/bin/perl"']],
  ["\x7fELF\0\r", true, ["1: note script-unread: a compiled program"]],
  ["cat\n", false, ['1: error script: "cat\\n"']],
  ["#!/bin/sh\r\ncat\r\n", false, ['1: error script: "#!/bin/sh\\r\\ncat\\r\\n"']],
  [
    "#!/bin/sh\ncat >/dev/null",
    false,
    [
      '1: warning script: "#!/bin/sh\\ncat >/dev/null"',
      "2: error reads-to-end: line 2 (cat >/dev/null reads to the end of the input)",
    ],
  ],
])("%j, timed: %s", (text, timed, expected) => {
  expect(found(text, timed)).toEqual(expected);
});
