import { connect } from "node:net";
import { join } from "node:path";

import { answerRequest } from "../../../lab/wazuh/analysisd/requests";
import { load } from "../../../lab/wazuh/analysisd/loaded";
import { REQUESTS_CONTRACT } from "../../real/requestsContract";

type Ask = (request: string) => Promise<string>;

const standIn: Ask = (request) =>
  Promise.resolve(answerRequest(request, { loaded: () => load("/nonexistent", "") }));

/** `WAZUH_MANAGER`: the home of a manager that runs. Refused requests change nothing there. */
const HOME = process.env.WAZUH_MANAGER ?? "";

const real: Ask = (request) =>
  new Promise((resolve, reject) => {
    const socket = connect(join(HOME, "queue/sockets/analysis"));
    const heard: Buffer[] = [];
    socket.on("error", reject);
    socket.on("data", (chunk) => heard.push(chunk));
    socket.on("end", () => {
      resolve(Buffer.concat(heard).subarray(4).toString());
    });
    const text = Buffer.from(request);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(text.length);
    socket.write(Buffer.concat([head, text]));
  });

const ALL: readonly (readonly [string, Ask])[] = [
  ["the stand-in of analysisd's socket", standIn],
  ...(HOME === "" ? [] : ([["the real analysisd's socket", real]] as const)),
];

describe.each(ALL)("%s", (_name, ask) => {
  it.each(REQUESTS_CONTRACT)("$what (asyscom.c:$line)", async ({ request, answer }) => {
    expect(await ask(request)).toBe(answer);
  });
});
