import * as pulumi from "@pulumi/pulumi";

import * as order from "../../../components/rolloutOrder";
import program from "../../../index";
import { askEnrolled } from "../../../ssh/askEnrolled";
import { bare, leftBy, record, settled, type StandIn } from "../components/recorded";
import type { Stack } from "./hosts";

// One host of these tests is off; the others answer. Which agents the manager knows is asked of nobody.
jest.mock("../../../program/sshAnswer", () => ({
  whyNoSsh: jest.fn((host: string) =>
    Promise.resolve(host === "10.0.0.19" ? { kind: "off", reason: "is off" } : undefined),
  ),
}));
jest.mock("../../../ssh/askEnrolled", () => ({ askEnrolled: jest.fn(() => Promise.resolve([])) }));

jest.mock("../../../components/rolloutOrder", () => {
  const real = jest.requireActual<typeof order>("../../../components/rolloutOrder");
  return { ...real, rolloutOrder: jest.fn(real.rolloutOrder) };
});

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const REPORT = JSON.stringify({ files: {}, restart: "none", done: [], warnings: [] });

const cloud: StandIn = {
  outputs: (type, name) => {
    switch (type) {
      case "command:remote:Command":
        return { stdout: name.endsWith("manager-version") ? "v4.14.7\n" : REPORT };
      case "tls:index/privateKey:PrivateKey":
        return { privateKeyOpenssh: "a private key\n", publicKeyOpenssh: `${KEY}\n` };
      case "hcloud:index/server:Server":
        return {
          ipv4Address: "203.0.113.5",
          ipv6Address: "2001:db8::1",
          networks: [{ networkId: 7, ip: "10.9.0.2" }],
        };
      default:
        return {};
    }
  },
  answer: (token) => {
    if (token.startsWith("pulumi:")) return leftBy(token, { arConf: ["old0 - old - 0"] });
    const server = {
      id: 1,
      name: "db",
      ipv4Address: "203.0.113.9",
      ipv6Address: "",
      location: "hel1",
      labels: {},
      deleteProtection: true,
      networks: [{ networkId: 7, ip: "10.9.0.3" }],
    };
    return token === "hcloud:index/getServers:getServers" ? { servers: [server] } : server;
  },
};

/**
 * Runs the program on a stack.
 * @returns everything that it declares, asks and says, as one text; the digest of the policy, which holds every key, left out.
 */
export async function runStack(stack: Stack): Promise<string> {
  const said: string[] = [];
  const spies = (["info", "warn"] as const).map((level) =>
    jest.spyOn(pulumi.log, level).mockImplementation((...args) => {
      said.push(args[0]);
      return Promise.resolve();
    }),
  );
  const asked = jest.mocked(askEnrolled).mockClear().mock.calls;
  const turns = jest.mocked(order.rolloutOrder).mockClear().mock.calls;
  const recording = await record(cloud);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(stack).map(([key, value]) => [
        `wazuh-active-response:${key}`,
        JSON.stringify(value),
      ]),
    ),
  );
  try {
    await program();
    await settled();
  } catch (error) {
    said.push((error as Error).message);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const resources = recording.resources.map((one) => JSON.stringify(withoutNote(bare(one))));
  return JSON.stringify([said.sort(), resources.sort(), recording.calls, turns, asked.length]);
}

/** A bundle's note of who rolls out has the digest of the policy, in which every key is. */
function withoutNote(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNote);
  if (typeof value === "string") return value.replace(/"rollout":\{[^}]*\}/g, "");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "rollout")
      .map(([key, part]) => [key, withoutNote(part)]),
  );
}
