import { refused } from "./refused";

test("policy/ imports no process, no network, no writing and no folder beside it", () => {
  const builtin = "of Node's modules it has node:crypto, node:fs, node:path";
  const packages = "of npm's packages it has diff, fflate, handlebars, ipaddr.js, yaml, zod";
  expect(
    refused("policy/model/fleet.ts", [
      'import { spawn } from "node:child_process";',
      'import net from "net";',
      'import type { Agent } from "node:http";',
      'export * from "../../cli/main";',
      'export type { Hosts } from "../../config/keys/hosts";',
      'import type { Config } from "@pulumi/pulumi";',
      'import { Client } from "ssh2";',
      'export type Ssh = import("../../ssh/onHost").Ssh;',
      'export const later = import("node:dns/promises");',
      "export const some = (name: string) => import(name);",
      'import { writeFileSync } from "node:fs";',
      "export const id = process.pid;",
      'import { createHash } from "node:crypto";',
      'import { readFileSync } from "node:fs";',
      'import { readNodes } from "../wazuh/read/node";',
      'import ipaddr from "ipaddr.js";',
    ]),
  ).toEqual([
    `1 policy/ may not import node:child_process: ${builtin}`,
    `2 policy/ may not import net: ${builtin}`,
    `3 policy/ may not import node:http: ${builtin}`,
    "4 policy/ imports nothing from outside of it, types included: ../../cli/main",
    "5 policy/ imports nothing from outside of it, types included: ../../config/keys/hosts",
    `6 policy/ may not import @pulumi/pulumi: ${packages}`,
    `7 policy/ may not import ssh2: ${packages}`,
    "8 policy/ imports nothing from outside of it, types included: ../../ssh/onHost",
    `9 policy/ may not import node:dns/promises: ${builtin}`,
    "10 policy/ imports by a name that is written out: import(name)",
    "11 'writeFileSync' import from 'node:fs' is restricted because only 'existsSync', 'readdirSync', and 'readFileSync' are allowed.",
    "12 Unexpected use of 'process'.",
  ]);
});

test("policy/wazuh imports nothing of the policy", () => {
  expect(
    refused("policy/wazuh/limits.ts", [
      'import type { RuleId } from "../model/ruleId";',
      'import { readFileSync } from "node:fs";',
      'import { SaxesParser } from "saxes";',
      'import { readNodes } from "./read/node";',
    ]),
  ).toEqual([
    "1 policy/wazuh/ imports nothing from outside of it, types included: ../model/ruleId",
    "2 policy/wazuh/ may not import node:fs: of Node's modules it has none",
  ]);
});
