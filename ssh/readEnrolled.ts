import * as z from "zod";

import { versionIn, type EnrolledAgent } from "../policy/model/enrolledAgent";

const rows = z.array(
  z.object({
    id: z.number().int(),
    name: z.string(),
    os_platform: z.string().optional(),
    version: z.string().optional(),
  }),
);
const config = z.object({ "active-response": z.object({ disabled: z.string().optional() }) });

/** Reads what scripts/host/enrolled.pl prints; the manager's own 000 is left out. @throws Error for another text. */
export function readEnrolled(text: string): EnrolledAgent[] {
  const agents: EnrolledAgent[] = [];
  const disabled = new Map<string, boolean>();
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [, page] = /^agents (.*)$/.exec(line) ?? [];
    const [, id, told] = /^config (\d+) (.*)$/.exec(line) ?? [];
    if (page !== undefined) agents.push(...rows.parse(JSON.parse(page)).map(agentOf));
    else if (id !== undefined && told !== undefined)
      disabled.set(id, config.parse(JSON.parse(told))["active-response"].disabled === "yes");
    else throw new Error(`"${line.slice(0, 80)}" is not an answer from a manager`);
  }
  return agents
    .filter(({ id }) => id !== "000")
    .map((agent) => {
      const off = disabled.get(agent.id);
      return off === undefined ? agent : { ...agent, disabled: off };
    });
}

function agentOf({
  id,
  name,
  os_platform: platform,
  version: said,
}: z.infer<typeof rows>[number]): EnrolledAgent {
  const version = versionIn(said);
  return {
    id: String(id).padStart(3, "0"),
    name,
    ...(platform !== undefined && platform !== "" && { platform }),
    ...(version !== undefined && { version }),
  };
}
