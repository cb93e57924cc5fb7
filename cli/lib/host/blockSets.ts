/** An address, or a whole network, that the kernel of a host blocks. */
export interface Block {
  /** `203.0.113.5`, or a network: `2001:db8:5:6::/64`. */
  readonly address: string;
  /** Seconds that are left; undefined for a block without end. */
  readonly left?: number;
  /** Which block of the address it is, where the host counts them. */
  readonly step?: number;
}

/** A set of networks holds their first addresses. */
const BITS: Readonly<Record<string, string>> = { networks4: "/24", networks6: "/64" };

interface Element {
  readonly elem?: { readonly val: string; readonly expires?: number };
}

/** Reads `nft -j list set`; empty where there is no such set. */
export function parseBlocks(json: string): Block[] {
  if (json === "") return [];
  const { nftables = [] } = JSON.parse(json) as {
    nftables?: readonly { set?: { name?: string; elem?: readonly (string | Element)[] } }[];
  };
  return nftables.flatMap(({ set }) =>
    (set?.elem ?? []).flatMap((element) => {
      const bits = BITS[set?.name ?? ""] ?? "";
      if (typeof element === "string") return [{ address: `${element}${bits}` }];
      if (!element.elem) return [];
      const { val, expires } = element.elem;
      return [{ address: `${val}${bits}`, ...(expires !== undefined && { left: expires }) }];
    }),
  );
}

/** The blocks with their steps. @param steps `ADDRESS STEP` each, of which a host may have more than it blocks. */
export function withSteps(blocks: readonly Block[], steps: readonly string[]): Block[] {
  const known = new Map(steps.map((line) => line.split(" ") as [string, string]));
  return blocks.map((block) => {
    const step = Number(known.get(block.address) ?? 0);
    return step > 0 ? { ...block, step } : block;
  });
}
