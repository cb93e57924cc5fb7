import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { stringify } from "yaml";

import { parseStack } from "../../config/parseStack";
import type { StackInput } from "../../policy/model/stack";
import { bootstrap } from "../../policy/bundle/bootstrap";
import { bundleOf, printBundle } from "../../policy/bundle/bundle";
import { hostsOf } from "../../policy/model/fleet";
import { renderHost } from "../../policy/render/renderHost";
import { stackConfigOf } from "../demo/stackConfigOf";
import { hasReloaded } from "../hasReloaded";
import { upLab } from "../lab";
import type { Lab, LabHost } from "../labTypes";
import { API_CERTIFICATE, API_PORT } from "../wazuh/api/place";
import { API_USERS } from "../wazuh/api/users";

/** A lab with a policy on its hosts, and the folder of the stack that the operator's verbs read. */
export interface OperatorLab {
  readonly lab: Lab;
  /** Holds Pulumi.lab.yaml; the journal is written there, too. */
  readonly dir: string;
  /** Variables that the verbs need: the API's password, and where Pulumi would keep a state. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the lab is to be like. */
export interface OperatorLabOptions {
  /** How long a block lasts, in seconds. @default an hour */
  readonly blockSeconds?: number;
}

/**
 * Brings up a lab of a manager with the stand-in of the API and two agents, and installs a policy with every kind of response
 * that the operator's verbs are about: by the installer itself, without an engine.
 */
export async function upOperatorLab({
  blockSeconds = 3600,
}: OperatorLabOptions = {}): Promise<OperatorLab> {
  const lab = await upLab({
    api: true,
    agents: [
      { name: "hel-1", location: "hel1" },
      { name: "nbg-1", location: "nbg1" },
    ],
  });
  try {
    const config = await configOf(lab, blockSeconds);
    const dir = join(lab.dir, "project");
    mkdirSync(dir);
    const keys = Object.entries(config).map(([key, value]) => [
      `wazuh-active-response:${key}`,
      value,
    ]);
    writeFileSync(
      join(dir, "Pulumi.lab.yaml"),
      stringify({ config: Object.fromEntries(keys) as object }),
    );
    writeFileSync(join(dir, "Pulumi.yaml"), "name: wazuh-active-response\nruntime: nodejs\n");
    await rollOut(lab, config);
    // A backend of its own, without a deployment: plan then says what a first pulumi up would do.
    const backend = join(lab.dir, "backend");
    mkdirSync(backend);
    return {
      lab,
      dir,
      environment: {
        WAZUH_API_PASSWORD: API_USERS[0].password,
        PULUMI_BACKEND_URL: `file://${backend}`,
      },
    };
  } catch (error) {
    await lab.down();
    throw error;
  }
}

async function configOf(lab: Lab, blockSeconds: number): Promise<StackInput> {
  const { master } = lab;
  // The lab's own end of the network: where the operator sits.
  const operator = master.address.replace(/\d+$/, "1");
  const fingerprint = await must(
    master,
    `openssl x509 -in /var/ossec/${API_CERTIFICATE} -noout -fingerprint -sha256`,
  );
  return stackConfigOf(lab, {
    whitelist: {
      common: [
        { address: "100.64.0.0/10", name: "headscale", reason: "the private network" },
        { address: "127.0.0.1", name: "loopback", reason: "the host itself" },
        { address: operator, name: "operator", reason: "where the verbs run" },
      ],
      hel1: [{ address: "95.216.10.10", name: "hel-monitor", reason: "watches Helsinki" }],
    },
    responses: [
      { kind: "block-ip", rules: [5763, 5712], timeout: blockSeconds },
      { kind: "kill-process", rules: [100050], processes: ["totally-not-malware", "xmrig"] },
      {
        kind: "isolate-host",
        allow: [{ to: operator, reason: "the operator's SSH", direction: "in", ports: [22] }],
      },
    ],
    api: {
      url: `https://${master.address}:${API_PORT}`,
      user: API_USERS[0].name,
      certificate: fingerprint.trim().replace(/^.*=/, ""),
    },
  });
}

async function rollOut(lab: Lab, config: StackInput): Promise<void> {
  const parsed = parseStack(config);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  const { policy, fleet } = parsed;
  const [master, ...agents] = hostsOf(fleet);
  const apply = async (name: string): Promise<void> => {
    const host = hostsOf(fleet).find((one) => one.name === name);
    if (!host) return;
    const bundle = printBundle(bundleOf(host, renderHost(policy, fleet, host)));
    await must(lab.host(name), bootstrap("apply", false), bundle);
  };
  await Promise.all(agents.map(({ name }) => apply(name)));
  await apply(master?.name ?? "");
  await Promise.all(lab.agents.map((agent) => settled(agent, lab.master)));
}

/** An agent reloads once it has its manager's new ar.conf; lines that are written meanwhile are lost. */
async function settled(agent: LabHost, manager: LabHost): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await hasReloaded(agent, manager))) {
    if (Date.now() > end) throw new Error(`${agent.name} did not take its ar.conf`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function must(host: LabHost, command: string, input = ""): Promise<string> {
  const { code, stdout, stderr } = await host.run(command, { input });
  if (code !== 0) throw new Error(`${host.name}: exit ${code}: ${stderr}${stdout}`);
  return stdout;
}
