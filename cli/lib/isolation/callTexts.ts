import { quote } from "../../../policy/render/template";
import type { ActiveResponseCall } from "../api/activeResponse";
import type { CallSite } from "./callSite";

/**
 * The call for the Dev Tools of the Wazuh dashboard. The body ends with a line of its own: by that brace the console finds where
 * a request ends (plugins/main/public/controllers/dev-tools/dev-tools.ts, 4.x).
 */
export function devToolsText({ method, path, body }: ActiveResponseCall): string {
  return `${method} ${path}\n${JSON.stringify(JSON.parse(body), null, 2)}`;
}

/**
 * The call for a shell, with the step that gets the token. No secret stands in a command line: curl asks for the password itself,
 * and reads the token from a pipe. All of it is one command in brackets, so that a paste is not taken for the password.
 */
export function curlText(
  { method, path, headers, body }: ActiveResponseCall,
  { url, user, trust }: CallSite,
): string {
  const options = "caFile" in trust ? `--cacert ${quote(trust.caFile)}` : PINNED;
  const header = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return [
    "(",
    "  set -eu",
    ...("caFile" in trust ? [] : pinLines(url, trust.certificate)),
    `  token=$(curl -sS -f ${options} -u ${quote(user)} -X POST \\`,
    `    ${quote(`${url}/security/user/authenticate?raw=true`)})`,
    `  printf 'header = "Authorization: Bearer %s"\\n' "$token" |`,
    `    curl -sS ${options} --config - -X ${method} ${header.join(" ")} \\`,
    `      --data-binary ${quote(body)} \\`,
    `      ${quote(`${url}${path}`)}`,
    "  echo",
    ")",
  ].join("\n");
}

/** The authority and the name of a self-signed certificate say nothing; its key does, and curl sends nothing to any other. */
const PINNED = '-k --pinnedpubkey "sha256//$pin"';

/** The certificate that is shown is compared with the stack's first; curl knows no fingerprint, so its key is pinned then. */
function pinLines(url: string, certificate: string): string[] {
  const { hostname, port } = new URL(url);
  return [
    `  shown=$(openssl s_client -connect ${quote(`${hostname}:${port === "" ? "443" : port}`)} </dev/null 2>/dev/null |`,
    `    openssl x509 2>/dev/null) || { echo "the API shows no certificate; nothing was sent" >&2; exit 1; }`,
    `  print=$(printf '%s\\n' "$shown" | openssl x509 -noout -fingerprint -sha256)`,
    `  [ "\${print#*=}" = ${quote(certificate)} ] ||`,
    `    { echo "the API shows another certificate: $print; nothing was sent" >&2; exit 1; }`,
    `  pin=$(printf '%s\\n' "$shown" | openssl x509 -noout -pubkey | openssl pkey -pubin -outform der |`,
    `    openssl dgst -sha256 -binary | openssl base64)`,
  ];
}
