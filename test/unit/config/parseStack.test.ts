import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { printFinding } from "../../../policy/lint/printFinding";
import { parseStack } from "../../../config/parseStack";

const prodFile = join(__dirname, "../../../Pulumi.prod.yaml");

function prod(): Record<string, Record<string, unknown> & unknown[]> {
  const { config } = parse(readFileSync(prodFile, "utf8")) as { config: Record<string, never> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key.replace("wazuh-active-response:", ""),
      value,
    ]),
  );
}

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

describe("parseStack", () => {
  it("reads the production stack and names every value that is still to be given", () => {
    const stack = parseStack(prod());
    if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
    expect(stack.fillIns.map(({ path }) => path)).toEqual([
      "manager.hostKey",
      "agents[0].hostKey",
      "whitelist.common[2].address",
      "responses[2].allow[2].to",
      "api.certificate",
      "dashboard.url",
      "dashboard.user",
      "dashboard.password",
      "graylog.url",
      "graylog.token",
      "graylog.productionAddresses[0]",
      "graylog.notification.to[0]",
    ]);
    expect(stack.policy.whitelist.map(({ address, location }) => [address, location])).toEqual([
      ["100.64.0.0/10", undefined],
      ["127.0.0.1", undefined],
      ["95.216.0.0/16", "hel1"],
      ["116.203.0.0/16", "nbg1"],
    ]);
    expect(stack.policy.responses[0]).toEqual({
      kind: "block-ip",
      rules: [5763, 5712, 5720, 5551],
      timeout: 3600,
    });
  });

  it("names unknown keys, wrong types and unknown kinds, all at once", () => {
    const raw = prod();
    (raw["manager"] as Record<string, unknown>)["port"] = "a";
    Object.assign(raw["responses"]?.[0] as object, { timout: 3 });
    Object.assign(raw["responses"]?.[1] as object, { kind: "kill" });
    const stack = parseStack({ ...raw, agnets: [] });
    expect(stack.ok).toBe(false);
    expect(
      stack.ok ? [] : stack.findings.map(({ path, instead }) => `${path}: ${instead}`),
    ).toEqual([
      "manager.port: write a value of type number",
      "responses[0].timout: remove it, or fix the spelling",
      "responses[1].kind: write one of block-ip, kill-process, disable-account, isolate-host, custom",
      "agnets: remove it, or fix the spelling",
    ]);
  });

  it.each([
    [{ user: "root" }, undefined],
    [{}, undefined],
    [{ user: "deploy", sudo: true }, ["deploy"]],
    [
      { user: "deploy", proxy: { host: "192.0.2.1", hostKey: KEY, user: "jump" } },
      ["deploy", "jump"],
    ],
    [{ user: "ops", proxy: { host: "192.0.2.1", hostKey: KEY, user: "ops" } }, ["ops"]],
  ])("knows of %j whom SSH logs in as", (ssh, accounts) => {
    const stack = parseStack({ ...prod(), ssh: { ...ssh, privateKeyFile: "~/.ssh/id_ed25519" } });
    expect(stack.ok && stack.fleet.accounts).toEqual(accounts);
  });

  it("says what is wrong with a shape in words of its own", () => {
    const raw = prod();
    Object.assign(raw["manager"] as object, { port: 0, name: "" });
    Object.assign(raw["responses"]?.[0] as object, { rules: ["abc"] });
    const stack = parseStack({
      ...raw,
      mode: "watch",
      stack: { role: "boss" },
      rollout: { parallel: "x" },
    });
    expect(stack.ok ? [] : stack.findings.map(printFinding).sort()).toEqual([
      'manager.name: "" is too short; write at least 1 character(s) [config-shape]',
      "manager.port: 0 is too small; write at least 1 [config-shape]",
      'mode: "watch" is not one of the known values; write one of enforce, observe [config-shape]',
      'responses[0].rules[0]: "abc" is not of type number; write a value of type number [config-shape]',
      'rollout.parallel: "x" is not of type number; write a value of type number [config-shape]',
      'stack.role: "boss" is not a known form; write one of all, manager, location [config-shape]',
    ]);
  });

  it.each([
    ["1h", 3600],
    ["90m", 5400],
    [600, 600],
  ])("reads the duration %p as %p seconds", (timeout, seconds) => {
    const stack = parseStack({
      ...prod(),
      responses: [{ kind: "block-ip", rules: [5763], timeout }],
    });
    expect(stack.ok && stack.policy.responses).toEqual([
      { kind: "block-ip", rules: [5763], timeout: seconds },
    ]);
  });

  it("refuses what is no duration, and says what Wazuh would make of it", () => {
    const stack = parseStack({
      ...prod(),
      responses: [{ kind: "block-ip", rules: [5763], timeout: "ten" }],
    });
    expect(stack).toMatchObject({
      ok: false,
      findings: [
        {
          severity: "error",
          code: "duration",
          path: "responses[0].timeout",
          value: '"ten"',
          reason: "is not a valid duration; Wazuh itself would read the leading digits as seconds",
          instead: "write seconds (3600) or one number with s, m, h or d (90m, 1h)",
        },
      ],
    });
  });

  it("never prints a private key", () => {
    const stack = parseStack({ ...prod(), ssh: { privateKey: 7777777 } });
    expect(stack.ok ? [] : stack.findings.map(({ value }) => value)).toEqual(["[secret]"]);
  });
});
