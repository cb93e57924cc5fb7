import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a notification says: the parts that we read. */
export interface Call {
  readonly event_definition_title: string;
  readonly event: {
    readonly message: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly timerange_start: string | null;
  };
  readonly backlog: readonly unknown[];
}

/** A hook on loopback that keeps what it is called with. */
export class Hook {
  readonly calls: Call[] = [];
  private constructor(
    readonly url: string,
    readonly close: () => void,
  ) {}

  static async start(): Promise<Hook> {
    const box: { hook?: Hook } = {};
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        box.hook?.calls.push(JSON.parse(Buffer.concat(parts).toString()) as Call);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    box.hook = new Hook(`http://127.0.0.1:${port}/hook`, () => {
      server.closeAllConnections();
      server.close();
    });
    return box.hook;
  }
}
