import { findProvider, type FoundProvider } from "../../lab/provider/findProvider";
import { findEngine } from "../../tools/engine/findEngine";

/** Which provider a run used: the official one, or the lab's stand-in, which takes longer to start and per host. */
export interface UsedProvider {
  /** @default "stand-in" */
  readonly provider?: FoundProvider["how"];
}

/** The provider that runs in this environment use; see findProvider. */
export async function usedProvider(): Promise<Required<UsedProvider>> {
  const silent = { say: (): void => undefined };
  const { how } = await findProvider(await findEngine(silent), silent);
  return { provider: how };
}

/** For a line above a table. */
export function printProvider({ provider = "stand-in" }: UsedProvider): string {
  return provider === "official"
    ? "the official command provider"
    : "the lab's stand-in of the provider";
}
