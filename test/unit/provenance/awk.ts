import { readFileSync } from "node:fs";
import { join } from "node:path";

import { policyOf } from "../../../policy/model/parsePolicy";
import { logSettings } from "../../../policy/render/responses/logSettings";
import { runAwk } from "../../interpreters";

const SCRIPTS = join(__dirname, "../../../scripts/responses");
const PARTS = ["json.awk", "address.awk", "daemons.awk", "provenance.awk"];
const ASK = `{
  split("", type); split("", value)
  if (!is_message($0)) { print "malformed"; next }
  srcip = text_at("parameters.alert.data.srcip")
  print why_forged(srcip, text_at("parameters.alert.data.dstuser"), ENVIRON["ASKED"] + 0)
}`;

/** What an alert says of its log line. */
export interface Asked {
  readonly location?: string | undefined;
  readonly line?: string | undefined;
  readonly program?: string | undefined;
  readonly srcip?: string | undefined;
  readonly dstuser?: string | undefined;
  readonly rule?: string | undefined;
}

/**
 * Why awk, run with the programs of a host, takes an alert's line for no proof of its address; "" where it is one.
 * @param user whether the user must be proven too.
 */
export function whyForged(
  alerts: readonly Asked[],
  awk: readonly [string, ...string[]],
  user = false,
): string[] {
  const places = logSettings(policyOf({ whitelist: [], responses: [], rules: [] }));
  const program = [...PARTS.map((part) => readFileSync(join(SCRIPTS, part), "utf8")), ASK].join(
    "\n",
  );
  const ended = runAwk(
    awk,
    program,
    alerts.map((one) => `${JSON.stringify(message(one))}\n`).join(""),
    {
      ASKED: user ? "1" : "0",
      LOGS_auth: places["logsAuth"] ?? "",
      LOGS_mail: places["logsMail"] ?? "",
      LOGS_ftp: places["logsFtp"] ?? "",
      LOGS_webAccess: places["logsWebAccess"] ?? "",
      LOGS_webErrors: places["logsWebErrors"] ?? "",
      LOGS_raw: places["logsRaw"] ?? "",
    },
  );
  return ended.split("\n").slice(0, -1);
}

function message({ location, line, program, srcip, dstuser, rule }: Asked): object {
  const alert = {
    rule: { level: 10, ...(rule !== undefined && { id: rule }) },
    full_log: line,
    ...(program !== undefined && { predecoder: { program_name: program } }),
    data: { ...(srcip !== undefined && { srcip }), ...(dstuser !== undefined && { dstuser }) },
    location,
  };
  return {
    version: 1,
    origin: { name: "n", module: "wazuh-execd" },
    command: "add",
    parameters: { extra_args: [], alert, program: "active-response/bin/x" },
  };
}
