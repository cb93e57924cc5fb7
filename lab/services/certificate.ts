import { readFileSync } from "node:fs";
import { join } from "node:path";

import { mustRun } from "../process";
import type { Tls } from "./standInServer";

/** Makes a certificate of its own for an address, good for a day. @returns it, to serve with and to trust. */
export async function certificateFor(dir: string, address: string): Promise<Tls> {
  const [key, cert] = [join(dir, "service.key"), join(dir, "service.crt")];
  await mustRun("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-days", "1", "-subj", "/CN=stand-in", "-addext", `subjectAltName=IP:${address}`],
    ...["-keyout", key, "-out", cert],
  ]);
  return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
}
