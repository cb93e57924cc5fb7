import { STREAM } from "./eventDefinition";
import type { GraylogSettings } from "./settings";

/** Address of a search of the stream in Graylog's own pages; the stream's id takes the place of its name on the host. */
export function searchLink(
  { url }: Pick<GraylogSettings, "url">,
  query: string,
  seconds: number,
): string {
  return `${url}/streams/${STREAM}/search?rangetype=relative&range=${seconds}&q=${encodeURIComponent(query)}`;
}
