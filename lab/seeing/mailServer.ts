import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** An SMTP server on loopback that takes every mail and keeps its text. */
export class MailServer {
  readonly mails: string[] = [];
  private constructor(
    readonly port: number,
    readonly close: () => void,
  ) {}

  static async start(): Promise<MailServer> {
    const box: { made?: MailServer } = {};
    const server = createServer((socket) => {
      let text = "";
      let inData = false;
      socket.write("220 lab\r\n");
      socket.on("error", () => undefined);
      socket.on("data", (part) => {
        text += part.toString();
        if (inData) {
          if (!text.endsWith("\r\n.\r\n")) return;
          box.made?.mails.push(text);
          [text, inData] = ["", false];
          socket.write("250 taken\r\n");
          return;
        }
        let end: number;
        while ((end = text.indexOf("\r\n")) >= 0) {
          const line = text.slice(0, end).toUpperCase();
          text = text.slice(end + 2);
          inData = line === "DATA";
          socket.write(inData ? "354 go on\r\n" : line === "QUIT" ? "221 bye\r\n" : "250 yes\r\n");
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return (box.made = new MailServer(port, () => server.close()));
  }
}
