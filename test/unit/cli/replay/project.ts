import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";

/** Keys of a stack with two agents, each a line of YAML; the later ones win. */
export function stackFile(more: Readonly<Record<string, string>> = {}): string {
  const keys: Readonly<Record<string, string>> = {
    ssh: "{ user: root, agentSocketPath: /run/none }",
    manager: `{ name: wazuh, host: 10.1.0.1, hostKey: "${KEY}" }`,
    agents: `[{ name: web-1, host: 10.2.0.1, hostKey: "${KEY}" }, { name: web-2, host: 10.2.0.2, hostKey: "${KEY}" }]`,
    whitelist: "{ common: [{ address: 10.0.0.0/24, name: office }] }",
    responses: "[{ kind: block-ip, rules: [5763], timeout: 1h }]",
    ...more,
  };
  const lines = Object.entries(keys).map(
    ([key, value]) => `  wazuh-active-response:${key}: ${value}\n`,
  );
  return `config:\n${lines.join("")}`;
}

/** A folder with the stack `prod`. */
export function project(more: Readonly<Record<string, string>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "replay-"));
  writeFileSync(join(dir, "Pulumi.prod.yaml"), stackFile(more));
  return dir;
}

/** A line of alerts.json: a failed password for root on web-1. @param seconds since the beginning of November */
export function failure(seconds: number, from = "203.0.113.66", more: object = {}): string {
  const time = new Date(Date.parse("2026-11-01T00:00:00Z") + seconds * 1000).toISOString();
  return JSON.stringify({
    timestamp: time.replace("Z", "+0000"),
    rule: { level: 5, description: 'sshd: a "failure".', id: "5760", groups: ["syslog", "sshd"] },
    agent: { id: "001", name: "web-1", ip: "10.2.0.1" },
    manager: { name: "wazuh" },
    id: `${1_793_491_200 + seconds}.${seconds}${from}`,
    full_log: `Nov  1 00:00:00 web-1 sshd[9]: Failed password for root from ${from} port 4022 ssh2`,
    predecoder: { program_name: "sshd" },
    data: { srcip: from, dstuser: "root" },
    location: "/var/log/auth.log",
    ...more,
  });
}

/** Eight failures within as many seconds: one block. */
export function attack(at: number, from?: string): string[] {
  return Array.from({ length: 8 }, (_, i) => failure(at + i, from));
}

/** A log-in that succeeded. */
export function login(seconds: number, from: string): string {
  return failure(seconds, from, {
    rule: { level: 3, description: "in", id: "5715", groups: ["authentication_success"] },
    full_log: `Nov  1 00:00:00 web-1 sshd[9]: Accepted password for root from ${from} port 4022 ssh2`,
  });
}

/** A line that no policy here is about, as long as it is wanted. */
export function other(seconds: number, length = 10): string {
  return failure(seconds, "192.0.2.1", {
    rule: { level: 7, description: "x".repeat(length), id: "550", groups: ["ossec"] },
  });
}
