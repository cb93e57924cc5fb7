/** An address that the kernel of a host blocks. */
export interface Block {
  readonly address: string;
  /** Seconds that are left; undefined for a block without end. */
  readonly left?: number;
}

interface Element {
  readonly elem?: { readonly val: string; readonly expires?: number };
}

/** Reads `nft -j list set`; empty where there is no such set. */
export function parseBlocks(json: string): Block[] {
  if (json === "") return [];
  const { nftables = [] } = JSON.parse(json) as {
    nftables?: readonly { set?: { elem?: readonly (string | Element)[] } }[];
  };
  return nftables
    .flatMap(({ set }) => set?.elem ?? [])
    .flatMap((element) => {
      if (typeof element === "string") return [{ address: element }];
      if (!element.elem) return [];
      const { val, expires } = element.elem;
      return [{ address: val, ...(expires !== undefined && { left: expires }) }];
    });
}
