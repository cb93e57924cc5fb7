import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { AlertInput } from "./alertInput";
import { eventSteps } from "./eventSteps";
import { PASSWORD, startGraylog } from "./graylogServer";
import { gelfSteps } from "./gelfSteps";
import { Hook } from "./hook";
import { MailServer } from "./mailServer";
import { mailSteps } from "./mailSteps";
import { objectSteps } from "./objectSteps";
import { startOpenSearch } from "./openSearch";
import { preview } from "./preview/main";
import { Running } from "./running";
import type { Site } from "./site";
import { Steps } from "./step";
import { stormSteps } from "./stormSteps";
import { ScriptHost } from "./theScript";
import { GRAYLOGS } from "./versions";

const USE =
  "npm run lab:seeing -- 5.1|6.3|7.0 [--storage JAR-OR-GIT-REPOSITORY] [--events] [--keep] [--stay]\nnpm run lab:seeing -- preview [FILE]";

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      storage: { type: "string" },
      keep: { type: "boolean", default: false },
      events: { type: "boolean", default: false },
      stay: { type: "boolean", default: false },
    },
  });
  if (positionals[0] === "preview") {
    const right = await preview(positionals[1] ?? join(tmpdir(), "active-response-preview.html"));
    return right ? 0 : 1;
  }
  const graylog = GRAYLOGS[positionals[0] ?? ""];
  if (!graylog) {
    console.error(USE);
    return 64;
  }
  const running = new Running();
  const folder = mkdtempSync(join(tmpdir(), "seeing-"));
  const [hook, mail] = [await Hook.start(), await MailServer.start()];
  const end = async (): Promise<void> => {
    await running.stop();
    hook.close();
    mail.close();
    if (!values.keep) rmSync(folder, { recursive: true, force: true });
  };
  process.once("SIGINT", () => void end().then(() => process.exit(130)));
  try {
    const openSearch = await startOpenSearch(running, folder);
    console.log(`OpenSearch: ${openSearch}`);
    const api = await startGraylog(running, graylog, {
      folder,
      openSearch,
      storage: values.storage,
      more: [
        "transport_email_enabled = true",
        "transport_email_hostname = 127.0.0.1",
        `transport_email_port = ${mail.port}`,
        "transport_email_use_auth = false",
        "transport_email_use_tls = false",
        "transport_email_use_ssl = false",
        "transport_email_from_email = graylog@example.org",
        // One of the three allows fewer events than we ask for.
        ...(graylog.version.startsWith("7") ? ["event_definition_max_event_limit = 500"] : []),
      ],
    });
    console.log(`Graylog ${graylog.version}: ${api.url}`);
    const site: Site = { api, hook: hook.url, host: new ScriptHost(join(folder, "state")) };
    await logIn(site);
    const steps = new Steps();
    if (!values.events) await objectSteps(steps, site);
    const input = await AlertInput.start(api, running, folder);
    await eventSteps(steps, site, hook, input);
    await stormSteps(steps, site, hook, input);
    await mailSteps(steps, site, mail, input);
    await gelfSteps(steps, site, hook, folder);
    const right = steps.sum();
    if (values.stay) {
      console.log(
        `${api.url} stays, user admin, password ${PASSWORD}; a line on standard input ends it`,
      );
      await new Promise((resolve) => process.stdin.once("data", resolve).once("end", resolve));
      process.stdin.destroy();
    }
    return right ? 0 : 1;
  } finally {
    await end();
  }
}

/** A token of the administrator's for the script, and the hook's URL on Graylog's list. */
async function logIn({ api, host, hook }: Site): Promise<void> {
  const users = await api.must<{ users: { id: string; username: string }[] }>("GET", "/users");
  const admin = users.users.find(({ username }) => username === "admin");
  const path = `/users/${admin?.id ?? "admin"}/tokens/lab`;
  const { token } = await api.must<{ token: string }>("POST", path, {});
  host.login("graylog", token, "token");
  const [major = ""] = (await api.must<{ version: string }>("GET", "/")).version.split(".");
  const list = major === "7" ? "allowlist" : "whitelist";
  const entries = [{ id: "lab", value: hook, type: "literal", title: "lab" }];
  await api.must("PUT", `/system/url${list}`, { entries, disabled: false });
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 70;
  },
);
