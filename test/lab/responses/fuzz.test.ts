import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { join } from "node:path";

import ipaddr from "ipaddr.js";

import type { HostFile } from "../../../policy/model/hostFile";
import { formOfFive } from "../../../policy/render/five/form";
import { inForm } from "../../../policy/render/form";
import { awkProgram } from "../../../policy/render/template";
import { AWKS } from "../../interpreters";
import { task } from "../five/message";
import { fiveFiles } from "../five/policy";
import { upHost } from "./host";
import { hostileLines } from "./hostile";
import { agentFiles } from "./policy";

const RESPONSES = join(__dirname, "../../../scripts/responses");
const COUNT = Number(process.env.FUZZ_RUNS ?? 10_000);
// The same messages in every run, so that a red one is of the change; FUZZ_SEED=$RANDOM tries others.
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** What jq says of a line: command and source address, or undefined where it is no message. */
interface Oracle {
  readonly command: unknown;
  readonly srcip: unknown;
}

/** A form of wazuh-execd's message. */
interface MessageForm {
  readonly lines: readonly string[];
  /** What jq asks of a message, and where it finds the address. */
  readonly isMessage: string;
  readonly source: string;
  /** The program of awk that reads it. */
  readonly reader: string;
  readonly files: readonly HostFile[];
  /** What a script calls a command of the message. */
  readonly called: (command: string) => string;
}

const readerOf = (texts: readonly string[]): string =>
  [...texts, readFileSync(join(RESPONSES, "address.awk"), "utf8")].join("\n");

const FORMS: readonly (readonly [string, () => MessageForm])[] = [
  [
    "of 4.14",
    () => ({
      lines: hostileLines(COUNT, SEED),
      isMessage: `(.version|type) == "number" and (.origin|type) == "object" and (.command|type) == "string" and (.parameters|type) == "object"`,
      source: ".parameters.alert.data.srcip",
      reader: readerOf([readFileSync(join(RESPONSES, "json.awk"), "utf8")]),
      files: agentFiles(),
      called: (command) => command,
    }),
  ],
  [
    "of 5 (beta)",
    () => ({
      lines: hostileLines(COUNT, SEED, printFive).map((line) =>
        line.replaceAll('"srcip"', '"ip"').replaceAll("src\\u0069p", "\\u0069p"),
      ),
      isMessage: `(.wazuh|type) == "object" and (.wazuh.active_response|type) == "object" and (.command|type) == "string"`,
      source: ".source.ip",
      reader: readerOf([inForm(formOfFive([], 600), () => awkProgram(["json.awk"]))]),
      files: fiveFiles(),
      called: (command) => ({ enable: "add", disable: "delete" })[command] ?? command,
    }),
  ],
];

/** The document that comes to a script of 5, its address still under the name that the generator spoils. */
function printFive(command: unknown, data: unknown): object {
  const verb = command === "add" ? "enable" : command === "delete" ? "disable" : command;
  const channel = { channel: "once", executable: "guarded-block-ip", timeout: 3600 };
  return { ...task({ ...channel, fields: { source: data } }), command: verb };
}

function oracle(file: string, { isMessage, source }: MessageForm): readonly (Oracle | undefined)[] {
  const program = `(try fromjson catch null) | if type == "object" and ${isMessage}
    then {command, srcip: (try ${source} catch null)} else 0 end`;
  const out = execFileSync("jq", ["-R", "-c", program, file], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  return out
    .trimEnd()
    .split("\n")
    .map((line) => (line === "0" ? undefined : (JSON.parse(line) as Oracle)));
}

function canonical(value: unknown): string {
  if (typeof value !== "string") return "";
  const [host = "", zone] = value.split("%");
  if (ipaddr.IPv4.isValidFourPartDecimal(host))
    return zone === undefined && !/(?:^|\.)0\d/.test(host) ? host : "";
  if (!host.includes(":") || !isIPv6(host) || (zone !== undefined && !/^[\w.-]+$/.test(zone)))
    return "";
  // Node's URL knows RFC 4291 in full; ipaddr.js takes ::192.0.2.1 for an IPv4-mapped address.
  const six = new URL(`http://[${host}]/`).hostname.slice(1, -1);
  const parsed = ipaddr.IPv6.parse(six);
  return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : six;
}

/** Spoilt on purpose in a way that JSON allows and wazuh-execd never prints: refusing is right. */
const ambiguous = (line: string): boolean =>
  /\\u00[2-7]/.test(line) ||
  (line.match(/"(?:srcip|ip)"/g)?.length ?? 0) > 1 ||
  /"(data|source|wazuh|active_response)":.*"\1":/.test(line);

/** By the grammar itself: jq also takes numbers such as `-3.`, which our reader refuses, as it may. */
function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

describe.each(FORMS)(`hostile messages %s, FUZZ_SEED=${SEED}`, (_form, make) => {
  let form: MessageForm;
  let folder: string;
  let lines: readonly string[];
  let said: readonly (Oracle | undefined)[];
  beforeAll(() => {
    folder = mkdtempSync(join(process.env.WAZUH_LAB_DISK ?? "", "fuzz-"));
    form = make();
    ({ lines } = form);
    writeFileSync(join(folder, "lines"), `${lines.join("\n")}\n`);
    said = oracle(join(folder, "lines"), form);
  }, 180_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(AWKS)("are read by %s as jq reads them, or refused", (_name, [command, ...options]) => {
    const main = `{ split("", type); split("", value); ok = is_message($0)
      print ok "|" (ok ? plain(value["command"]) : "") "|" (ok ? address_of(text_at("parameters.alert.data.srcip")) : "") }`;
    const out = execFileSync(command, [...options, form.reader + main, join(folder, "lines")], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      maxBuffer: 2 ** 28,
    });
    const got = out
      .trimEnd()
      .split("\n")
      .map((line) => line.split("|"));
    expect(got).toHaveLength(lines.length);
    const wrong = lines.flatMap((line, i) => {
      const [ok, verb, address] = got[i] ?? [];
      const truth = said[i];
      const right = truth ? canonical(truth.srcip) : "";
      // Never more than jq sees; and all of it, where the message is one that execd could have printed.
      if (ok === "1" && !truth) return [`${line} is no message to jq`];
      if (
        ok === "1" &&
        typeof truth?.command === "string" &&
        /^[a-z]{1,100}$/.test(truth.command) &&
        verb !== form.called(truth.command) &&
        // Spelt with an escape, a command may be read as none, never as another one.
        !(ambiguous(line) && !/^[a-z]*$/.test(verb ?? ""))
      )
        return [`${line.slice(-300)}: command ${verb}`];
      if (address !== "" && address !== right)
        return [`${line.slice(-300)}: ${address} instead of ${right}`];
      if (truth && right !== "" && address === "" && !ambiguous(line) && isJson(line))
        return [`${line.slice(-300)}: ${right} was not read`];
      return [];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    // The generator must not make rubbish only.
    expect(got.filter(([, , address]) => address !== "").length).toBeGreaterThan(COUNT / 5);
  });

  it("block what jq sees at the right path and nothing else, and run nothing, as whole scripts", async () => {
    const few = lines.slice(0, 400);
    const host = await upHost(form.files);
    try {
      host.sh("nft -f active-response/guarded-block-ip.nft; nft add table inet canary");
      writeFileSync(join(folder, "few"), `${few.join("\n")}\n`);
      // execd's side: the message, then continue; one after the other, as execd runs them.
      host.sh(`for name in guarded-block-ip kill-malicious-process.sh guarded-disable-account; do
        while IFS= read -r line; do
          printf '%s\\n%s\\n' "$line" '{"version":1,"origin":{"name":"n","module":"wazuh-execd"},"command":"continue","parameters":{},"wazuh":{"active_response":{}}}' |
            active-response/bin/$name >/dev/null 2>&1 || :
        done <${join(folder, "few")} &
      done; wait`);
      const blocked = ["4", "6"].flatMap((v) =>
        [
          ...host
            .sh(`nft -j list set inet wazuh_active_response blocked${v}`)
            .matchAll(/"val": "([^"]+)"/g),
        ].map(([, ip]) => canonical(ip)),
      );
      const allowed = new Set(
        said
          .slice(0, few.length)
          .flatMap((truth) =>
            typeof truth?.command === "string" && form.called(truth.command) === "add"
              ? [canonical(truth.srcip)]
              : [],
          ),
      );
      expect(blocked.filter((ip) => !allowed.has(ip))).toEqual([]);
      expect(blocked.length).toBeGreaterThan(20);
      expect(host.sh("nft list tables")).toContain("canary");
      expect(host.sh("ls -d /tmp/pwned 2>/dev/null || echo nothing").trim()).toBe("nothing");
      for (const line of host.log())
        expect(() => JSON.parse(line.slice(line.indexOf("{"))) as unknown).not.toThrow();
    } finally {
      host.down();
    }
  }, 180_000);
});
