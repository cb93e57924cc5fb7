import { scriptFacts } from "../../../../policy/lint/scripts/scriptFacts";

const KEYS = `printf '{"version":1,"origin":{"name":"x","module":"active-response"},"command":"check_keys","parameters":{"keys":["%s"]}}\\n' "$ip"`;

/** What is found in a script of sh, as `kind line`, where it is bound with a timeout. */
function found(script: string, timed = false): string[] {
  return scriptFacts(`#!/bin/sh\n${script}\n`, timed).faults.map(
    ({ kind, line }) => `${kind} ${line}`,
  );
}

describe("a script of sh that reads", () => {
  it.each([
    ["cat in a substitution", "INPUT=$(cat)"],
    ["cat in backticks", "INPUT=`cat`"],
    ["cat -", "INPUT=$(cat -)"],
    ["cat of /dev/stdin", "INPUT=$(cat /dev/stdin)"],
    ["the shell's own cat", "INPUT=$(</dev/stdin)"],
    ["cat to a file", "cat >/tmp/alert.json"],
    ["tee", "tee /tmp/alert.json | jq . >/dev/null"],
    ["jq by itself", "IP=$(jq -r .parameters.alert.data.srcip)"],
    ["jq behind cat", "IP=$(cat | jq -r .parameters.alert.data.srcip)"],
    ["jq with an argument", `IP=$(jq -r --arg x "$y" '.a[$x]')`],
    ["grep by itself", "IP=$(grep -oE '[0-9.]+')"],
    ["sed by itself", 'IP=$(sed -n \'s/.*srcip":"\\([^"]*\\).*/\\1/p\')'],
    ["awk by itself", `IP=$(awk -F'"' '{print $4}')`],
    ["a loop over read", 'while read -r line; do echo "$line" >>/tmp/log; done'],
    ["a loop over read with IFS", 'while IFS= read -r line; do A="$A$line"; done'],
    [
      "a loop that ends where read fails",
      'while true; do read -r line || break; A="$A$line"; done',
    ],
    ["a loop by a pipe", 'cat | while read -r line; do A="$A$line"; done'],
    ["xargs", "xargs -I{} echo {} >/tmp/log"],
    ["the first ten lines", "INPUT=$(head)"],
    ["two lines", "INPUT=$(head -n 2)"],
    ["bytes", "INPUT=$(head -c 4096)"],
    ["a second line", 'read -r first\nread -r second\necho "$second" >>/tmp/log'],
    ["read up to a NUL", "IFS= read -r -d '' INPUT"],
    ["python's json.load", `IP=$(python3 -c 'import json,sys; print(json.load(sys.stdin)["a"])')`],
    ["a function that does", "input() { cat; }\nL=$(input)"],
    ["an if that does", 'if [ -z "$X" ]; then L=$(cat); fi'],
    ["tr", "L=$(tr -d '\\n')"],
    ["a program on standard input", "python3 -"],
    ["cat in a for", "for x in 1 2; do L=$(cat); done"],
    ["cat in a select", "select x in 1 2; do L=$(cat); done"],
    ["cat in a for in braces", "for x in 1 2; { L=$(cat); }"],
    ["cat behind an empty here-document", "cat <<EOF >/tmp/x\nEOF\nL=$(cat)"],
    ["cat behind one with a line", "cat <<EOF >/tmp/x\na\nEOF\nL=$(cat)"],
    ["cat behind two", "cat <<A <<B >/tmp/x\na\nA\nb\nB\nL=$(cat)"],
    ["cat behind an indented one", "cat <<-EOF >/tmp/x\n\ta\n\tEOF\nL=$(cat)"],
  ])("to the end is found: %s", (_what, script) => {
    expect(found(script).map((one) => one.replace(/ \d+$/, ""))).toContain("reads-to-end");
  });

  it.each([
    ["read", "read -r line"],
    ["read with IFS", "IFS= read -r line"],
    ["read or end", "read -r line || exit 1"],
    ["read with a time", "read -t 1 -r line"],
    ["head -1", "INPUT=$(head -1)"],
    ["head -n1", "INPUT=$(head -n1)"],
    ["head -n 1", "INPUT=$(head -n 1)"],
    ["head of a pipe", "INPUT=$(head -n 1 | tr -d '\\n')"],
    ["head --lines", "INPUT=$(head --lines=1)"],
    ["sed 1q", "INPUT=$(sed 1q)"],
    ["sed q", "INPUT=$(sed -n '1p;q')"],
    ["awk that ends", "INPUT=$(awk '{print; exit}')"],
    ["a loop that is left", "while read -r line; do INPUT=$line; break; done"],
    ["cat within a time", "INPUT=$(timeout 1 cat)"],
    ["jq of what was read", `read -r line\nIP=$(printf '%s' "$line" | jq -r .a)`],
    ["jq of a here-string", 'read -r line\nIP=$(jq -r .a <<<"$line")'],
    [
      "two of jq of what was read",
      `read -r l\nA=$(echo "$l" | jq -r .a)\nB=$(echo "$l" | jq -r .b)`,
    ],
    ["jq of a file", "read -r line\njq -r .a /etc/x.json >/tmp/y"],
    ["jq that makes", "read -r line\njq -nc '{a:1}' >/tmp/y"],
    ["cat of a file", "read -r line\nX=$(cat /etc/hostname)"],
    ["cat of a here-document", 'read -r line\ncat <<EOF >/tmp/x\n$(date)\n"quoted" and $line\nEOF'],
    ["a loop over a file", "read -r line\nwhile read -r one; do X=$one; done </etc/hosts"],
    ["a loop over a command", "read -r line\nwhile read -r one; do X=$one; done < <(ss -Htn)"],
    ["a loop by a pipe", "read -r line\nss -Htn | while read -r one; do X=$one; done"],
    ["grep of a file", 'read -r line\ngrep -q "$line" /etc/hosts && exit 0'],
    ["the reply, behind check_keys", `read -r line\n${KEYS}\nread -r reply`],
    ["to the end, behind check_keys", `read -r line\n${KEYS}\nreply=$(cat)`],
    ["one of two in branches", 'if [ -n "$A" ]; then read -r line; else read -r line; fi'],
    ["cat in a here-document that has no end", "read -r line\ncat <<EOF >/tmp/x\nL=$(cat)"],
    ["a loop over what is not read", "while READ -r line; do break; done\nread -r line"],
    [
      "a loop over read of another descriptor",
      "read -r line\nwhile read -u 3 -r one; do X=$one; done",
    ],
    ["cat in a comment", "# INPUT=$(cat)\nread -r line"],
    ["cat in a text", "read -r line\nX='INPUT=$(cat)'"],
    ["a function that nobody calls", "old() { cat; }\nread -r line"],
    ["standard input from elsewhere", "read -r line\nexec </dev/null\nX=$(cat)"],
  ])("one line only is none: %s", (_what, script) => {
    expect(found(script)).toEqual([]);
  });
});

describe("a script of sh that takes arguments", () => {
  it.each([
    ["one by one", "read -r l\nACTION=$1\nIP=$3", "takes-arguments 3"],
    ["in braces", 'read -r l\nIP="${3}"', "takes-arguments 3"],
    ["with a default", 'read -r l\nIP="${1:-none}"', "takes-arguments 3"],
    [
      "in a condition",
      'read -r l\n[ "$1" = add ] && iptables -I INPUT -s "$3" -j DROP',
      "takes-arguments 3",
    ],
    ["in case", 'read -r l\ncase "$1" in add) : ;; esac', "takes-arguments 3"],
    ["by a function", 'main() { read -r l; ip="$3"; }\nmain "$@"', "takes-arguments 2"],
    ["in a substitution", "read -r l\nIP=$(echo $3)", "takes-arguments 3"],
  ])("is found: %s", (_what, script, expected) => {
    expect(found(script)).toEqual([expected]);
  });

  it.each([
    ["a function's own", 'read -r l\nlog() { echo "$1" >>/tmp/log; }\nlog hello'],
    ["awk's fields", "read -r l\nX=$(ip -o link | awk '{print $2}')"],
    ["awk's fields in a quoted substitution", `read -r l\nX="$(ip -o link | awk '{print $2}')"`],
    ["escaped", 'read -r l\nX=$(ip -o link | awk "{print \\$2}")'],
    ["a flag for people", 'if [ "$1" = --test ]; then exit 0; fi\nread -r l'],
    ["made by set", "read -r l\nset -- $l\nIP=$3"],
    ["handed to a function that takes none", 'main() { read -r l; }\nmain "$@"'],
  ])("is none: %s", (_what, script) => {
    expect(found(script)).toEqual([]);
  });
});

describe("a script of sh with a timeout", () => {
  it.each([
    ["says nothing", 'read -r l\niptables -I INPUT -s "$l" -j DROP', ["never-undone 1"]],
    ["prints first", `read -r l\necho "got it"\n${KEYS}\nread -r reply`, ["prints-first 3"]],
    ["prints only", "read -r l\necho done", ["prints-first 3"]],
    [
      "lets jq print",
      `read -r l\nprintf '%s' "$l" | jq .a\n${KEYS}\nread -r r`,
      ["prints-first 3"],
    ],
    ["logs to a file", `read -r l\necho hi >>/tmp/log\n${KEYS}\nread -r r`, []],
    ["logs to standard error", `read -r l\necho hi >&2\n${KEYS}\nread -r r`, []],
    ["logs by a pipe", `read -r l\necho hi | logger -t x\n${KEYS}\nread -r r`, []],
    [
      "logs by a function",
      `log() { echo "$1" >>/tmp/log; }\nread -r l\nlog hi\n${KEYS}\nread -r r`,
      [],
    ],
    ["has its output elsewhere", `exec 3>&1 >>/tmp/log 2>&1\nread -r l\necho hi\n${KEYS} >&3`, []],
    ["says a variable", `read -r l\nMSG='{"command":"check_keys"}'\necho "$MSG"\nread -r r`, []],
    ["says what jq makes", `read -r l\njq -nc '{command:"check_keys"}'\nread -r r`, []],
    ["says by a function", `say() {\n  ${KEYS}\n}\nread -r l\nsay\nread -r r`, []],
    [
      "prints where it undoes",
      `read -r l\ncase $l in *'"delete"'*) echo undone; exit 0 ;; esac\n${KEYS}\nread -r r`,
      [],
    ],
    [
      "prints where it gives up",
      `read -r l\n[ -n "$l" ] || { echo "no input"; exit 1; }\n${KEYS}\nread -r r`,
      [],
    ],
    [
      "prints where it undoes, without an end there",
      `read -r l\ncase $c in delete) echo undone ;; esac\n${KEYS}\nread -r r`,
      [],
    ],
    [
      "prints in the other branch of add",
      `read -r l\ncase $c in add) : ;; *) echo undone ;; esac\n${KEYS}\nread -r r`,
      [],
    ],
    [
      "prints in the other branch of something",
      `read -r l\ncase $c in some) : ;; *) echo x ;; esac\n${KEYS}\nread -r r`,
      ["prints-first 3"],
    ],
    [
      "prints where it does not undo",
      `read -r l\nif [ "$c" != delete ]; then echo x; fi\n${KEYS}\nread -r r`,
      ["prints-first 3"],
    ],
    [
      "prints where both branches end",
      `read -r l\nif [ -z "$l" ]; then echo no; if [ "$x" ]; then exit 1; else exit 2; fi; fi\n${KEYS}\nread -r r`,
      [],
    ],
    [
      "prints where one branch ends",
      `read -r l\nif [ -z "$l" ]; then echo no; if [ "$x" ]; then exit 1; fi; fi\n${KEYS}\nread -r r`,
      ["prints-first 3"],
    ],
    ["prints behind it", `read -r l\n${KEYS}\nread -r r\necho done`, []],
    [
      "says it in a here-document",
      `read -r l\ncat <<EOF\n{"command":"check_keys"}\nEOF\nread -r r`,
      [],
    ],
  ])("that %s", (_what, script, expected) => {
    expect(found(script, true)).toEqual(expected);
  });
});

describe("a script of sh with no end", () => {
  it.each([
    ["sleeps", "read -r l\nsleep 600", ["no-time-limit 3"]],
    ["sleeps for a variable", 'read -r l\nsleep "$T"', ["no-time-limit 3"]],
    ["asks by curl", "read -r l\ncurl -s https://example.org/ >/dev/null", ["no-time-limit 3"]],
    ["asks by ssh", "read -r l\nssh root@fw block >/dev/null", ["no-time-limit 3"]],
    ["loops", "read -r l\nwhile true; do :; done", ["no-time-limit 3"]],
    [
      "leaves a sleep with the pipe",
      "read -r l\n(sleep 600; ip route del x) &",
      ["no-time-limit 3"],
    ],
    [
      "leaves a sleep without it",
      "read -r l\n(sleep 600; ip route del x) >/dev/null 2>&1 </dev/null &",
      [],
    ],
    ["sleeps a little", "read -r l\nsleep 1", []],
    ["asks by curl in time", "read -r l\ncurl -sm 5 https://example.org/ >/dev/null", []],
    ["asks by curl in time, spelt out", "read -r l\ncurl --max-time 5 -s x >/dev/null", []],
    ["is ended by timeout", "read -r l\ntimeout 5 curl -s x >/dev/null", []],
    ["pings so often", "read -r l\nping -c 1 192.0.2.1 >/dev/null", []],
  ])("that %s", (_what, script, expected) => {
    expect(found(script)).toEqual(expected);
  });
});

// A flag is what people give: a script may take that, and what stands beside it.
it.each([
  ['case "$1" in --test) X=$1 ;; esac', []],
  ['case "$1" in add) X=$1 ;; esac', ["takes-arguments 3"]],
  ['if [ "$1" = --test ]; then X=$1; fi', []],
  ['if [ "$1" = "--test" ]; then X=$1; fi', []],
  ['if [ "$1" = add ]; then X=$1; fi', ["takes-arguments 3"]],
])("arguments in %s: %j", (line, expected) => {
  expect(found(`read -r line\n${line}`)).toEqual(expected);
});

// Before check_keys nothing may be printed to wazuh-execd; elsewhere it may.
it.each([
  ["echo x", ["prints-first 3"]],
  ["echo x >/dev/null", []],
  ["echo x >>/tmp/log", []],
  ["echo x &>/dev/null", []],
  ["echo x &>>/tmp/log", []],
  ["echo x 2>/dev/null", ["prints-first 3"]],
  ["echo x 1>/dev/null", []],
  ["echo x >&2", []],
])("%s: %j", (line, expected) => {
  expect(found(`read -r line\n${line}\n${KEYS}\nread -r reply`, true)).toEqual(expected);
});
