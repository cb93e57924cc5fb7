import { appendFileSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import { serve, type Properties } from "../../../lab/provider/server";
import { plain, secret } from "../../../lab/provider/values";

/**
 * A stand-in of the providers `hcloud` and `tls`, for one test: it makes nothing. A server is the lab host whose address
 * and host key stand in the file that is given; what it was asked for is written to the second file; the third argument is its version.
 */
interface Facts {
  readonly ipv4Address: string;
  readonly hostKey: string;
}

const [facts = "", asked = "", version = ""] = process.argv.slice(2);
const { ipv4Address, hostKey } = JSON.parse(readFileSync(facts, "utf8")) as Facts;

const OUTPUTS: Readonly<Record<string, Properties>> = {
  "hcloud:index/server:Server": { ipv4Address, ipv6Address: "", networks: [] },
  "hcloud:index/firewall:Firewall": {},
  "tls:index/privateKey:PrivateKey": {
    publicKeyOpenssh: `${hostKey}\n`,
    privateKeyOpenssh: secret("no real private key: the lab host has it\n"),
  },
};

const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";
const note = (what: string, urn: string, inputs: Properties): void => {
  appendFileSync(asked, `${JSON.stringify({ what, type: typeOf(urn), inputs: plain(inputs) })}\n`);
};

void serve(
  {
    check: (_, news) => ({ inputs: news, failures: [] }),
    diff: (olds, news) =>
      new Map(
        Object.keys({ ...olds, ...news })
          .filter((key) => !isDeepStrictEqual(olds[key], news[key]))
          .map((key) => [key, "update"] as const),
      ),
    create: (urn, inputs) => {
      note("create", urn, inputs);
      const outputs = OUTPUTS[typeOf(urn)];
      if (!outputs) throw new Error(`the stand-in has no ${typeOf(urn)}`);
      return Promise.resolve({ id: "7", state: { ...inputs, ...outputs } });
    },
    update: (urn, olds, news) => {
      note("update", urn, news);
      return Promise.resolve({ ...olds, ...news });
    },
    delete: (urn, state) => {
      note("delete", urn, state);
      return Promise.resolve();
    },
    cancel: () => undefined,
  },
  version,
).then(({ port }) => {
  process.stdout.write(`${String(port)}\n`);
});
