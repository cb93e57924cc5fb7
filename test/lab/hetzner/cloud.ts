import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import { serve, type Properties } from "../../../lab/provider/server";
import { plain, secret } from "../../../lab/provider/values";

/**
 * A stand-in of the providers `hcloud` and `tls`, for one test: it makes nothing. A server is the lab host whose address
 * and host key stand in the file that is given; what it was asked for is written to the second file; the third argument is its version.
 * Each server has an id of its own, 7 being the first; another image replaces one, as the provider's own schema says. Where
 * the second file's name with `.refuse` exists, the next server is refused, once; with `.gone`, a server is gone, once.
 */
interface Facts {
  readonly ipv4Address: string;
  readonly hostKey: string;
}

const [facts = "", asked = "", version = ""] = process.argv.slice(2);
const { ipv4Address, hostKey } = JSON.parse(readFileSync(facts, "utf8")) as Facts;

const SERVER = "hcloud:index/server:Server";
const OUTPUTS: Readonly<Record<string, Properties>> = {
  [SERVER]: { ipv4Address, ipv6Address: "", networks: [] },
  "hcloud:index/firewall:Firewall": {},
  "tls:index/privateKey:PrivateKey": {
    publicKeyOpenssh: `${hostKey}\n`,
    privateKeyOpenssh: secret("no real private key: the lab host has it\n"),
  },
};

const told = (what: string): boolean => {
  const there = existsSync(`${asked}.${what}`);
  rmSync(`${asked}.${what}`, { force: true });
  return there;
};
const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";
let servers = existsSync(asked)
  ? readFileSync(asked, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(`{"what":"create","type":"${SERVER}"`)).length
  : 0;
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
    replaces: (path) => path === "image" || path === "location",
    create: (urn, inputs) => {
      if (typeOf(urn) === SERVER && told("refuse")) {
        throw new Error("error during placement (resource_unavailable)");
      }
      note("create", urn, inputs);
      const outputs = OUTPUTS[typeOf(urn)];
      if (!outputs) throw new Error(`the stand-in has no ${typeOf(urn)}`);
      const id = String(typeOf(urn) === SERVER ? 7 + servers++ : 7);
      return Promise.resolve({ id, state: { ...inputs, ...outputs } });
    },
    update: (urn, olds, news) => {
      note("update", urn, news);
      return Promise.resolve({ ...olds, ...news });
    },
    delete: (urn, state) => {
      note("delete", urn, state);
      return Promise.resolve();
    },
    gone: (urn) => typeOf(urn) === SERVER && told("gone"),
    call: () => ({
      ...{ id: 42, name: "nbg-1", location: "nbg1", labels: {}, networks: [] },
      ...{ ipv4Address, ipv6Address: "", deleteProtection: true },
    }),
    cancel: () => undefined,
  },
  version,
).then(({ port }) => {
  process.stdout.write(`${String(port)}\n`);
});
