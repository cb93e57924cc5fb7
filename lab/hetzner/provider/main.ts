import { isDeepStrictEqual } from "node:util";

import { newKeyPair } from "../../keys";
import type { Diff } from "../../provider/diff";
import { serve, type Properties, type Resource } from "../../provider/server";
import { plain, secret } from "../../provider/values";
import { Client } from "./client";
import { createFirewall, deleteFirewall, updateFirewall } from "./hcloudFirewall";
import { createServer, deleteServer, getServer, updateServer } from "./hcloudServer";

/**
 * Stand-ins of the providers `hcloud` and `tls`, for the lab: `main.ts VERSION`. What `hcloud` is asked it asks of the API at
 * HCLOUD_ENDPOINT, as the real one does; `tls` makes real ed25519 pairs.
 */
const [version = ""] = process.argv.slice(2);
const { HCLOUD_ENDPOINT = "", HCLOUD_TOKEN = "" } = process.env;
const client = new Client(HCLOUD_ENDPOINT, HCLOUD_TOKEN);

const SERVER = "hcloud:index/server:Server";
const FIREWALL = "hcloud:index/firewall:Firewall";
const PAIR = "tls:index/privateKey:PrivateKey";
const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";
const noSuch = (urn: string): Error => new Error(`the stand-in has no ${typeOf(urn)}`);

function diff(olds: Properties, news: Properties): Diff {
  const keys = Object.keys({ ...olds, ...news });
  const changed = keys.filter((key) => !isDeepStrictEqual(plain(olds[key]), plain(news[key])));
  return new Map(changed.map((key) => [key, "update" as const]));
}

const resource: Resource = {
  check: (_, news) => ({ inputs: news, failures: [] }),
  diff,
  // ForceNew in internal/server/resource.go:54-113 of terraform-provider-hcloud v1.68.0.
  replaces: (path) => path === "image" || path === "location" || path === "userData",
  create: async (urn, wrapped) => {
    const inputs = plain(wrapped) as Properties;
    switch (typeOf(urn)) {
      case SERVER: {
        const { id, state } = await createServer(client, inputs);
        return { id, state: { ...state, userData: wrapped["userData"] } };
      }
      case FIREWALL:
        return createFirewall(client, inputs);
      case PAIR: {
        const { privateKey, publicKey } = newKeyPair();
        const made = { publicKeyOpenssh: `${publicKey}\n`, privateKeyOpenssh: secret(privateKey) };
        return { id: publicKey.slice(-20), state: { ...inputs, ...made } };
      }
      default:
        throw noSuch(urn);
    }
  },
  update: async (urn, olds, wrapped, id) => {
    const news = plain(wrapped) as Properties;
    if (typeOf(urn) === FIREWALL) return updateFirewall(client, Number(id), olds, news);
    if (typeOf(urn) !== SERVER) throw noSuch(urn);
    const state = await updateServer(client, Number(id), olds, news);
    return { ...state, userData: wrapped["userData"] };
  },
  delete: async (urn, _, id) => {
    if (typeOf(urn) === SERVER) await deleteServer(client, Number(id));
    if (typeOf(urn) === FIREWALL) await deleteFirewall(client, Number(id));
  },
  gone: async (urn, id) => {
    const many = { [SERVER]: "servers", [FIREWALL]: "firewalls" }[typeOf(urn)];
    if (many === undefined) return false;
    return client.ask("GET", `/${many}/${id}`).then(
      () => false,
      (error: unknown) => {
        if ((error as Error).message.endsWith("(not_found)")) return true;
        throw error;
      },
    );
  },
  call: (_, inputs) => getServer(client, plain(inputs) as Properties),
  cancel: () => undefined,
};

process.stderr.write(`this is the lab's stand-in, for ${version} of the official provider.\n`);
void serve(resource, version).then(({ port }) => {
  process.stdout.write(`${String(port)}\n`);
});
