import type { HostInput, StackInput } from "../../../policy/model/stack";
import { apiError } from "../api/apiError";
import type { AgentIds, Command, KnownAgent } from "../api/wazuhApi";
import { rootShell } from "../../../ssh/rootShell";
import { runOn, UnreachableError } from "../../../ssh/onHost";
import { parseAgentList } from "../../../ssh/agentList";

const LIST = "/var/ossec/bin/agent_control -l";

// What agent_control and the API themselves write to wazuh-remoted, always with the flag for one agent (NNS). agent_control
// -f cannot be used for it: it takes names of ar.conf only, and what is run by hand has no row there.
const SEND = `perl -e '
use Socket;
my $queue = "/var/ossec/queue/alerts/ar";
socket my $s, AF_UNIX, SOCK_DGRAM, 0 or die "socket: $!\\n";
connect $s, sockaddr_un($queue) or die "$queue: $!; is wazuh-remoted running?\\n";
while (my $line = <STDIN>) {
  $line =~ /^(\\d{3,}) (\\{.*\\})$/ or die "no message\\n";
  defined send $s, "(msg_to_agent) [] NNS $1 $2", 0 or die "$queue: $!\\n";
}'`;

/** The manager over SSH, for when the API is down: the same message to the same queue. */
export class ManagerOverSsh {
  constructor(
    private readonly ssh: StackInput["ssh"],
    private readonly host: HostInput,
  ) {}

  /** @throws UnreachableError */
  async agents(): Promise<readonly KnownAgent[]> {
    return parseAgentList(await this.run(LIST, ""));
  }

  /** @throws ApiError in the API's own words for an agent that is unknown or not connected; UnreachableError */
  async send(agents: AgentIds, { command, alert }: Command): Promise<void> {
    const known = new Map((await this.agents()).map((agent) => [agent.id, agent]));
    for (const id of agents) {
      const status = known.get(id)?.status;
      if (status === undefined) throw apiError(1701, "", `agent ${id}`);
      if (status !== "active") throw apiError(1707, "", `agent ${id}`);
    }
    const message = JSON.stringify({
      version: 1,
      origin: { name: "", module: "active-response" },
      command,
      parameters: { extra_args: [], alert },
    });
    await this.run(SEND, agents.map((id) => `${id} ${message}\n`).join(""));
  }

  private async run(script: string, input: string): Promise<string> {
    const { code, stdout, stderr } = await runOn(
      this.ssh,
      this.host,
      rootShell(this.ssh, script),
      input,
    );
    if (code !== 0)
      throw new UnreachableError(
        `${this.host.name}: ${stderr.trim() || stdout.trim()} (exit ${code})`,
      );
    return stdout;
  }
}
