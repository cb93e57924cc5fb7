import { slowCommand } from "../../../../policy/lint/scripts/slowCommand";
import { slowPython } from "../../../../policy/lint/scripts/slowPython";

const said = (line: string): string | undefined => {
  const [name = "", ...args] = line.split(" ");
  return slowCommand(name, args);
};

// Each command with its limit and without it.
it.each([
  ["sleep 4", undefined],
  ["sleep 4.9s", undefined],
  ["sleep 5", "sleep 5 keeps every other response waiting"],
  ["sleep 4m", "sleep 4m keeps every other response waiting"],
  ["sleep $n", "sleep $n keeps every other response waiting"],
  ["sleep x4", "sleep x4 keeps every other response waiting"],
  ["curl https://a", "curl has no --max-time"],
  ["curl -m 3 https://a", undefined],
  ["curl -sSm 3 https://a", undefined],
  ["curl --max-time 3 https://a", undefined],
  ["curl --version", undefined],
  ["curl -h", undefined],
  ["curl -M", "curl has no --max-time"],
  ["wget https://a", "wget has no --timeout"],
  ["wget -T 3 https://a", undefined],
  ["wget -qT 3 https://a", undefined],
  ["wget --timeout=3 https://a", undefined],
  ["wget -t 3 https://a", "wget has no --timeout"],
  ["ssh a", "ssh has no ConnectTimeout"],
  ["ssh -o ConnectTimeout=3 a", undefined],
  ["ssh -o connecttimeout=3 a", undefined],
  ["scp a b:", "scp has no ConnectTimeout"],
  ["sftp a", "sftp has no ConnectTimeout"],
  ["nc a 1", "nc has no time limit (-w)"],
  ["ncat a 1", "ncat has no time limit (-w)"],
  ["netcat a 1", "netcat has no time limit (-w)"],
  ["nc -w 3 a 1", undefined],
  ["nc -vz a 1", undefined],
  ["ncat --wait 3 a 1", undefined],
  ["telnet a", "telnet has no time limit"],
  ["ping a", "ping has no count (-c) and no limit (-w)"],
  ["ping6 a", "ping6 has no count (-c) and no limit (-w)"],
  ["ping -c 1 a", undefined],
  ["ping -qw 1 a", undefined],
  ["tail -f a", "tail -f never ends"],
  ["tail -qF a", "tail -f never ends"],
  ["tail --follow a", "tail -f never ends"],
  ["tail a", undefined],
  ["tcpdump", "tcpdump has no count (-c)"],
  ["tcpdump -nc 1", undefined],
  ["tcpdump -r a", undefined],
  ["tcpdump -G 3", undefined],
  ["true", undefined],
])("%s: %s", (line, expected) => {
  expect(said(line)).toBe(expected);
});

it.each([
  ["requests.get(url)", "requests has no timeout="],
  ["requests.post(url, timeout=3)", undefined],
  ["requests.request(url)", "requests has no timeout="],
  ...["put", "patch", "delete", "head"].map((verb): [string, string] => [
    `requests.${verb}(url)`,
    "requests has no timeout=",
  ]),
  ["requests.head(url, timeout = 5)", undefined],
  ["requests.session()", undefined],
  ["urlopen(url)", "urlopen has no timeout="],
  ["urllib.request.urlopen(url)", "urlopen has no timeout="],
  ["urlopen(url, timeout = 5)", undefined],
  ["http.client.HTTPConnection(host, timeout = 5)", undefined],
  ["http.client.HTTPSConnection(host, timeout = 5)", undefined],
  ["smtplib.SMTP(host, timeout = 5)", undefined],
  ["smtplib.SMTP_SSL(host, timeout = 5)", undefined],
  ["client.connect(host, username=me, timeout = 5)", undefined],
  ["client.connect(host, pkey=key, timeout = 5)", undefined],
  ["http.client.HTTPConnection(host)", "http.client has no timeout="],
  ["http.client.HTTPSConnection(host)", "http.client has no timeout="],
  ["smtplib.SMTP(host)", "smtplib has no timeout="],
  ["smtplib.SMTP_SSL(host)", "smtplib has no timeout="],
  ["client.connect(host, username=me)", "paramiko has no timeout="],
  ["client.connect(host, pkey=key)", "paramiko has no timeout="],
  ["client.connect(host)", undefined],
  ["time.sleep(4.9)", undefined],
  ["time.sleep(5)", "sleep(5) keeps every other response waiting"],
  ["sleep(n)", "sleep(n) keeps every other response waiting"],
  ["sleep( n)", "sleep(n) keeps every other response waiting"],
])("of python, %s: %s", (code, expected) => {
  const line = { code, indent: 0, line: 1 };
  const limit = { code: "socket.setdefaulttimeout(3)", indent: 0, line: 2 };
  expect(slowPython([line] as never, 0, () => false)).toBe(expected);
  // A limit for all of the script is enough for what waits for somebody else.
  expect(slowPython([line, limit] as never, 0, () => false)).toBe(
    code.includes("sleep") ? expected : undefined,
  );
});

it.each([
  ["while True:", false, "the loop has no end"],
  ["while 1:", false, "the loop has no end"],
  ["while (True):", false, "the loop has no end"],
  ["while True:", true, undefined],
  ["while line:", false, undefined],
  ["while Truely:", false, undefined],
  ["while 10 > x:", false, undefined],
])("of python, %s that is left %s: %s", (code, left, expected) => {
  const lines = [{ code, indent: 0, line: 1 }];
  expect(slowPython(lines as never, 0, () => left)).toBe(expected);
});
