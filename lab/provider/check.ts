import { plain, secret, UNKNOWN } from "./values";

/** A failure of one input. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

type Properties = Record<string, unknown>;

const DEFAULTS: Properties = { user: "root", port: 22, dialErrorLimit: 10, perDialTimeout: 15 };
const SECRET_FIELDS = ["password", "privateKey", "privateKeyPassword"];
const TEXTS = ["create", "update", "delete", "stdin", "logging"];

/**
 * Fills defaults in and marks as secret what always is: the connection, and inside it passwords and keys.
 * @param news inputs as the program gave them; values may be secret or not known yet.
 */
export function checkInputs(news: Properties): { inputs: Properties; failures: Failure[] } {
  const failures: Failure[] = [];
  const inputs: Properties = { ...news };
  const connection = plain(news["connection"]);
  if (connection === undefined || connection === null)
    failures.push({ property: "connection", reason: "Missing required property 'connection'" });
  else inputs["connection"] = secret(checkConnection(connection, "connection", failures));
  for (const name of TEXTS) {
    const value = plain(news[name]);
    if (value !== undefined && value !== null && typeof value !== "string")
      failures.push({
        property: name,
        reason: `Field '${name}' on CommandInputs must be a 'string'; got '${typeof value}' instead`,
      });
  }
  return { inputs, failures };
}

function checkConnection(value: unknown, path: string, failures: Failure[]): unknown {
  if (value === UNKNOWN) return value;
  if (typeof value !== "object" || value === null) {
    failures.push({
      property: path,
      reason: `Field '${path}' must be an object; got '${typeof value}' instead`,
    });
    return value;
  }
  const given = value as Properties;
  if (given["host"] === undefined)
    failures.push({ property: `${path}.host`, reason: "Missing required field 'host'" });
  const filled: Properties = { ...DEFAULTS, ...given };
  for (const field of SECRET_FIELDS)
    if (filled[field] !== undefined) filled[field] = secret(filled[field]);
  if (filled["proxy"] !== undefined)
    filled["proxy"] = checkConnection(filled["proxy"], `${path}.proxy`, failures);
  return filled;
}
