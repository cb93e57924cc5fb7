import { whyNoSsh, type NoSsh } from "./sshAnswer";

/** How many are asked at a time: of a thousand at once some would seem to be silent that only have to wait for their turn. */
const AT_A_TIME = 100;

/**
 * Asks many of them; see {@link whyNoSsh}.
 * @param seconds longest wait for each.
 * @returns an answer for each, in their order.
 */
export async function whyNoSshEach(
  servers: readonly { readonly host: string; readonly port: number }[],
  seconds: number,
): Promise<readonly (NoSsh | undefined)[]> {
  const whys: (NoSsh | undefined)[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < servers.length; i = next++) {
      const { host, port } = servers[i] as (typeof servers)[number];
      whys[i] = await whyNoSsh(host, port, seconds);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, servers.length) }, lane));
  return whys;
}
