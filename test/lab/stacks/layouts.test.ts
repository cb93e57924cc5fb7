import { join } from "node:path";

import type { StackInput } from "../../../policy/model/stack";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { TWO_AGENTS } from "../twoAgents";

const RESPONSES: StackInput["responses"] = [
  { kind: "block-ip", rules: [5763, 5712], timeout: "1h" },
  { kind: "kill-process", rules: [100050], processes: ["xmrig"], on: { locations: ["nbg1"] } },
];
const MANAGER = "prod-manager";
const full = (stack: string): string => `organization/wazuh-active-response/${stack}`;

/** Every file of Wazuh's that a rollout may touch, with owner, mode and bytes, and our firewall table. */
const SNAPSHOT = `
cd /var/ossec
for file in $(find active-response etc/rules etc/ossec.conf etc/shared/ar.conf -type f | grep -v -e /.git -e '\\.lock$' -e '\\.blocks$' | sort); do
  echo "$file $(stat -c '%U:%G %a' "$file") $(sha256sum <"$file" | cut -c1-64)"
done
nft list table inet wazuh_active_response 2>/dev/null || true`;

describe("one stack, or one for the manager and one a location", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await upLab({
      agents: TWO_AGENTS,
      attacker: false,
    });
  }, 180_000);
  afterAll(() => lab.down());

  const snapshot = async (): Promise<Record<string, string>> => {
    const files: Record<string, string> = {};
    await Promise.all(
      lab.hosts.map(async (host) => {
        files[host.name] = (await host.run(SNAPSHOT)).stdout;
      }),
    );
    return files;
  };

  it("gives byte-equal hosts, and the locations roll out side by side", async () => {
    const whole = stackConfigOf(lab, { responses: RESPONSES });
    const before = await snapshot();
    const single = await deployment(join(lab.dir, "single"), whole, { say: () => undefined });
    await single.up();
    const bySingle = await snapshot();
    expect(bySingle["hel-1"]).not.toBe(before["hel-1"]);
    expect(bySingle["wazuh"]).not.toBe(before["wazuh"]);
    await single.destroy();
    expect(await snapshot()).toEqual(before);

    const dir = join(lab.dir, "split");
    const open = (stack: string, config: object): Promise<Deployment> =>
      deployment(dir, config, { stack, say: () => undefined });
    const location = (name: string): object => ({
      ...whole,
      whitelist: undefined,
      agents: whole.agents.filter((agent) => agent.location === name),
      stack: { role: "location", managerStack: full(MANAGER) },
    });
    const manager = await open(MANAGER, {
      ...whole,
      agents: [],
      stack: { role: "manager", locations: { hel1: full("prod-hel1"), nbg1: full("prod-nbg1") } },
    });
    const hel1 = await open("prod-hel1", location("hel1"));
    const nbg1 = await open("prod-nbg1", location("nbg1"));
    // The first turn brings everyone up; the second carries the agents' addresses to everyone's white list.
    for (let turn = 0; turn < 2; turn++) {
      await manager.up();
      await Promise.all([hel1.up(), nbg1.up()]);
    }
    expect(await snapshot()).toEqual(bySingle);
  }, 240_000);
});
