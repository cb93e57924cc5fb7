import type { Line } from "../rules/decode";

const FROM_AGENT = /^\d:\[(\d+)\] \(([^)]*)\) (\S+?)->([^:]*):(.*)$/s;
const OWN = /^\d:([^:]*):(.*)$/s;

/** Takes a message of queue/sockets/queue apart; undefined where it has no such form. */
export function parseLine(message: string, host: string, time: number): Line | undefined {
  const [, id, name, ip, from, said] = FROM_AGENT.exec(message) ?? [];
  if (id !== undefined && name !== undefined && ip !== undefined)
    return { sender: { id, name, ip }, location: from ?? "", text: said ?? "", time };
  const [, location, text] = OWN.exec(message) ?? [];
  if (location === undefined || text === undefined) return undefined;
  return { sender: { id: "000", name: host }, location, text, time };
}
