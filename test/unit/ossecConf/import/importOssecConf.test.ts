import { readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { parse } from "yaml";

import { printImported } from "../../../../cli/verbs/import/import";
import { parseStack } from "../../../../config/parseStack";
import { lint } from "../../../../policy/lint/lint";
import { importOssecConf } from "../../../../policy/ossecConf/import/importOssecConf";
import {
  readWhitelistEntry,
  type WhitelistReading,
} from "../../../../policy/wazuh/read/whitelistEntry";
import { parseAddress } from "../../../../policy/model/address";
import { activeResponseOf, wireNameOf } from "../../../../policy/wazuh/read/activeResponse";
import { readOssecConf } from "../../../../policy/wazuh/read/ossecConf";
import { renderOssecPart } from "../../../../policy/render/ossecPart";

const host = {
  name: "wazuh",
  host: "wazuh.example.org",
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa",
};

/** Prints what was imported, reads the YAML back as a stack, and renders that stack's part of ossec.conf. */
function renderedAgain(text: string): string {
  const { config } = parse(printImported(importOssecConf(text, "ossec.conf"), "ossec.conf")) as {
    config: Record<string, unknown>;
  };
  const own = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key.replace("wazuh-active-response:", ""),
      value,
    ]),
  );
  const stack = parseStack({ ssh: {}, manager: host, agents: [], ...own });
  if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
  return renderOssecPart(stack.policy).part;
}

interface Meaning {
  readonly whitelist: readonly WhitelistReading[];
  readonly blocks: readonly unknown[];
}

/** The networks of a white list, each once and without host bits. */
function networksOf({ whitelist }: Meaning): string[] {
  const networks = whitelist.map((one) =>
    one.kind === "network" ? parseAddress(`${one.address}/${one.prefix}`)?.canonical : one.kind,
  );
  return [...new Set(networks.map(String))].sort();
}

/** What a file means to Wazuh, without the ways to write it. */
function meaning(text: string): Meaning {
  const { whitelist, blocks } = activeResponseOf(readOssecConf(text));
  return {
    whitelist: whitelist.map(({ content }) => readWhitelistEntry(content)),
    blocks: blocks.map((block) => ({
      wire: wireNameOf(block),
      executable: block.definition?.executable,
      stateful: block.definition?.timeoutAllowed,
      args: block.definition?.extraArgs,
      locations: block.locations,
      agentId: block.agentId,
      rules: [...block.rules].sort((a, b) => a - b),
      group: block.rulesGroup,
      level: block.level,
    })),
  };
}

const command = (name: string, executable: string, more = ""): string =>
  `<command><name>${name}</name><executable>${executable}</executable>${more}</command>`;
const block = (body: string): string => `<active-response>${body}</active-response>`;
const conf = (body: string): string => `<ossec_config>${body}</ossec_config>`;
const STATEFUL = "<timeout_allowed>yes</timeout_allowed>";

test("a stock file with one block: the same meaning, one host name left out with its line", () => {
  const text = readFileSync(join(__dirname, "../../../oracle/00-ok-ar.conf"), "utf8");
  const { omissions, ignoreWindow } = importOssecConf(text, "ossec.conf");
  expect(omissions).toEqual([
    {
      line: 193,
      column: 5,
      what: "<white_list>^localhost.localdomain$</white_list>",
      reason: "is the name of a host; entries are addresses, and hardly any event has a name there",
    },
  ]);
  expect(ignoreWindow).toBe("keep");
  const named = text.replace("    <white_list>^localhost.localdomain$</white_list>\n", "");
  expect(meaning(renderedAgain(text))).toEqual(meaning(named));
});

test("traps are taken as Wazuh takes them", () => {
  const text = conf(
    `<global><white_list>10.1.2.3/255.0.0.0</white_list><white_list>^2001:DB8::1$</white_list></global>` +
      command("fw", "firewall-drop", STATEFUL) +
      command("fw", "hidden") +
      command("page", "page.sh", "<extra_args>a  b</extra_args>") +
      block(
        "<command>fw</command><location>last</location><rules_id>5763, x5712</rules_id><timeout>10m</timeout>",
      ) +
      block(
        "<command>page</command><location>defined-agent</location><agent_id>7, 8</agent_id><level>12</level><timeout>5</timeout>",
      ) +
      block("<command>page</command><location>all</location><rules_group>sshd,|pam</rules_group>"),
  );
  const imported = importOssecConf(text, "ossec.conf");
  expect(imported.whitelist.map(({ address }) => address)).toEqual(["10.0.0.0/8", "2001:db8::1"]);
  expect(imported.responses).toEqual([
    {
      kind: "block-ip",
      command: "fw",
      rules: [5763],
      timeout: 10,
      backend: "iptables",
      location: "server",
    },
    {
      kind: "custom",
      command: "page",
      executable: "page.sh",
      rules: [],
      level: 12,
      extraArgs: ["a", "b"],
      location: { agentId: "007" },
    },
    {
      kind: "custom",
      command: "page",
      executable: "page.sh",
      rules: [],
      groups: ["sshd", "pam"],
      extraArgs: ["a", "b"],
      location: "all",
    },
  ]);
  expect(imported.omissions.map(({ what, reason }) => `${what} ${reason}`)).toEqual([
    "<command> defines fw again; the definition of line 1 wins",
    "<location>last</location> means server, because Wazuh looks for these words anywhere in the value and uses one of them",
    "<rules_id>5763, x5712</rules_id> means 5763 alone; the rest is ignored",
    "<timeout>10m</timeout> is read as 10 seconds",
    "<agent_id>7, 8</agent_id> means agent 007 alone",
    "<timeout>5</timeout> is dropped, because the command page (line 1) has no <timeout_allowed>yes: what is blocked stays blocked for ever (1305)",
  ]);
});

test("a command that nothing uses, a comment that swallows a block, a block that another one half switches off", () => {
  const text = conf(
    `\n${command("fw", "firewall-drop", STATEFUL)}\n${command("mine", "mine.sh")}\n${command("pf", "pf")}\n` +
      `${block("<disabled>no</disabled><command>fw</command><location>local</location><rules_id>5763</rules_id>")}\n` +
      `<!-- ${block("<command>fw</command><location>all</location><rules_id>5712</rules_id>")}\n<!-- x -->` +
      `${block("<disabled>yes</disabled><command>pf</command><location>local</location><rules_id>5712</rules_id>")}\n` +
      block("<command>fw</command><location>server</location><rules_id>5712</rules_id>"),
  );
  const { omissions } = importOssecConf(text, "f");
  expect(omissions.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    "3: defines mine, which no <active-response> uses",
    "6: is a comment up to the next -->, and <active-response> inside of it does not count",
    "7: is disabled",
    "7: turns off more than its own block: the block of line 5 no longer runs on agents, because no enabled block follows that runs there",
  ]);
});

test.each([
  [
    "<disabled>yes</disabled><command>fw</command><location>local</location><rules_id>1</rules_id>",
    "is disabled",
  ],
  [
    "<command>no</command><location>local</location><rules_id>1</rules_id>",
    "is refused by Wazuh, or left out",
  ],
  ["<command>fw</command><location>local</location>", "has no trigger and never fires"],
  [
    "<command>fw</command><location>local</location><rules_group>a\\w+</rules_group>",
    "selects rules by a pattern; name the rules instead",
  ],
  [
    "<command>fw</command><location>local</location><rules_id>5763,1000000</rules_id>",
    "names rule 1000000, which is not a valid rule id: ids have one to six digits",
  ],
])("left out with its reason: %s", (body, reason) => {
  const text = conf(command("fw", "firewall-drop", STATEFUL) + block(body));
  const { responses, omissions } = importOssecConf(text, "f");
  expect(responses).toEqual([]);
  expect(omissions.map((one) => one.reason)).toContain(reason);
});

test("our own part comes back as it was, fallback rows and all", () => {
  const stack = parseStack({
    ssh: {},
    manager: host,
    agents: [],
    whitelist: { common: [{ address: "100.64.0.0/10", name: "tailnet" }] },
    responses: [
      { kind: "block-ip", rules: [5763, 5712], timeout: "1h" },
      { kind: "block-ip", rules: [31151], timeout: 600, command: "web-drop", fallback: false },
      { kind: "custom", command: "page", executable: "page.sh", rules: [550], timeout: 0 },
    ],
  });
  if (!stack.ok) throw new Error("the stack of this test is wrong");
  const { part } = renderOssecPart(stack.policy);
  expect(renderedAgain(part)).toBe(part);
});

const name = fc.stringMatching(/^[a-z][a-z-]{0,8}[a-z]$/);
const address = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 32 })).map(([ip, prefix]) => `${ip}/${prefix}`),
  fc.ipV4(),
);
const blocks = fc.record({
  command: fc.constantFrom("one", "two", "three"),
  location: fc.constantFrom("local", "server", "all"),
  rules: fc.uniqueArray(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 4 }),
  level: fc.option(fc.integer({ min: 1, max: 16 }), { nil: undefined }),
  timeout: fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined }),
});

test("any plain file comes back with the same meaning", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(address, {
        maxLength: 5,
        selector: (one) => JSON.stringify(readWhitelistEntry(one)),
      }),
      fc.tuple(name, name, name),
      fc.array(blocks, { maxLength: 6 }),
      (addresses, [a, b, c], given) => {
        const text = conf(
          (addresses.length > 0
            ? `<global>${addresses.map((one) => `<white_list>${one}</white_list>`).join("")}</global>`
            : "") +
            command("one", `${a}.sh`, STATEFUL) +
            command("two", "firewall-drop", STATEFUL) +
            command("three", `${b}.sh`, `<extra_args>${c}</extra_args>`) +
            given
              .map((one) =>
                block(
                  `<command>${one.command}</command><location>${one.location}</location>` +
                    `<rules_id>${one.rules.join(", ")}</rules_id>` +
                    (one.level === undefined ? "" : `<level>${one.level}</level>`) +
                    (one.timeout === undefined ? "" : `<timeout>${one.timeout}</timeout>`),
                ),
              )
              .join(""),
        );
        const imported = importOssecConf(text, "f");
        const lost = imported.omissions.filter(
          ({ reason }) => !/which no <active-response> uses|no <timeout_allowed>yes/.test(reason),
        );
        expect(lost).toEqual([]);
        expect(imported.responses).toHaveLength(given.length);
        const again = meaning(renderedAgain(text));
        const meant = meaning(text);
        expect(again.blocks).toEqual(meant.blocks);
        expect(networksOf(again)).toEqual(networksOf(meant));
      },
    ),
    { numRuns: 100 },
  );
});

const ruleIds = fc.uniqueArray(fc.constantFrom(5712, 5763, 31_151, 31_103, 40_601, 2502), {
  minLength: 1,
  maxLength: 4,
});
const place = fc.oneof(
  fc.constantFrom("local", "server", "all"),
  fc.integer({ min: 1, max: 2000 }).map((id) => ({ agentId: String(id).padStart(3, "0") })),
);
const anyResponse = fc.oneof(
  fc.record(
    {
      kind: fc.constant("block-ip"),
      rules: ruleIds,
      timeout: fc.integer({ min: 1, max: 90_000 }),
      command: name,
      fallback: fc.boolean(),
      location: place,
    },
    { requiredKeys: ["kind", "rules", "timeout"] },
  ),
  fc.record(
    {
      kind: fc.constant("custom"),
      rules: ruleIds,
      command: name.map((one) => `c-${one}`),
      executable: name.map((one) => `${one}.sh`),
      timeout: fc.integer({ min: 0, max: 90_000 }),
      level: fc.integer({ min: 1, max: 16 }),
      groups: fc.subarray(["sshd", "web", "authentication_failures"], { minLength: 1 }),
      extraArgs: fc.array(name, { minLength: 1, maxLength: 3 }),
      location: place,
    },
    { requiredKeys: ["kind", "rules", "command", "executable"] },
  ),
);

test("any policy that was rendered comes back with the same meaning", () => {
  let rendered = 0;
  fc.assert(
    fc.property(
      fc.uniqueArray(
        address.map((one) => parseAddress(one)?.canonical ?? one),
        { maxLength: 4 },
      ),
      fc.array(anyResponse, { minLength: 1, maxLength: 5 }),
      (addresses, responses) => {
        const stack = parseStack({
          ssh: {},
          manager: host,
          agents: [],
          whitelist: { common: addresses.map((one, i) => ({ address: one, name: `e${i}` })) },
          responses,
        });
        if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
        const today = "2026-11-25";
        const findings = lint(stack.policy, stack.fleet, { today });
        if (findings.some(({ severity }) => severity === "error")) return;
        rendered += 1;
        const { part } = renderOssecPart(stack.policy);
        const again = meaning(renderedAgain(part));
        const meant = meaning(part);
        expect(again.blocks).toEqual(meant.blocks);
        expect(networksOf(again)).toEqual(networksOf(meant));
      },
    ),
    { numRuns: 120 },
  );
  expect(rendered).toBeGreaterThan(20);
});

test("left out with its reason: a command whose name no response can have", () => {
  const text = conf(
    command("a b", "page.sh") +
      block("<command>a b</command><location>local</location><rules_id>1</rules_id>"),
  );
  const { responses, omissions } = importOssecConf(text, "ossec.conf");
  expect([responses, omissions.map(({ reason }) => reason)]).toEqual([
    [],
    [`names command "a b", which cannot be a command's name on the wire and in ar.conf`],
  ]);
});
