import { WazuhApi } from "../../../cli/lib/api/wazuhApi";
import { activeResponseCall } from "../../../cli/lib/api/activeResponse";
import type { Request } from "../../../cli/lib/api/transport";
import { callPage, printCallPage } from "../../../cli/lib/isolation/callPage";
import { callSiteOf } from "../../../cli/lib/isolation/callSite";
import { COMMANDS } from "../../../cli/lib/isolation/command";
import { namedAgent, unasked } from "../../../cli/lib/isolation/unasked";
import { UsageError } from "../../../cli/lib/exit";
import type { GoodStack } from "../../../cli/lib/joined";
import type { Manager } from "../../../cli/lib/manager/manager";
import { memoryApi } from "./api/standIn";
import { run } from "./run";

const PRINT = "0a".repeat(32);
const SHOWN = Array.from({ length: 32 }, () => "0A").join(":");
const manager = { name: "wazuh", host: "10.0.0.2", hostKey: "ssh-ed25519 AAAA" };
const api = {
  url: "https://10.0.0.2:55000",
  certificate: PRINT,
  user: "o'neil",
  password: "s3cret",
};
const pageOf = (verb: "isolate" | "release") =>
  callPage(
    verb,
    { name: "hel-1", id: "001" },
    activeResponseCall(["001"], COMMANDS[verb]),
    callSiteOf({ api, manager }, {}),
  );

describe.each(["isolate", "release"] as const)("the printed call of %s", (verb) => {
  it("is byte for byte what the verb itself sends", async () => {
    const requests: Request[] = [];
    const client = new WazuhApi(
      (request) => {
        requests.push(request);
        const body = request.path.startsWith("/security")
          ? { data: { token: "t" } }
          : { data: { affected_items: ["001"], failed_items: [] } };
        return Promise.resolve({ status: 200, body: JSON.stringify(body) });
      },
      { user: "u", password: "p" },
    );
    await client.send(["001"], COMMANDS[verb]);
    const { request } = pageOf(verb);
    expect(requests.at(-1)).toEqual({
      ...request,
      headers: { ...request.headers, authorization: "Bearer t" },
    });
  });

  it("read as the dashboard's Dev Tools read it, reaches that agent alone", async () => {
    const { ask, token, sent } = memoryApi();
    const [first = "", ...json] = pageOf(verb).devTools.split("\n");
    // By a brace that stands alone the console finds the end of a request.
    expect(json.at(-1)).toBe("}");
    const [, method = "", path = ""] = /^(\S+) (\S+)$/.exec(first) ?? [];
    const answer = await ask({
      ...{ method, path, body: JSON.stringify(JSON.parse(json.join(""))) },
      headers: { "content-type": "application/json", authorization: `Bearer ${await token()}` },
    });
    expect(answer.status).toBe(200);
    expect(sent).toEqual([
      `001 {"version":1,"origin":{"name":null,"module":"framework"},"command":"!custom-${verb}","parameters":{"extra_args":[],"alert":{"rule":{"id":"100099"}}}}`,
    ]);
  });
});

describe("the page", () => {
  it("has both forms, what to know before, what to check afterwards, and the way back", () => {
    expect(printCallPage(pageOf("isolate"))).toBe(`isolate hel-1 (001) by hand; nothing was sent

Before:
  - keep agents_list: without it the API sends the call to EVERY agent
  - an answer of 200 means sent, not done: the API proves nothing; active-response isolate sends the same and waits for the proof
  - nobody is asked to confirm, and nothing is written into the journal: note who did it, and why

In the Wazuh dashboard: Server management > Dev Tools (not the indexer's). Paste all of it, and run it
with the cursor in it:

PUT /active-response?agents_list=001
{
  "command": "!custom-isolate",
  "arguments": [],
  "alert": {
    "rule": {
      "id": "100099"
    }
  }
}

Or in a shell that reaches the API; curl asks for the password:

(
  set -eu
  shown=$(openssl s_client -connect '10.0.0.2:55000' </dev/null 2>/dev/null |
    openssl x509 2>/dev/null) || { echo "the API shows no certificate; nothing was sent" >&2; exit 1; }
  print=$(printf '%s\\n' "$shown" | openssl x509 -noout -fingerprint -sha256)
  [ "\${print#*=}" = '${SHOWN}' ] ||
    { echo "the API shows another certificate: $print; nothing was sent" >&2; exit 1; }
  pin=$(printf '%s\\n' "$shown" | openssl x509 -noout -pubkey | openssl pkey -pubin -outform der |
    openssl dgst -sha256 -binary | openssl base64)
  token=$(curl -sS -f -k --pinnedpubkey "sha256//$pin" -u 'o'\\''neil' -X POST \\
    'https://10.0.0.2:55000/security/user/authenticate?raw=true')
  printf 'header = "Authorization: Bearer %s"\\n' "$token" |
    curl -sS -k --pinnedpubkey "sha256//$pin" --config - -X PUT -H 'content-type: application/json' \\
      --data-binary '{"command":"!custom-isolate","arguments":[],"alert":{"rule":{"id":"100099"}}}' \\
      'https://10.0.0.2:55000/active-response?agents_list=001'
  echo
)

Check afterwards:
  - the answer: "affected_items" holds the id, "failed_items" is empty
  - active-response status: hel-1 is isolated since then
  - on the dashboard, "Active response events": a row of this agent with the command add and the program custom-isolate
  - on the host: nft list table inet wazuh_active_response_isolation lists the table; why not: /var/ossec/logs/active-responses.log

The way back:
  - active-response release hel-1
  - active-response release hel-1 --print, by the dashboard again
  - at its console, as root: echo '{"version":1,"origin":{},"command":"add","parameters":{"alert":{}}}' | /var/ossec/active-response/bin/custom-release`);
  });

  it("never holds the password", () => {
    expect(JSON.stringify(pageOf("isolate"))).not.toContain("s3cret");
  });

  it("says of an agent that is away that nothing arrives there", () => {
    const call = activeResponseCall(["002"], COMMANDS.isolate);
    const site = callSiteOf({ api, manager }, {});
    const named = { name: "hel-2", id: "002", status: "disconnected" };
    expect(callPage("isolate", named, call, site).warnings.at(-1)).toBe(
      "hel-2 is disconnected: the API answers 1707, and nothing arrives there until its wazuh-agent runs",
    );
  });

  it("an authority of the stack's own is named to curl, and nothing is pinned", () => {
    const signed = { url: api.url, user: api.user, caFile: "/etc/ca.pem" };
    const site = callSiteOf({ api: signed, manager }, {});
    const call = activeResponseCall(["001"], COMMANDS.isolate);
    const { curl } = callPage("isolate", { name: "hel-1", id: "001" }, call, site);
    expect(curl.split("\n").slice(0, 4)).toEqual([
      "(",
      "  set -eu",
      "  token=$(curl -sS -f --cacert '/etc/ca.pem' -u 'o'\\''neil' -X POST \\",
      "    'https://10.0.0.2:55000/security/user/authenticate?raw=true')",
    ]);
  });
});

describe("a stack that says little, and a manager that cannot be asked", () => {
  it("what is missing is FILL-IN, and said", () => {
    expect(callSiteOf({ manager: { ...manager, host: "fd00::2" } }, {})).toEqual({
      url: "https://[fd00::2]:55000",
      user: "FILL-IN",
      trust: { certificate: "FILL-IN" },
      open: [
        "the stack has no key api: the URL is its manager's address with the API's own port, 55000",
        "the API's user, after -u",
        "the certificate's fingerprint; on the manager: openssl x509 -in /var/ossec/api/configuration/ssl/server.crt -noout -fingerprint -sha256",
      ],
    });
    expect(callSiteOf({ manager }, { WAZUH_API_USER: "env" }).user).toBe("env");
  });

  it("the stack is enough where the manager cannot be asked, for whatever reason", async () => {
    const notes: string[] = [];
    const input = { agents: [{ ...manager, name: "hel-1" }] };
    const away: Manager = {
      way: () => "SSH",
      agents: () => Promise.reject(new UsageError("no key")),
      send: () => Promise.reject(new Error("sent")),
    };
    const progress = { note: (line: string) => notes.push(line), tell: () => undefined };
    const found = await namedAgent("hel-1", { input } as unknown as GoodStack, away, progress);
    expect([found, notes]).toEqual([
      { name: "hel-1", host: input.agents[0] },
      ["the manager could not be asked (no key)"],
    ]);
  });

  it("an agent is one of the stack, or an id", () => {
    const host = { ...manager, name: "hel-1" };
    expect(unasked("hel-1", [host])).toEqual({ name: "hel-1", host });
    expect(unasked("004", [host])).toEqual({ id: "004" });
    for (const text of ["000", "*", "all", "1"])
      expect(() => unasked(text, [host])).toThrow(
        `agent "${text}" is not in this stack; write the name of one of its agents, or an id, as 004`,
      );
  });
});

describe("wrong use", () => {
  it.each([
    [
      ["gitlab", "vpn"],
      "active-response: --print: 2 agents are named; a call is for one, so run it once for each\n",
    ],
    [
      ["gitlab", "--yes", "gitlab"],
      "active-response: error: option '--print' cannot be used with option '-y, --yes <name>'\n",
    ],
    [
      ["gitlab", "--outside"],
      "active-response: error: option '--print' cannot be used with option '--outside [how]'\n",
    ],
  ])("%j is refused", async (args, message) => {
    const { code, stdout, stderr } = await run(["isolate", ...args, "--print", "--stack", "prod"]);
    expect([code, stdout, stderr]).toEqual([64, "", message]);
  });
});
